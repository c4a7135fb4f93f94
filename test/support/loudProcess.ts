import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../sandbox/freePort.ts';
import { track } from './hooks.ts';

/** Latchkey as everybody starts it, with every word that it writes. */
export interface LoudProcess {
  /** `http://127.0.0.1:…` */
  readonly url: string;
  /** Everything it wrote so far, to either stream. */
  readonly output: () => string;
  readonly signal: (name: NodeJS.Signals) => void;
  /** Ends it in order. */
  readonly stop: () => Promise<void>;
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const READY_WITHIN_MS = 90_000;
const POLL_MS = 30;

/** Starts it on a free port of loopback at the level that says most, and waits until it is ready. */
export async function startLoudProcess(environment: Readonly<Record<string, string>>): Promise<LoudProcess> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const own = { PORT: String(port), LATCHKEY_PUBLIC_URL: url, LATCHKEY_LOG_LEVEL: 'trace' };
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, ['bin/latchkey.mjs'], {
    cwd: root,
    env: { PATH, HOME, ...own, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const closed = track(`Latchkey (pid ${child.pid ?? 'none'})`);
  const written: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => written.push(text));
  }
  const hasEnded = (): boolean => child.exitCode !== null || child.signalCode !== null;
  const stop = async (): Promise<void> => {
    if (!hasEnded()) {
      const ended = once(child, 'close');
      child.kill('SIGTERM');
      await ended;
    }
    closed();
  };
  const deadlineAt = performance.now() + READY_WITHIN_MS;
  while (!hasEnded() && performance.now() < deadlineAt) {
    const answer = await fetch(`${url}/readyz`).catch(() => undefined);
    await answer?.body?.cancel();
    if (answer?.status === 200) {
      return { url, output: () => written.join(''), signal: (name) => child.kill(name), stop };
    }
    await pause(POLL_MS);
  }
  await stop();
  throw new Error(`Latchkey did not become ready:\n${written.join('')}`);
}
