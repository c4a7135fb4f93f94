import { existsSync, readFileSync } from 'node:fs';
import { type Asked, type AtEnd, type SeenFetch, type Usage } from './probeMessages.ts';

/**
 * Loaded with `--import` before a process that is measured, which knows nothing of it. Tells the parent process what it
 * asks: processor time, memory, and the outgoing calls since the last question; or tells it unasked when the process has
 * nothing left to do. Ends the process when the parent is gone.
 */
const seen: SeenFetch[] = [];

/** Comparable between processes of one machine, and no moved clock moves it. */
const now = (): number => performance.timeOrigin + performance.now();

const OWN_STATUS = '/proc/self/status';

/** Linux counts into `getrusage` what the parent had before this program was loaded; its own page does not. */
function peakRssBytes(): number {
  const status = existsSync(OWN_STATUS) ? readFileSync(OWN_STATUS, 'utf8') : '';
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
  return (kilobytes === undefined ? process.resourceUsage().maxRSS : Number(kilobytes)) * 1_024;
}

function usage(): Usage {
  globalThis.gc?.();
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed } = process.memoryUsage();
  return {
    cpuMilliseconds: (user + system) / 1_000,
    rssBytes: rss,
    peakRssBytes: peakRssBytes(),
    heapBytes: heapUsed,
  };
}

function answer(asked: Asked['probe']): unknown {
  if (asked === 'calls') return seen.splice(0);
  if (asked === 'usage') return usage();
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

function watchFetch(): void {
  const realFetch = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    const startedAt = now();
    const response = await realFetch(input, init);
    const url = new URL(input instanceof Request ? input.url : input);
    const body = init?.body;
    seen.push({
      method: init?.method ?? 'GET',
      path: url.pathname,
      startedAt,
      endedAt: now(),
      body: url.pathname.startsWith('/teams/') && typeof body === 'string' ? body : '',
    });
    return response;
  };
}

if (process.env['BENCH_WATCHES_CALLS'] === 'true') watchFetch();
if (process.env['BENCH_TELLS_AT_END'] === 'true') {
  process.once('beforeExit', () => process.send?.({ usage: usage(), calls: seen } satisfies AtEnd));
}
process.on('message', (message: Partial<Asked>) => {
  if (message.probe === undefined) return;
  process.send?.({ probe: message.probe, id: message.id, answer: answer(message.probe) });
});
process.once('disconnect', () => {
  process.kill(process.pid, 'SIGTERM');
});
process.channel?.unref();
