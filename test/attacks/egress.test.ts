import assert from 'node:assert/strict';
import { type Attack, attackGroup } from './attackTable.ts';
import { AttackedBot } from './attackedBot.ts';
import { changesInWords } from './cardPresses.ts';
import { Decoy } from './decoy.ts';

const eligibilities =
  "/graph/v1.0/roleManagement/directory/roleEligibilityScheduleInstances/filterByCurrentUser(on='principal')";
const requests = '^/graph/v1.0/roleManagement/directory/roleAssignmentScheduleRequests$';

/** A page of Ana's roles that says where the next one is. */
type NextLink = (bot: AttackedBot, decoy: Decoy) => string;
const samePath = (base: string): string => `${base}${eligibilities}?$skiptoken=2`;

const nextLinks: readonly Attack<NextLink>[] = [
  ['the attacker’s host', 'nothing followed', (_, decoy) => samePath(decoy.url)],
  ['the cloud’s own metadata', 'nothing followed', () => 'http://169.254.169.254/metadata/instance'],
  ['ours before an @', 'nothing followed', (bot, { url }) => samePath(bot.sandbox.url + '@' + url.slice(7))],
  [
    'a user in the address',
    'nothing followed',
    (bot) => samePath(bot.sandbox.url.replace('//', '//user:word@')),
  ],
  [
    'another port',
    'nothing followed',
    (bot, { url }) => samePath(bot.sandbox.url.replace(/\d+$/, new URL(url).port)),
  ],
  ['another scheme', 'nothing followed', (bot) => samePath(bot.sandbox.url.replace('http', 'https'))],
  ['another list', 'nothing followed', (bot) => `${bot.sandbox.url}/graph/v1.0/users?$skiptoken=2`],
  ['another version', 'nothing followed', (bot) => samePath(bot.sandbox.url).replace('v1.0', 'beta')],
  ['a way up', 'nothing followed', (bot) => `${bot.sandbox.url}/graph/v1.0/../../control/tenant`],
  [
    'a way up from the same list',
    'nothing followed',
    (bot) => `${bot.sandbox.url}${eligibilities}/../../../../users`,
  ],
  [
    'everybody’s list',
    'nothing followed',
    (bot) => samePath(bot.sandbox.url).replace(/\/filterByCurrentUser[^?]*/, ''),
  ],
  [
    'other options',
    'nothing followed',
    (bot) => `${bot.sandbox.url}${eligibilities}?$apply=aggregate&secret=1`,
  ],
  ['a path without a host', 'nothing followed', () => `${eligibilities}?$skiptoken=2`],
  ['a host without a scheme', 'nothing followed', (_, decoy) => samePath(decoy.url).replace('http:', '')],
  ['a script', 'nothing followed', () => 'javascript:alert(1)'],
  ['a file', 'nothing followed', () => 'file:///etc/passwd'],
];

interface Redirect {
  readonly path: string;
  readonly method: string;
  readonly status: number;
  /** What Ana says to set it going. */
  readonly says: string;
}

const redirects: readonly Attack<Redirect>[] = [
  ...[301, 302, 303, 307, 308].map((status): Attack<Redirect> => [
    `Graph, a read, ${status}`,
    'nothing followed, 0 changes',
    { path: '^/graph/.*roleEligibilityScheduleInstances', method: 'GET', status, says: 'my roles' },
  ]),
  ...[301, 302, 307, 308].map((status): Attack<Redirect> => [
    `Graph, a change, ${status}`,
    'nothing followed, 0 changes, 1 refused by PIM',
    { path: requests, method: 'POST', status, says: 'activate teams admin 1h' },
  ]),
  ...[302, 307].map((status): Attack<Redirect> => [
    `Entra, a token, ${status}`,
    'nothing followed, 0 changes',
    { path: '^/login/.*/token$', method: 'POST', status, says: 'my roles' },
  ]),
  ...[301, 302, 307, 308].map((status): Attack<Redirect> => [
    `Teams, a message, ${status}`,
    'nothing followed, 0 changes',
    { path: '^/teams/.*/activities', method: 'POST', status, says: 'help' },
  ]),
];

describe('attacks on where calls go', () => {
  let bot: AttackedBot;
  let decoy: Decoy;

  before(async () => {
    decoy = await Decoy.start();
    bot = await AttackedBot.start({ installedFor: ['Ana', 'Ben'] });
    await bot.person('Ana').say('my roles');
    await bot.person('Ana').waitForCard('Teams Administrator');
  });

  after(async () => {
    await bot.stop();
    await decoy.stop();
  });

  attackGroup('EG', 'where Graph says that the next page is', nextLinks, async (link) => {
    const call = await bot.newestCall();
    const body = { value: [], '@odata.nextLink': link(bot, decoy) };
    await bot.control.faults.add({
      match: { path: '^/graph/v1.0/roleManagement/directory/roleEligibilityScheduleInstances/filter' },
      status: 200,
      body,
    });
    const mark = await bot.person('Ana').mark();
    await bot.person('Ana').say('my roles');
    await bot.person('Ana').waitForCard('That did not work', { after: mark ?? '' });
    await bot.settled();
    const reads = (await bot.callsSince(call)).filter(
      ({ path, actor }) =>
        actor === bot.idOf('Ana') &&
        !path.includes('roleAssignmentScheduleInstances') &&
        !path.startsWith('/teams/'),
    );
    const isOnce =
      reads.filter(({ path }) => decodeURIComponent(path).includes('EligibilityScheduleInstances')).length ===
      1;
    return decoy.requests.length === 0 && isOnce
      ? 'nothing followed'
      : `${decoy.requests.length} to the decoy, ${JSON.stringify(reads.map(({ path }) => path))}`;
  });

  attackGroup('EG', 'whom a redirect points to', redirects, async ({ path, method, status, says }) => {
    const call = await bot.newestCall();
    const id = await bot.control.faults.add({
      match: { path, method },
      times: 3,
      status,
      headers: { location: `${decoy.url}/taken` },
    });
    await bot.person('Ana').say('sign out');
    await bot.person('Ana').say(says);
    await bot.settled();
    await bot.serveKeys();
    assert.equal(await bot.control.faults.isWaiting(id), false);
    const followed = decoy.requests.length === 0 ? 'nothing followed' : JSON.stringify(decoy.requests);
    return `${followed}, ${await changesInWords(bot, call)}`;
  });
});
