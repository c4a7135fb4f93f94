import { type DirectoryPerson } from '../pim/people.ts';
import { graphCalls } from './egress.ts';
import { type GraphClient } from './graphClient.ts';
import { readPeople } from './graphShapes.ts';

const SELECTED = 'id,displayName,userPrincipalName,userType,accountEnabled';

/** One more than anybody is offered, so that "and more" can be said. */
const MOST_PEOPLE = 9;

/** One letter begins too many names. */
const SHORTEST_BEGINNING = 2;

/** As OData writes text: a quote inside is written twice. */
const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/**
 * People with exactly this sign-in name or full name; where there are none, those whose names begin so (Graph: `eq` and
 * `startswith` on `displayName` and `userPrincipalName`, neither of which looks at casing).
 * @throws PimError
 */
export async function readPeopleCalled(
  client: GraphClient,
  words: string,
): Promise<readonly DirectoryPerson[]> {
  const name = literal(words);
  const exact = await first(client, `userPrincipalName eq ${name} or displayName eq ${name}`);
  if (exact.length > 0 || words.length < SHORTEST_BEGINNING) return exact;
  return first(client, `startswith(displayName,${name}) or startswith(userPrincipalName,${name})`);
}

/** Reads no further than anybody is offered: a beginning can fit thousands. */
async function first(client: GraphClient, filter: string): Promise<readonly DirectoryPerson[]> {
  const found: DirectoryPerson[] = [];
  const query = { filter, select: SELECTED, top: '50' };
  for await (const page of client.pages(graphCalls.people, { query })) {
    found.push(...readPeople(page));
    if (found.length >= MOST_PEOPLE) break;
  }
  return found.slice(0, MOST_PEOPLE);
}
