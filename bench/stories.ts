import { type ChatMessage, type TeamsUser, wordsOf } from '../test/support/teamsUser.ts';
import { type SeenFetch } from './probeMessages.ts';
import { longestSequence, median, percentile, type Spread, spreadOf } from './statistics.ts';
import { type Tenant } from './tenant.ts';

/** How often each story is told. */
export interface StoriesPlan {
  readonly cycles: number;
  readonly roleLists: number;
}

/** A story, from what the person does until the answer has reached Teams. */
export interface StoryFigures {
  readonly story: string;
  readonly perSecond: number;
  /** Milliseconds. */
  readonly latency: Spread;
  /** Of Latchkey, until the person has seen the answer; the median. */
  readonly cpuMilliseconds: number;
  /** Calls that ended before the answer went out: to Graph, to Graph one after the other, to the login host. */
  readonly graphCalls: Counts;
  readonly graphInSequence: Counts;
  readonly signInCalls: Counts;
}

/** The median of all tellings, and the most: what was remembered for some minutes has to be read again in some. */
export interface Counts {
  readonly median: number;
  readonly most: number;
}

interface Told {
  readonly milliseconds: number;
  readonly cpuMilliseconds: number;
  readonly graph: readonly SeenFetch[];
  readonly signIn: readonly SeenFetch[];
}

interface Telling {
  readonly act: () => Promise<unknown>;
  /** Resolves when the person can see the answer. */
  readonly seen: () => Promise<unknown>;
  /** The stories this tells, each by the answers that end it: every one is in something that was sent to Teams. */
  readonly stories: Readonly<Record<string, readonly RegExp[]>>;
}

/** The stories' names in the report. */
export const stories = {
  myRoles: 'my roles',
  oneLine: 'activation in one line, until it waits for approval',
  form: 'activation, until its form is drawn',
  submitted: 'form submitted, until the role is active',
  decided: 'approval pressed, until the approver sees it done',
  approved: 'approval pressed, until both sides know',
} as const;

const now = (): number => performance.timeOrigin + performance.now();

/** Tells the stories, one at a time. */
export async function measureStories(tenant: Tenant, plan: StoriesPlan): Promise<readonly StoryFigures[]> {
  const told = new Map<string, Told[]>();
  const tell: Tell = async (telling) => {
    for (const [story, one] of await once(tenant, telling))
      told.set(story, [...(told.get(story) ?? []), one]);
  };
  for (const name of ['Ana', 'Ben', 'Gus', 'Fay']) {
    const person = tenant.person(name);
    await person.say('my roles');
    await person.waitForCard('You can activate');
  }
  for (let index = 0; index < plan.roleLists; index += 1) await tellMyRoles(tenant, index, tell);
  for (let cycle = 0; cycle < plan.cycles; cycle += 1) await tellCycle(tenant, cycle, tell);
  return [...told].map(([story, all]) => figuresOf(story, all));
}

type Tell = (telling: Telling) => Promise<void>;

async function tellMyRoles(tenant: Tenant, index: number, tell: Tell): Promise<void> {
  const person = tenant.person(['Ana', 'Ben', 'Gus', 'Fay'][index % 4] ?? 'Ana');
  await tell({
    act: () => person.say('my roles'),
    seen: () => Promise.resolve(),
    stories: { [stories.myRoles]: [/You can activate/] },
  });
}

/** One request with an approver and one without; then both end, and everybody's proof of identity is too old again. */
async function tellCycle(tenant: Tenant, cycle: number, tell: Tell): Promise<void> {
  const ana = tenant.person('Ana');
  const reason = `measured ${cycle}`;
  await tellApproval(tenant, reason, tell);
  const before = await ana.mark();
  await tell({
    act: () => ana.say('activate helpdesk admin'),
    seen: () => ana.waitForButton('activation.submit', { after: before }),
    stories: { [stories.form]: [/Helpdesk Administrator/] },
  });
  await tell({
    act: () =>
      ana.press('activation.submit', { justification: reason, durationMinutes: '30' }, { after: before }),
    seen: () => ana.waitForCard(/Active until/, { after: before }),
    stories: { [stories.submitted]: [/Active until/] },
  });
  await tenant.forward(31);
  await ana.waitUntil('the end of both roles', (messages) => !messages.some(saysActive));
}

