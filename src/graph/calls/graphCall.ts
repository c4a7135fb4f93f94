import { type z } from 'zod';
import { type PrincipalId } from '../../pim/ids.ts';

/**
 * `self`: a person's own roles. `approve`: approvals. `read`: everything that changes nothing. `install`: our own app in an
 * approver's Teams, only where that is switched on. `administer`: what administrators change of other people's roles, and
 * what they read for it; only where that is switched on. `review`: what people decide in access reviews and administrators
 * do with them, the same. `probe`: what an operator has looked up by `doctor`; the service itself has no account with it.
 */
export type EgressGroup = 'self' | 'approve' | 'read' | 'install' | 'administer' | 'review' | 'probe';

/** Graph's two versions that are used here. */
export type GraphVersion = 'v1.0' | 'beta';

/**
 * One call to Graph that Latchkey makes. A call that is not in the table cannot be made. Several may go to one address: the
 * groups of the account, the kind of its token and the body decide which of them it is.
 */
export interface GraphCall {
  readonly method: 'GET' | 'POST' | 'PATCH';
  readonly version: GraphVersion;
  /** Below the version; `{…}` stands for one GUID, unless `segments` says otherwise. */
  readonly path: string;
  /** What is no GUID, by its name in `path`: a pattern, in which `GUID` stands for one. */
  readonly segments?: Readonly<Record<string, string>>;
  readonly group: EgressGroup;
  /** Least privileged delegated scope; without one the call is not made with a person's token. */
  readonly leastDelegated?: string;
  /** Least privileged application permission; without one the call is not made with the app's own token. */
  readonly leastApplication?: string;
  /** What for, in words for the administrator who grants it. */
  readonly usedFor: string;
  /** Carries other calls of this table, all of them reads; each is checked, and permitted, for itself. */
  readonly isBatch?: true;
  /** A POST that asks and changes nothing: it may be repeated, and its body has a shape all the same. */
  readonly isRead?: true;
  /** What the body of a person's change must look like, exactly; without it there is none. */
  readonly body?: (owner: PrincipalId) => z.ZodType;
  /** The same of what the app itself sends; what it changes it names by its address. */
  readonly appBody?: (graphUrl: string) => z.ZodType;
}

/** A read of v1.0. */
export const get = { method: 'GET', version: 'v1.0', group: 'read' } as const;
/** A read of beta: what v1.0 does not have. */
export const getBeta = { ...get, version: 'beta' } as const;
