import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { TeamsUser } from '../test/support/teamsUser.ts';
import { latchkey, limitlessSettings } from './bots.ts';
import { inFreshFolder } from './freshFolder.ts';
import { type MeasuredProcess, startMeasured } from './measuredProcess.ts';
import { postgresUrl } from './postgres.ts';
import { type ReviewedSize, type ServedReviews } from './reviewedTenant.ts';
import { type ServedTenant, whileServed } from './servedProcess.ts';

/** The tenants that are asked about, the smallest first. */
export type ReviewsPlan = readonly ReviewedSize[];

/** One question about reviews, from what was typed or pressed until its answer has reached Teams. */
export interface ReviewAnswer {
  readonly seconds: number;
  /** Calls to Graph. */
  readonly graphCalls: number;
  /** Of them pages of lists of reviews, rounds and decisions. */
  readonly pages: number;
  /** So many pages there are of what the answer tells. */
  readonly neededPages: number;
  readonly cpuSeconds: number;
}

/** What a process of its own took for a tenant. */
export interface ReviewFigures {
  readonly size: ReviewedSize;
  readonly database: 'PostgreSQL' | 'embedded';
  /** Calls to Graph of the first look for rounds that run: for whom a card is due. */
  readonly lookCalls: number;
  /** `reviews`: the first page of all of them, with how far each is. */
  readonly list: ReviewAnswer;
  /** *Show* of the first of them. */
  readonly round: ReviewAnswer;
  /** At any time since the process was started. */
  readonly peakRssBytes: number;
}

/** Items of a page of Graph's, and rows of the card (README of the sandbox: as Graph has them). */
const PAGE = 100;
const ROWS = 8;
const LISTS = [/\/accessReviews\/definitions$/, /\/instances$/, /\/decisions$/];
const DEADLINE_MS = 300_000;
const POLL_MS = 100;
const QUIET_MS = 2_000;
/** What has nothing to do with the question: nobody looks for alerts meanwhile. */
const settings = 'reviews: { enabled: true }\nalerts: { everyMinutes: 0 }\n';

/** Asks about the reviews of each of these tenants, and about one round. */
export async function measureReviews(plan: ReviewsPlan): Promise<readonly ReviewFigures[]> {
  const figures: ReviewFigures[] = [];
  for (const size of plan) figures.push(await measureOne(size));
  return figures;
}

const measureOne = (size: ReviewedSize): Promise<ReviewFigures> =>
  inFreshFolder(async (folder) => {
    const file = join(folder, 'settings.yaml');
    await writeFile(file, `${await readFile(limitlessSettings, 'utf8')}${settings}`);
    const script = 'bench/reviewedSandbox.ts';
    return whileServed(
      { script, size, switches: { mayReview: true } },
      (tenant: ServedTenant<ServedReviews>) => measureAt(tenant, size, file),
    );
  });

async function measureAt(
  tenant: ServedTenant<ServedReviews>,
  size: ReviewedSize,
  settingsFile: string,
): Promise<ReviewFigures> {
  const registration = { url: tenant.url, ...(await tenant.control.tenant()) };
  const url = await postgresUrl();
  const process = await startMeasured(
    latchkey(registration, {
      LATCHKEY_SETTINGS_FILE: settingsFile,
      ...(url === undefined ? {} : { DATABASE_URL: url }),
    }),
  );
  try {
    await tenant.control.setBot(process.endpoint);
    const asker = new TeamsUser(tenant.url, tenant.said.asker);
    await asker.install();
    // Signed in, and who may ask is known to Entra; that belongs to no answer.
    await asker.say('my roles');
    await asker.waitForCard(/role/i, { deadlineMs: DEADLINE_MS });
    const lookCalls = await atRest(tenant);
    const each = Math.ceil(size.decisions / size.definitions);
    const shown = Math.min(ROWS, size.definitions);
    const decisionPages = Math.ceil(each / PAGE);
    const list = await answer(
      tenant,
      process,
      Math.ceil(size.definitions / PAGE) + shown * (1 + decisionPages),
      async () => {
        await asker.say('reviews');
        await asker.waitForCard(/Access reviews/, { deadlineMs: DEADLINE_MS });
      },
    );
    const round = await answer(tenant, process, decisionPages, async () => {
      await asker.press('Show');
      await asker.waitForCard(/Reviewers/, { deadlineMs: DEADLINE_MS });
    });
    const { peakRssBytes } = await process.usage();
    const database = url === undefined ? 'embedded' : 'PostgreSQL';
    return { size, database, lookCalls, list, round, peakRssBytes };
  } finally {
    await process.stop();
  }
}

async function answer(
  tenant: ServedTenant,
  process: MeasuredProcess,
  neededPages: number,
  ask: () => Promise<void>,
): Promise<ReviewAnswer> {
  const [before, cpuBefore] = [await callsOf(tenant), await process.cpu()];
  const startedAt = performance.now();
  await ask();
  const seconds = (performance.now() - startedAt) / 1_000;
  const [after, cpuAfter] = [await callsOf(tenant), await process.cpu()];
  return {
    seconds,
    graphCalls: after.all - before.all,
    pages: after.pages - before.pages,
    neededPages,
    cpuSeconds: (cpuAfter - cpuBefore) / 1_000,
  };
}

/** Waits until nobody asks Graph for anything any more; how many calls there have been. */
async function atRest(tenant: ServedTenant): Promise<number> {
  let { all } = await callsOf(tenant);
  for (let since = performance.now(); performance.now() - since < QUIET_MS;) {
    await pause(POLL_MS);
    const now = await callsOf(tenant);
    if (now.all !== all) since = performance.now();
    ({ all } = now);
  }
  return all;
}

async function callsOf({ control }: ServedTenant): Promise<{ readonly all: number; readonly pages: number }> {
  const kinds = (await control.callKinds()).kinds.filter(({ area }) => area === 'graph');
  const sum = (of: typeof kinds): number => of.reduce((total, { calls }) => total + calls, 0);
  return { all: sum(kinds), pages: sum(kinds.filter(({ path }) => LISTS.some((list) => list.test(path)))) };
}
