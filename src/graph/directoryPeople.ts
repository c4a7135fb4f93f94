import { z } from 'zod';
import { isPimError } from '../pim/errors.ts';
import { isGuid, principalId, type PrincipalId } from '../pim/ids.ts';
import { type DirectoryPerson } from '../pim/people.ts';
import { type Clock } from '../pim/ports.ts';
import { graphCalls } from './egress.ts';
import { type GraphClient } from './graphClient.ts';
import { readPeople, readPerson } from './graphShapes.ts';
import { Attempt, isQueryRefused } from './refusals.ts';
import { cacheForMinutes, type TimedCache } from './timedCache.ts';

const SELECTED = 'id,displayName,userPrincipalName,userType,accountEnabled,mail';

/** Graph takes no more values than this in one `in`. */
const IDS_PER_QUERY = 15;

const typed = z.object({ '@odata.type': z.string().optional() });
const named = z.object({ displayName: z.string() });
const identified = z.object({ id: z.string().refine(isGuid) });
const group = z.object({ id: z.string().refine(isGuid), isAssignableToRole: z.boolean().nullish() });

/** `undefined` where Graph says that the principal is not there. */
async function unlessMissing<T>(read: Promise<T>): Promise<T | undefined> {
  try {
    return await read;
  } catch (error) {
    if (isPimError(error, 'principal_not_found')) return undefined;
    throw error;
  }
}

/** Nothing where Graph refuses to say; what may pass is passed on. */
async function unlessForbidden<T>(read: () => Promise<readonly T[]>): Promise<readonly T[]> {
  try {
    return await read();
  } catch (error) {
    if (isPimError(error, 'pim_unavailable', 'throttled')) throw error;
    return [];
  }
}

/** A group's id, unless the group cannot hold roles. */
function roleGroupId(row: unknown): readonly PrincipalId[] {
  const read = group.safeParse(row);
  return read.success && read.data.isAssignableToRole !== false ? [principalId(read.data.id)] : [];
}

/** People and groups of the directory, names for ten minutes and memberships for five. */
export class DirectoryPeople {
  readonly #client: GraphClient;
  readonly #people: TimedCache<DirectoryPerson | undefined>;
  readonly #groupNames: TimedCache<string | undefined>;
  readonly #members: TimedCache<readonly DirectoryPerson[]>;
  readonly #roleGroups: TimedCache<readonly PrincipalId[]>;
  readonly #cast: Attempt;
  readonly #several: Attempt;

  constructor(client: GraphClient, clock: Clock) {
    this.#client = client;
    this.#people = cacheForMinutes(clock, 10, 20_000);
    this.#groupNames = cacheForMinutes(clock, 10, 2_000);
    this.#members = cacheForMinutes(clock, 5, 500);
    this.#roleGroups = cacheForMinutes(clock, 5, 20_000);
    this.#cast = new Attempt(clock, isQueryRefused);
    this.#several = new Attempt(clock, isQueryRefused);
  }

