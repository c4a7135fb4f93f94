import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client';

/** What is counted, for Prometheus. Labels hold our own words only: no id, no name. */
export interface Metrics {
  readonly graphCall: (call: {
    readonly method: string;
    readonly pathTemplate: string;
    readonly status: number | undefined;
    readonly milliseconds: number;
  }) => void;
  /** Runs the work of an activity and measures it, however it ends. */
  readonly timed: <T>(type: string, work: () => Promise<T>) => Promise<T>;
  readonly text: () => Promise<string>;
}

/** A registry of this instance; nothing is shared between two in one process. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'latchkey_' });
  const graphCalls = new Counter({
    name: 'latchkey_graph_calls_total',
    help: 'Calls to Microsoft Graph, by method, path template and status',
    labelNames: ['method', 'path', 'status'],
    registers: [registry],
  });
  const graphSeconds = new Histogram({
    name: 'latchkey_graph_call_seconds',
    help: 'How long calls to Microsoft Graph took',
    labelNames: ['method', 'path'],
    registers: [registry],
  });
  const turnSeconds = new Histogram({
    name: 'latchkey_activity_seconds',
    help: 'How long activities from Teams took until they were done',
    labelNames: ['type'],
    registers: [registry],
  });
  return {
    graphCall({ method, pathTemplate, status, milliseconds }) {
      graphCalls.inc({ method, path: pathTemplate, status: status === undefined ? 'none' : String(status) });
      graphSeconds.observe({ method, path: pathTemplate }, milliseconds / 1000);
    },
    async timed(type, work) {
      const stop = turnSeconds.startTimer({ type });
      try {
        return await work();
      } finally {
        stop();
      }
    },
    text: () => registry.metrics(),
  };
}
