import { personId, requestId, ROLES, roleId } from './largeTenantRows.ts';

/** How long a log is, and whose activations it tells of. */
interface AuditLogSize {
  readonly rows: number;
  readonly people: number;
}

/** Rows of the log on one page, as Graph gives them. */
export const LOG_PAGE = 1_000;
/** An activation is asked for, begins and ends. */
const ROWS_EACH = ['requested', 'completed', 'expired'] as const;
/** As long as a process that comes back looks back, and then some. */
const SPAN_MS = 5 * 86_400_000;
/** Nothing in it is so new that it is read a second time. */
const AGE_MS = 3_600_000;
const SHORT_MS = 30 * 60_000;
const LONG_MS = 8 * 3_600_000;

const activities: Readonly<Record<(typeof ROWS_EACH)[number], string>> = {
  requested: 'Add member to role requested (PIM activation)',
  completed: 'Add member to role completed (PIM activation)',
  expired: 'Remove member from role (PIM activation expired)',
};

/** One in three roles has rules. */
const hasRules = (role: number): boolean => role % 3 === 1;
/** One in fifty activations lasts longer than any rule allows. */
const isLong = (activation: number): boolean => activation % 50 === 0;
const roleOf = (activation: number): number => activation % ROLES;

/** The rules that the activations are held against, as a settings file has them. */
export const rulesOfTheLog: readonly object[] = Array.from({ length: ROLES }, (_, role) => role)
  .filter(hasRules)
  .map((role) => ({
    name: `Four hours of ${role}`,
    appliesTo: { roles: [`Measured Administrator ${role}`] },
    maximumHours: 4,
    owners: { people: [personId(0)] },
  }));

/**
 * A log of activations that nobody asked for in Latchkey, spread over days. Its rows are made as they are asked for. The last
 * page has none: who asks for it is done with all the others.
 */
export class AuditLog {
  readonly size: AuditLogSize;
  /** Of its oldest row. */
  readonly from: number;
  /** When each page was asked for, on this process's own clock, in milliseconds. */
  readonly asked: number[] = [];

  constructor(size: AuditLogSize, now: number) {
    this.size = size;
    this.from = now - AGE_MS - SPAN_MS;
  }

  /** So many activations in it go round the rules. */
  get bypasses(): number {
    const activations = Math.floor((this.size.rows + 1) / ROWS_EACH.length);
    return Array.from({ length: activations }, (_, number) => number).filter(
      (number) => isLong(number) && hasRules(roleOf(number)),
    ).length;
  }

  get isRead(): boolean {
    return this.asked.length > Math.ceil(this.size.rows / LOG_PAGE);
  }

  /** A page; `base` is where the next one is. None of it where something newer is asked for. */
  page(url: URL, base: string): object {
    const filter = url.searchParams.get('$filter') ?? '';
    const since = Date.parse(/activityDateTime ge (\S+)/.exec(filter)?.[1] ?? '');
    if (Number.isNaN(since) || since > this.from) return { value: [] };
    this.asked.push(performance.now());
    const from = Number(url.searchParams.get('$skiptoken') ?? '0');
    const to = Math.min(from + LOG_PAGE, this.size.rows);
    const value = Array.from({ length: to - from }, (_, index) => this.#row(from + index));
    if (value.length === 0) return { value };
    const next = new URL(url);
    next.searchParams.set('$skiptoken', String(to));
    return { value, '@odata.nextLink': `${base}${next.pathname}${next.search}` };
  }

  #row(index: number): object {
    const { rows, people } = this.size;
    const activation = Math.floor(index / ROWS_EACH.length);
    const kind = ROWS_EACH[index % ROWS_EACH.length] ?? 'requested';
    const at = this.from + (index / rows) * SPAN_MS;
    const endAt = at + (isLong(activation) ? LONG_MS : SHORT_MS);
    const request = requestId(activation);
    return {
      id: `PIM_${request}_${kind}`,
      category: 'RoleManagement',
      correlationId: request,
      result: 'success',
      resultReason: 'In the portal',
      activityDisplayName: activities[kind],
      activityDateTime: new Date(at).toISOString(),
      loggedByService: 'PIM',
      initiatedBy: { user: null, app: null },
      targetResources: [
        { id: roleId(roleOf(activation)), type: 'Role', displayName: 'Measured Administrator' },
        { id: request, type: 'Request', displayName: null },
        { id: personId(activation % people), type: 'User', displayName: 'Robin Vale' },
      ],
      additionalDetails: [
        { key: 'StartTime', value: new Date(at).toISOString() },
        { key: 'ExpirationTime', value: new Date(endAt).toISOString() },
      ],
    };
  }
}
