import { type FindingRule } from './finding.ts';
import { activationTooLong } from './activationTooLong.ts';
import { approvalByHouseRule } from './approvalByHouseRule.ts';
import { assignedOutsidePim } from './assignedOutsidePim.ts';
import { breakGlassAccounts } from './breakGlassAccounts.ts';
import { customApproverRecipients } from './customApproverRecipients.ts';
import { disabledOrDeletedAccount } from './disabledOrDeletedAccount.ts';
import { eligibilityWithoutEnd } from './eligibilityWithoutEnd.ts';
import { groupNotProtected } from './groupNotProtected.ts';
import { guest } from './guest.ts';
import { licence } from './licence.ts';
import { multifactorAndContext } from './multifactorAndContext.ts';
import { noApproval } from './noApproval.ts';
import { noJustification } from './noJustification.ts';
import { noStrongAuthentication } from './noStrongAuthentication.ts';
import { noTicket } from './noTicket.ts';
import { notificationsOff } from './notificationsOff.ts';
import { overPrivilegedAccount } from './overPrivilegedAccount.ts';
import { permanentAssignment } from './permanentAssignment.ts';
import { permanentEligibilityAllowed } from './permanentEligibilityAllowed.ts';
import { serviceAccount } from './serviceAccount.ts';
import { servicePrincipal } from './servicePrincipal.ts';
import { soleApprover } from './soleApprover.ts';
import { staleEligibility } from './staleEligibility.ts';
import { staleSignIn } from './staleSignIn.ts';
import { tooFewApprovers } from './tooFewApprovers.ts';
import { tooFewGlobalAdministrators } from './tooFewGlobalAdministrators.ts';
import { tooManyGlobalAdministrators } from './tooManyGlobalAdministrators.ts';
import { unusedActiveAssignment } from './unusedActiveAssignment.ts';
import { unusedRole } from './unusedRole.ts';

/** Every rule, in the order in which they are explained. */
export const findingRules: readonly FindingRule[] = [
  tooManyGlobalAdministrators,
  tooFewGlobalAdministrators,
  breakGlassAccounts,
  permanentAssignment,
  assignedOutsidePim,
  noStrongAuthentication,
  noApproval,
  approvalByHouseRule,
  activationTooLong,
  noJustification,
  noTicket,
  permanentEligibilityAllowed,
  eligibilityWithoutEnd,
  tooFewApprovers,
  soleApprover,
  staleEligibility,
  unusedRole,
  unusedActiveAssignment,
  staleSignIn,
  serviceAccount,
  servicePrincipal,
  guest,
  disabledOrDeletedAccount,
  groupNotProtected,
  multifactorAndContext,
  customApproverRecipients,
  notificationsOff,
  overPrivilegedAccount,
  licence,
];
