import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type AuditReport } from '../src/reports/auditReportTypes.ts';
import { type CountedKind } from '../test/support/egressKinds.ts';
import { type AuditedSize } from './auditTenant.ts';
import { latchkey } from './bots.ts';
import { inFreshFolder } from './freshFolder.ts';
import { measureCommand } from './measuredCommand.ts';
import { type ServedTenant, whileServed } from './servedProcess.ts';
import { underWaySeconds } from './statistics.ts';

/** The tenant that is reported on, and how short the log is of the two that are compared. */
export interface AuditPlan {
  readonly people: number;
  readonly assignments: number;
  readonly auditRows: number;
  readonly comparedAuditRows: number;
}

/** An audit report of a tenant, from starting the command until it was gone. */
export interface AuditFigures {
  readonly size: AuditedSize;
  readonly seconds: number;
  /** What Graph's limit alone takes for the pages of the audit log. */
  readonly limitSeconds: number;
  /** During which at least one call had no answer yet. */
  readonly waitingSeconds: number;
  readonly cpuSeconds: number;
  readonly peakRssBytes: number;
  /** Calls to Graph, a batch counted once. */
  readonly graphCalls: number;
  /** Of them pages of the audit log, and of the lists of assignments and eligibilities. */
  readonly logPages: number;
  readonly rolePages: number;
  readonly kinds: readonly CallsOfKind[];
  readonly report: ReportFigures;
}

/** Calls of one kind; those inside batches by themselves. */
export interface CallsOfKind {
  readonly kind: string;
  readonly isPartOfBatch: boolean;
  readonly calls: number;
}

/** What became of it. */
export interface ReportFigures {
  readonly bytes: number;
  readonly activations: number;
  readonly principals: number;
  readonly findings: number;
}

/** The report made again from its own JSON: everything but reading the tenant. */
export interface AgainFigures {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakRssBytes: number;
}

/** Everything that the part measures. */
export interface AuditPartFigures {
  readonly whole: AuditFigures;
  readonly again: AgainFigures;
  /** With a short log; the second has twice the people and the same holders. */
  readonly compared: readonly [AuditFigures, AuditFigures];
}

/** Calls that are no page of anything. */
export const callsBesidePages = ({ graphCalls, logPages, rolePages }: AuditFigures): number =>
  graphCalls - logPages - rolePages;

/** Graph answers five reads of the audit log in ten seconds ("throttling limits"). */
const SECONDS_PER_LOG_PAGE = 2;
/** Nothing to say, or findings as bad as `--fail-on`. */
const GOOD_EXITS = [0, 2];
const LOG = '/auditLogs/directoryAudits';
const ROLE_LISTS = ['/roleAssignmentScheduleInstances', '/roleEligibilityScheduleInstances'];

/** Reports on a large tenant, makes the report again, and compares what two tenants of different sizes cost Graph. */
export async function measureAudits(plan: AuditPlan): Promise<AuditPartFigures> {
  const { people, assignments, auditRows, comparedAuditRows } = plan;
  const { whole, again } = await inFreshFolder(async (folder) => {
    const file = join(folder, 'report.json');
    const figures = await measureAudit({ people, bystanders: 0, assignments, auditRows }, file);
    return { whole: figures, again: await measureAgain(file, join(folder, 'again.json')) };
  });
  const short = { people, assignments, auditRows: comparedAuditRows };
  const compare = (bystanders: number): Promise<AuditFigures> =>
    inFreshFolder((folder) => measureAudit({ ...short, bystanders }, join(folder, 'report.json')));
  return { whole, again, compared: [await compare(0), await compare(people)] };
}

const measureAudit = (size: AuditedSize, file: string): Promise<AuditFigures> =>
  whileServed({ script: 'bench/auditedSandbox.ts', size }, async (tenant) => {
    const { environment } = latchkey({ url: tenant.url, ...(await tenant.control.tenant()) });
    const { seconds, usage, calls } = await measureCommand(reportTo(file), environment, GOOD_EXITS);
    const kinds = await kindsAt(tenant);
    const alone = kinds.filter(({ isPartOfBatch }) => !isPartOfBatch);
    const logPages = callsOf(alone, ({ kind }) => kind.endsWith(LOG));
    return {
      size,
      seconds,
      limitSeconds: logPages * SECONDS_PER_LOG_PAGE,
      waitingSeconds: underWaySeconds(calls),
      cpuSeconds: usage.cpuMilliseconds / 1_000,
      peakRssBytes: usage.peakRssBytes,
      graphCalls: callsOf(alone, () => true),
      logPages,
      rolePages: callsOf(alone, ({ kind }) => ROLE_LISTS.some((list) => kind.endsWith(list))),
      kinds,
      report: await readReport(file),
    };
  });

async function measureAgain(from: string, file: string): Promise<AgainFigures> {
  const args = [...reportTo(file), '--from', from];
  const { seconds, usage } = await measureCommand(args, {}, GOOD_EXITS);
  return { seconds, cpuSeconds: usage.cpuMilliseconds / 1_000, peakRssBytes: usage.peakRssBytes };
}

const reportTo = (file: string): readonly string[] => ['audit', '--format', 'json', '--out', file];

const callsOf = (kinds: readonly CallsOfKind[], isMeant: (kind: CallsOfKind) => boolean): number =>
  kinds.filter(isMeant).reduce((sum, { calls }) => sum + calls, 0);

async function kindsAt({ control }: ServedTenant): Promise<readonly CallsOfKind[]> {
  const byKind = new Map<string, CallsOfKind>();
  for (const one of (await control.callKinds()).kinds) {
    const kind = nameOf(one);
    const { isPartOfBatch } = one;
    const key = `${kind} ${String(isPartOfBatch)}`;
    const calls = (byKind.get(key)?.calls ?? 0) + one.calls;
    byKind.set(key, { kind, isPartOfBatch, calls });
  }
  return [...byKind.values()];
}

const nameOf = ({ method, path }: CountedKind): string => `${method} ${path.replace('/graph/', '/')}`;

/** @throws Error where the report is one of less than the whole tenant */
async function readReport(file: string): Promise<ReportFigures> {
  const { snapshot, findings } = JSON.parse(await readFile(file, 'utf8')) as AuditReport;
  const parts = snapshot.notRead.map(({ part, code }) => `${part} (${code})`);
  if (parts.length > 0) throw new Error(`Not everything was read: ${parts.join(', ')}`);
  return {
    bytes: (await stat(file)).size,
    activations: snapshot.activations.length,
    principals: snapshot.principals.length,
    findings: findings.length,
  };
}
