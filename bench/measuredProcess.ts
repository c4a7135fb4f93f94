import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { setTimeout as pause } from 'node:timers/promises';
import { type Asked, type SeenFetch, type Usage } from './probeMessages.ts';
import { freePort } from '../sandbox/freePort.ts';

/** Where everything that is measured is started. */
export const root = fileURLToPath(new URL('..', import.meta.url));
const READY_WITHIN_MS = 60_000;
const POLL_MS = 10;
const STOP_WITHIN_MS = 10_000;

/** How a process to be measured is started. */
export interface MeasuredOptions {
  /** A file of the project, from its root. */
  readonly script: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Its clock follows what `moveClock` says. */
  readonly hasMovedClock?: boolean;
  /** Its outgoing calls are noted; costs it a little. */
  readonly watchesCalls?: boolean;
}

/** A process of its own that tells what it uses. */
export class MeasuredProcess {
  readonly port: number;
  /** From the start of the process until it answered `/readyz` with 200. Milliseconds. */
  readonly startUpMilliseconds: number;
  readonly #child: ChildProcess;
  #lastId = 0;

  constructor(child: ChildProcess, port: number, startUpMilliseconds: number) {
    this.#child = child;
    this.port = port;
    this.startUpMilliseconds = startUpMilliseconds;
  }

  get endpoint(): string {
    return `http://127.0.0.1:${this.port}/api/messages`;
  }

  /** Processor time so far, user and system, in milliseconds. */
  cpu(): Promise<number> {
    return this.#ask('cpu') as Promise<number>;
  }

  usage(): Promise<Usage> {
    return this.#ask('usage') as Promise<Usage>;
  }

  /** Outgoing calls since the last question. */
  calls(): Promise<readonly SeenFetch[]> {
    return this.#ask('calls') as Promise<readonly SeenFetch[]>;
  }

  /** Resolves when the process has moved its clock to this many milliseconds ahead. */
  async moveClock(shiftMs: number): Promise<void> {
    this.#child.send({ latchkeyClockShiftMs: shiftMs });
    await this.#message((message) => message['latchkeyClockShiftMs'] === shiftMs);
  }

  /** Ends it in order, by force after ten seconds. */
  async stop(): Promise<void> {
    await ended(this.#child);
  }

  async #ask(probe: Asked['probe']): Promise<unknown> {
    this.#lastId += 1;
    const id = this.#lastId;
    this.#child.send({ probe, id } satisfies Asked);
    return (await this.#message((message) => message['probe'] === probe && message['id'] === id))['answer'];
  }

  async #message(
    isWanted: (message: Readonly<Record<string, unknown>>) => boolean,
  ): Promise<Readonly<Record<string, unknown>>> {
    for (;;) {
      const [message] = (await once(this.#child, 'message')) as [Readonly<Record<string, unknown>>];
      if (isWanted(message)) return message;
    }
  }
}

/** Starts a process and waits until it is ready. Rejects when it ends before, or is not ready within a minute. */
export async function startMeasured(options: MeasuredOptions): Promise<MeasuredProcess> {
  const { script, environment, hasMovedClock = false, watchesCalls = false } = options;
  const port = await freePort();
  const startedAt = performance.now();
  const clock = hasMovedClock ? ['--import', './sandbox/movedClock.mjs'] : [];
  const child = spawn(process.execPath, ['--expose-gc', ...clock, '--import', './bench/probe.ts', script], {
    cwd: root,
    env: {
      ...inherited(),
      ...environment,
      PORT: String(port),
      LATCHKEY_PUBLIC_URL: `http://127.0.0.1:${port}`,
      BENCH_WATCHES_CALLS: String(watchesCalls),
    },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  try {
    await ready(child, port);
  } catch (error) {
    await ended(child);
    throw error;
  }
  return new MeasuredProcess(child, port, performance.now() - startedAt);
}

/** A shell that is prepared for a real tenant must not leak into what is measured. */
export function inherited(): NodeJS.ProcessEnv {
  const ours = /^(LATCHKEY_.*|Microsoft.*|DATABASE_URL|NODE_ENV|PORT)$/i;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !ours.test(name)));
}

async function ready(child: ChildProcess, port: number): Promise<void> {
  const deadline = performance.now() + READY_WITHIN_MS;
  while (performance.now() < deadline) {
    if (hasEnded(child)) throw new Error('The measured process ended before it was ready');
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined);
    await answer?.body?.cancel();
    if (answer?.status === 200) return;
    await pause(POLL_MS);
  }
  throw new Error('The measured process did not become ready');
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess): boolean =>
  exitCode !== null || signalCode !== null;

async function ended(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  const force = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
  await exit;
  clearTimeout(force);
}
