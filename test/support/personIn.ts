import assert from 'node:assert/strict';
import { type RunningSandbox } from './runningSandbox.ts';
import { TeamsUser } from './teamsUser.ts';

/** The person of an offline tenant with this given name, at a Teams client of the test's own. */
export function personIn({ url, tenantInfo }: RunningSandbox, givenName: string): TeamsUser {
  const found = tenantInfo.people.find(({ name }) => name.startsWith(`${givenName} `));
  assert.ok(found, `Nobody here is called ${givenName}`);
  return new TeamsUser(url, found.id);
}