async function tellApproval(tenant: Tenant, reason: string, tell: Tell): Promise<void> {
  const ana = tenant.person('Ana');
  const ben = tenant.person('Ben');
  const before = await ana.mark();
  const approvals = await ben.mark();
  await tell({
    act: () => ana.say(`activate exchange admin for 30 min because ${reason}`),
    seen: () => ana.waitForCard('Waiting for approval', { after: before }),
    stories: { [stories.oneLine]: [/Waiting for approval/] },
  });
  await ben.waitForButton('Approve', { after: approvals });
  await tell({
    act: () => ben.press('Approve', { comment: reason }, { after: approvals }),
    seen: () => bothKnow(ana, before, ben, approvals),
    stories: {
      [stories.decided]: [/You approved it/],
      [stories.approved]: [/You approved it/, /Active until/],
    },
  });
}

const saysActive = (message: ChatMessage): boolean => wordsOf(message).includes('Active until');

async function bothKnow(
  ana: TeamsUser,
  before: string | undefined,
  ben: TeamsUser,
  approvals: string | undefined,
): Promise<void> {
  await Promise.all([
    ana.waitForCard(/Active until/, { after: before }),
    ben.waitForCard(/You approved it/, { after: approvals }),
  ]);
}

async function once(
  { latchkey }: Tenant,
  { act, seen, stories: ends }: Telling,
): Promise<readonly (readonly [string, Told])[]> {
  await latchkey.calls();
  const cpuBefore = await latchkey.cpu();
  const startedAt = now();
  await act();
  await seen();
  const cpuMilliseconds = (await latchkey.cpu()) - cpuBefore;
  const calls = await latchkey.calls();
  return Object.entries(ends).map(([story, answers]) => {
    const sent = answers.map((answer) => sentWith(calls, answer));
    const answeredAt = Math.max(...sent.map((call) => call.startedAt));
    const endedAt = Math.max(...sent.map((call) => call.endedAt));
    // What was still under way when the answer went out cannot have been waited for.
    const before = calls.filter((call) => call.startedAt >= startedAt && call.endedAt <= answeredAt);
    return [story, toldBy(before, endedAt - startedAt, cpuMilliseconds)];
  });
}

function toldBy(calls: readonly SeenFetch[], milliseconds: number, cpuMilliseconds: number): Told {
  const below = (prefix: string): readonly SeenFetch[] => calls.filter(({ path }) => path.startsWith(prefix));
  return { milliseconds, cpuMilliseconds, graph: below('/graph/'), signIn: below('/login/') };
}

function sentWith(calls: readonly SeenFetch[], answer: RegExp): SeenFetch {
  const call = calls.find(({ body }) => body !== '' && answer.test(wordsOf(JSON.parse(body) as ChatMessage)));
  if (call === undefined) throw new Error(`Nothing that was sent to Teams says ${String(answer)}`);
  return call;
}

function figuresOf(story: string, told: readonly Told[]): StoryFigures {
  const times = told.map(({ milliseconds }) => milliseconds);
  const counts = (count: (one: Told) => number): Counts => {
    const all = told.map(count);
    return { median: median(all), most: percentile(all, 100) };
  };
  return {
    story,
    perSecond: (1_000 * times.length) / times.reduce((sum, each) => sum + each, 0),
    latency: spreadOf(times),
    cpuMilliseconds: median(told.map(({ cpuMilliseconds }) => cpuMilliseconds)),
    graphCalls: counts(({ graph }) => graph.length),
    graphInSequence: counts(({ graph }) => longestSequence(graph)),
    signInCalls: counts(({ signIn }) => signIn.length),
  };
}
