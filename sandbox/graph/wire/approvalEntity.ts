import { type Caller } from '../authorisation.ts';
import { microInstant } from '../instants.ts';
import { type Entity } from '../odata/matches.ts';
import { isAsked } from '../pim/approvals.ts';
import { type Pim } from '../pim/pim.ts';
import { type Approval } from '../pim/records.ts';

/** The only step of a directory role's approval, as the caller sees it. Its id is the approval's. */
export function stepEntity(pim: Pim, approval: Approval, caller: Caller): Entity {
  const reviewer = pim.world.tenant.users.find((user) => user.id === approval.reviewedBy);
  return {
    id: approval.id,
    displayName: null,
    reviewedDateTime: approval.reviewedAt === null ? null : microInstant(approval.reviewedAt, approval.id),
    reviewResult: approval.reviewResult,
    status: approval.status,
    assignedToMe: isAsked(pim, approval, caller),
    justification: approval.justification ?? '',
    reviewedBy:
      reviewer === undefined
        ? null
        : {
            id: reviewer.id,
            displayName: reviewer.displayName,
            userPrincipalName: reviewer.userPrincipalName,
            mail: reviewer.mail,
          },
  };
}
