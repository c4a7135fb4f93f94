import { approversOfRole } from './approversOfRole.ts';
import { guides } from './guides.ts';
import { settingsRule } from './settingsRule.ts';

/**
 * A role asks for approval, and too few people who could give it are reachable: enabled, and reached by cards where that is
 * known. Not judged where the requestor's manager is asked too, who is another person each time.
 */
export const tooFewApprovers = settingsRule({
  id: 'too-few-approvers',
  severity: 'high',
  otherwise: 'high',
  sources: [guides.approvals, guides.settings],
  needs: ['principals', 'groupMembers', 'assignments'],
  thresholds: ['approvers'],
  fault: ({ settings }, posture) => {
    if (!settings.activation.isApprovalRequired) return undefined;
    const { people, reachable, isDefault, isManagerAsked } = approversOfRole(posture, settings);
    const fewest = posture.yardstick.thresholds.approvers;
    if (isManagerAsked || reachable.length >= fewest) return undefined;
    return {
      severity: reachable.length === 0 ? 'high' : 'medium',
      principals: people.map(({ id }) => id),
      facts: {
        count: people.length,
        reachable: reachable.length,
        fewest,
        isDefault,
        isReachabilityKnown: posture.snapshot.unreachable !== null,
      },
    };
  },
});
