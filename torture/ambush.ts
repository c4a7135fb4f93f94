import { setTimeout as pause } from 'node:timers/promises';
import { type WantedFault } from '../test/support/runningSandbox.ts';
import { type Place } from './databases.ts';
import { type Breakage, type Trouble } from './plan.ts';
import { type Scene } from './scene.ts';

/** Trouble that lies in wait for the people of a cycle. */
export interface Ambush {
  /** Resolves when it has struck and the world is whole again, or when it is called off. */
  readonly over: Promise<AmbushEnd>;
  /** The story went by without meeting it. */
  callOff(): void;
}

/** What became of it. `at`: when the world was about to be whole again (`performance.now()`). */
export interface AmbushEnd {
  readonly hasStruck: boolean;
  readonly at: number;
}

/** Longer than the bot waits for anything. */
const FOREVER_MS = 30_000;
const TOO_SLOW_MS = 12_000;
/** Latchkey gives up a call that was not answered in so long; until then the trouble lasts. */
const GIVEN_UP_AFTER_MS = 10_000;
/** What is held waits for us. */
const POLL_MS = 25;
const ANY_CALL = '^/(graph|teams|login)/';
const paths = { graph: '^/graph/', connector: '^/teams/' } as const;

/** Lays it. Resolves when it lies. */
export async function layAmbush(scene: Scene, place: Place, trouble: Trouble): Promise<Ambush> {
  const calledOff = new AbortController();
  const struck = await lay(scene, place, trouble, calledOff.signal);
  const over = struck().finally(() => place.proxy?.disarm());
  // Whoever awaits it hears of a failure; until then it must not end the process.
  over.catch(() => undefined);
  return {
    over,
    callOff: () => {
      calledOff.abort();
    },
  };
}

type Strike = () => Promise<AmbushEnd>;

async function lay(scene: Scene, place: Place, trouble: Trouble, signal: AbortSignal): Promise<Strike> {
  switch (trouble.kind) {
    case 'killedAtCall': {
      const held: WantedFault =
        trouble.effect === 'before' ? { delayMs: FOREVER_MS, cut: 'before' } : { holdMs: FOREVER_MS };
      const id = await breakNth(scene, ANY_CALL, trouble.nth, held);
      return async () => {
        const isMet = await untilMet(scene, id, signal);
        return isMet ? restart(scene, place) : passedBy();
      };
    }
    case 'killedAtCommit':
      return () => killAtCommit(scene, place, trouble, signal);
    case 'killedAfter':
      return async () => {
        await pause(trouble.milliseconds);
        return restart(scene, place);
      };
    case 'brokenCall': {
      const id = await breakNth(scene, paths[trouble.at], trouble.nth, faultOf(trouble.how, trouble.at));
      const lastsMs = trouble.how === 'tooSlow' ? GIVEN_UP_AFTER_MS : 0;
      return async () => ({ hasStruck: await untilMet(scene, id, signal), at: performance.now() + lastsMs });
    }
    case 'databaseGone':
      return async () => {
        place.proxy?.cut();
        await pause(trouble.milliseconds);
        place.proxy?.mend();
        return { hasStruck: true, at: performance.now() };
      };
    case 'clockJumps':
      return async () => {
        await scene.forward(trouble.minutes);
        return { hasStruck: true, at: performance.now() };
      };
    case 'botClockIsOff':
      return async () => {
        await scene.putClockOff(trouble.seconds);
        return { hasStruck: true, at: performance.now() };
      };
  }
}

const passedBy = (): AmbushEnd => ({ hasStruck: false, at: performance.now() });

async function killAtCommit(
  scene: Scene,
  place: Place,
  { nth, effect }: Extract<Trouble, { kind: 'killedAtCommit' }>,
  signal: AbortSignal,
): Promise<AmbushEnd> {
  const isMet = await new Promise<boolean>((resolve) => {
    signal.addEventListener('abort', () => {
      resolve(false);
    });
    place.proxy?.atCommit(nth, effect, () => {
      resolve(true);
    });
  });
  return isMet ? restart(scene, place) : passedBy();
}

async function restart(scene: Scene, place: Place): Promise<AmbushEnd> {
  await scene.bot.kill();
  await scene.control.faults.clear();
  const at = performance.now();
  await scene.start(place);
  return { hasStruck: true, at };
}

/** Breaks the n-th matching call from now on; those before it go through. */
async function breakNth({ control }: Scene, path: string, nth: number, fault: WantedFault): Promise<number> {
  if (nth > 1) await control.faults.add({ match: { path }, times: nth - 1 });
  return control.faults.add({ match: { path }, ...fault });
}

async function untilMet({ control }: Scene, id: number, signal: AbortSignal): Promise<boolean> {
  while (await control.faults.isWaiting(id)) {
    if (signal.aborted) {
      await control.faults.clear();
      return false;
    }
    await pause(POLL_MS);
  }
  return true;
}

function faultOf(how: Breakage, at: keyof typeof paths): WantedFault {
  const error = (code: string): object => ({ error: { code, message: 'Broken on purpose' } });
  switch (how) {
    case 'throttled':
      return { status: 429, body: error('TooManyRequests') };
    case 'throttledForSeconds':
      return { status: 429, headers: { 'retry-after': '2' }, body: error('TooManyRequests') };
    case 'serverError':
      return { status: 500, body: error('InternalServerError') };
    case 'unavailable':
      return { status: 503, body: error('ServiceUnavailable') };
    case 'cutBefore':
      return { cut: 'before' };
    case 'cutAfter':
      return { cut: 'after' };
    case 'tooSlow':
      return { delayMs: TOO_SLOW_MS };
    case 'nonsense':
      // A connector that says 200 has done it; what has not done it and is no JSON is a gateway's page.
      return at === 'connector'
        ? { status: 502, headers: { 'content-type': 'text/html' }, body: '<h1>Bad gateway</h1>' }
        : { status: 200, headers: { 'content-type': 'application/json' }, body: '{"value": [{]' };
  }
}