  person(id: PrincipalId): Promise<DirectoryPerson | undefined> {
    const read = async (): Promise<DirectoryPerson> =>
      readPerson(await this.#client.get(graphCalls.person, { ids: [id], query: { select: SELECTED } }));
    return this.#people.get(id, () => unlessMissing(read()));
  }

  /** Those who are people and are there, in the order asked. */
  async people(ids: readonly PrincipalId[]): Promise<readonly DirectoryPerson[]> {
    const wanted = [...new Set(ids)];
    const missing = wanted.filter((id) => !this.#people.has(id));
    if (missing.length > 1) {
      await this.#several.either(
        () => this.#loadSeveral(missing),
        () => Promise.resolve(),
      );
    }
    const found = await Promise.all(wanted.map((id) => this.person(id)));
    return found.filter((person) => person !== undefined);
  }

  peopleOf(groupId: PrincipalId): Promise<readonly DirectoryPerson[]> {
    return this.#members.get(groupId, async () => (await unlessMissing(this.#loadMembers(groupId))) ?? []);
  }

  async peopleNowIn(groupId: PrincipalId): Promise<readonly DirectoryPerson[]> {
    return (await unlessMissing(this.#loadMembers(groupId))) ?? [];
  }

  async membersNowOf(groupId: PrincipalId): Promise<readonly PrincipalId[] | undefined> {
    return (await unlessMissing(this.#loadMembers(groupId)))?.map(({ id }) => id);
  }

  /** The groups that can hold roles; none where groups cannot be read. */
  async roleGroups(): Promise<ReadonlySet<PrincipalId>> {
    const query = { filter: 'isAssignableToRole eq true', select: 'id,isAssignableToRole' };
    return new Set(
      await unlessForbidden(async () =>
        (await this.#client.items(graphCalls.roleGroups, { query })).flatMap(roleGroupId),
      ),
    );
  }

  /** Graph answers 404 where somebody has no manager, and where that somebody is not there. */
  async managerOf(id: PrincipalId): Promise<PrincipalId | undefined> {
    const query = { select: 'id' };
    const found = await unlessMissing(this.#client.get(graphCalls.managerOfPerson, { ids: [id], query }));
    return found === undefined ? undefined : principalId(identified.parse(found).id);
  }

  groupName(groupId: PrincipalId): Promise<string | undefined> {
    const read = async (): Promise<string> => {
      const query = { select: 'id,displayName' };
      return named.parse(await this.#client.get(graphCalls.group, { ids: [groupId], query })).displayName;
    };
    return this.#groupNames.get(groupId, () => unlessMissing(read()));
  }

  /** The people behind principals: each person once, groups as their members, service principals not at all. */
  async behind(ids: readonly PrincipalId[]): Promise<readonly DirectoryPerson[]> {
    const people = await this.people(ids);
    const known = new Set(people.map(({ id }) => id));
    const others = [...new Set(ids)].filter((id) => !known.has(id));
    const members = (await Promise.all(others.map((id) => this.peopleOf(id)))).flat();
    return [...new Map([...people, ...members].map((person) => [person.id, person])).values()];
  }

  /** The groups through which the person can have a role; none where they cannot be read. */
  roleGroupsOf(person: PrincipalId): Promise<readonly PrincipalId[]> {
    return this.#roleGroups.get(person, () =>
      unlessForbidden(async () => {
        const query = { select: 'id,isAssignableToRole', count: 'true', top: '999' };
        const ask = { ids: [person], query, headers: { ConsistencyLevel: 'eventual' } };
        return (await this.#client.items(graphCalls.groupsOfPerson, ask)).flatMap(roleGroupId);
      }),
    );
  }

  async #loadSeveral(ids: readonly PrincipalId[]): Promise<void> {
    const chunks: PrincipalId[][] = [];
    for (let at = 0; at < ids.length; at += IDS_PER_QUERY) chunks.push(ids.slice(at, at + IDS_PER_QUERY));
    await Promise.all(
      chunks.map(async (chunk) => {
        const filter = `id in (${chunk.map((id) => `'${id}'`).join(',')})`;
        const people = readPeople(
          await this.#client.items(graphCalls.people, { query: { filter, select: SELECTED } }),
        );
        const byId = new Map(people.map((person) => [person.id, person]));
        await Promise.all(chunk.map((id) => this.#people.get(id, () => Promise.resolve(byId.get(id)))));
      }),
    );
  }

  async #loadMembers(groupId: PrincipalId): Promise<readonly DirectoryPerson[]> {
    const query = { select: SELECTED, top: '999' };
    const rows = await this.#cast.either(
      () =>
        this.#client.items(graphCalls.groupMembers, {
          ids: [groupId],
          query: { ...query, count: 'true' },
          headers: { ConsistencyLevel: 'eventual' },
        }),
      () => this.#client.items(graphCalls.groupMembersOfAnyKind, { ids: [groupId], query }),
    );
    return readPeople(rows.filter(isUser));
  }
}

/** Members of any kind say what they are; after the cast to users they need not. */
function isUser(row: unknown): boolean {
  const read = typed.safeParse(row);
  return read.success && (read.data['@odata.type'] ?? '#microsoft.graph.user') === '#microsoft.graph.user';
}
