import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { type ProvisioningDelays } from './pim/followUps.ts';
import { type HouseBypasses } from './pim/houseRules/bypasses.ts';

/** What is counted, for Prometheus. Labels hold our own words and those of the settings: no id, no person's name. */
export interface Metrics {
  readonly graphCall: (call: {
    readonly method: string;
    readonly pathTemplate: string;
    readonly status: number | undefined;
    readonly milliseconds: number;
  }) => void;
  /** A question to a ticket system; `outcome` is one of our own words. */
  readonly ticketCall: (call: {
    readonly system: string;
    readonly outcome: string;
    readonly milliseconds: number;
  }) => void;
  /** Runs the work of an activity and measures it, however it ends. */
  readonly timed: <T>(type: string, work: () => Promise<T>) => Promise<T>;
  /** An activity that was dropped, and which bound it met. */
  readonly limited: (by: string) => void;
  /** The same store of delays, which measures each one that is added to it. */
  readonly measured: (delays: ProvisioningDelays) => ProvisioningDelays;
  /** The same store of what went round house rules, which counts each that is new. */
  readonly counted: (bypasses: HouseBypasses) => HouseBypasses;
  /** Names what is looked at each time somebody asks for the metrics. */
  readonly watch: (watched: Watched) => void;
  readonly text: () => Promise<string>;
}

/** What is looked at when the metrics are asked for. */
export interface Watched {
  readonly isRelayOn: () => Promise<boolean>;
  /** Whether the database was restored and PIM not read again yet. */
  readonly isQuarantined: () => Promise<boolean>;
  /** Audit rows that were not written out yet. */
  readonly auditStreamBehind: () => Promise<number>;
}

/** Before there is anything to look at. */
const nothing: Watched = {
  isRelayOn: () => Promise.resolve(false),
  isQuarantined: () => Promise.resolve(false),
  auditStreamBehind: () => Promise.resolve(0),
};

/** A registry of this instance; nothing is shared between two in one process. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'latchkey_' });
  const { graphCalls, graphSeconds, turnSeconds, limited } = metersIn(registry);
  const watch = addGauges(registry);
  return {
    measured: measuringDelays(registry),
    counted: countingBypasses(registry),
    ticketCall: countingTickets(registry),
    limited(by) {
      limited.inc({ by });
    },
    watch,
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

/** What is counted and measured as it happens. */
function metersIn(registry: Registry) {
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
  const limited = new Counter({
    name: 'latchkey_inbound_limited_total',
    help: 'Activities from Teams that were dropped: too fast for a person or the tenant, or too busy',
    labelNames: ['by'],
    registers: [registry],
  });
  return { graphCalls, graphSeconds, turnSeconds, limited };
}

/** Counts and measures questions to ticket systems, by the names that the settings give them. */
function countingTickets(registry: Registry): Metrics['ticketCall'] {
  const calls = new Counter({
    name: 'latchkey_ticket_calls_total',
    help: 'Questions to ticket systems, by system and outcome',
    labelNames: ['system', 'outcome'],
    registers: [registry],
  });
  const seconds = new Histogram({
    name: 'latchkey_ticket_call_seconds',
    help: 'How long ticket systems took to answer, or to be given up',
    labelNames: ['system'],
    registers: [registry],
  });
  return ({ system, outcome, milliseconds }) => {
    calls.inc({ system, outcome });
    seconds.observe({ system }, milliseconds / 1000);
  };
}

/** Makes a store of delays measure each one that is added to it. */
function measuringDelays(registry: Registry): Metrics['measured'] {
  const provisioningSeconds = new Histogram({
    name: 'latchkey_provisioning_seconds',
    help: 'How long Entra took to give a role, from the moment it was granted until it was seen',
    buckets: [1, 2, 5, 10, 20, 30, 60, 120, 300, 600],
    registers: [registry],
  });
  return (delays) => ({
    add: async (tenantId, roleDefinitionId, milliseconds) => {
      provisioningSeconds.observe(milliseconds / 1000);
      await delays.add(tenantId, roleDefinitionId, milliseconds);
    },
    of: (tenantId, roleDefinitionId) => delays.of(tenantId, roleDefinitionId),
  });
}

/** Makes a store of what went round house rules count each that is new to it. */
function countingBypasses(registry: Registry): Metrics['counted'] {
  const found = new Counter({
    name: 'latchkey_house_bypasses_total',
    help: 'Activations that went round house rules, by verdict',
    labelNames: ['verdict'],
    registers: [registry],
  });
  return (bypasses) => ({
    record: async (bypass, announcement) => {
      const isNew = await bypasses.record(bypass, announcement);
      if (isNew) found.inc({ verdict: bypass.verdict });
      return isNew;
    },
    of: (id) => bypasses.of(id),
    found: (from, until) => bypasses.found(from, until),
    sweep: (before) => bypasses.sweep(before),
  });
}

/** What is looked at when somebody asks; hands back how to say where to look. */
function addGauges(registry: Registry): Metrics['watch'] {
  let watched = nothing;
  // Nothing is relayed while the switch cannot be read.
  const isRelayOn = (): Promise<boolean> => watched.isRelayOn().catch(() => false);
  addGauge(
    registry,
    'latchkey_relay_on',
    'Whether changes are relayed to PIM: 1, or 0 where the switch is off or cannot be read',
    async () => Number(await isRelayOn()),
  );
  addGauge(
    registry,
    'latchkey_quarantine',
    'Whether the database was restored and PIM not read again yet: 1 or 0; not a number where that cannot be read',
    () => watched.isQuarantined().then(Number, () => NaN),
  );
  addGauge(
    registry,
    'latchkey_audit_stream_behind',
    'Audit rows that were not written out yet; not a number where that cannot be read',
    () => watched.auditStreamBehind().catch(() => NaN),
  );
  return (those) => {
    watched = those;
  };
}

function addGauge(registry: Registry, name: string, help: string, read: () => Promise<number>): void {
  const gauge = new Gauge({
    name,
    help,
    registers: [registry],
    collect: async () => {
      gauge.set(await read());
    },
  });
}
