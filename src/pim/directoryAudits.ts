import { type PrincipalId, type RequestId, type RoleDefinitionId } from './ids.ts';

/**
 * What a row of Entra's own audit log says about an activation [Graph: `directoryAudit`, service `PIM`]. `requested`
 * says nothing about approval; `approvalRequested` is the row that comes where approvers are asked.
 */
export type AuditedActivity =
  'requested' | 'approvalRequested' | 'approved' | 'denied' | 'canceled' | 'lapsed' | 'activated' | 'ended';

/** A row of the log. It comes minutes after what it tells of, and says nothing of scope and ticket. */
export interface DirectoryAudit {
  /** Of the row; the same row is read more than once. */
  readonly id: string;
  readonly activity: AuditedActivity;
  readonly at: Date;
  readonly requestId: RequestId;
  readonly roleDefinitionId: RoleDefinitionId | undefined;
  /** Whose role it is. */
  readonly principalId: PrincipalId | undefined;
  /** Who did it; `undefined` for PIM itself. */
  readonly actor: { readonly id: PrincipalId; readonly displayName: string } | undefined;
  /** The justification of a request, the comment of a decision. */
  readonly reason: string;
  readonly startAt: Date | undefined;
  readonly endAt: Date | undefined;
}
