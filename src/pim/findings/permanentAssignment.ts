import { conversionsOf } from '../posture/conversions.ts';
import { type Conversion } from '../posture/judgements.ts';
import { type Posture } from '../posture/posture.ts';
import { GLOBAL_ADMINISTRATOR, PRIVILEGED_ROLE_ADMINISTRATOR } from '../roles.ts';
import { guides } from './guides.ts';
import { headsIn, holdingsRule } from './holdingsRule.ts';

/** Whoever has one of these can give themselves any other role: Global, Privileged Role, Privileged Authentication Administrator. */
const controlPlane: ReadonlySet<string> = new Set([
  GLOBAL_ADMINISTRATOR,
  PRIVILEGED_ROLE_ADMINISTRATOR,
  '7be44c8a-adaf-4e2a-84d6-ab2649e08a13',
]);

/**
 * A privileged role stands without end with somebody who could activate it instead. What has a rule of its own is left
 * out: apps, service accounts, disabled and deleted accounts. So are break-glass accounts, the last permanent Global
 * Administrator, and groups whose members PIM for Groups activates.
 */
export const permanentAssignment = holdingsRule({
  id: 'permanent-assignment',
  severity: 'high',
  otherwise: 'medium',
  sources: [guides.bestPractices, guides.assigning, guides.scuba],
  needs: ['assignments', 'principals'],
  minds: (posture) => {
    const managed = new Set(
      posture.snapshot.groups.flatMap(({ id, isManagedByPim }) => (isManagedByPim === true ? [id] : [])),
    );
    return conversionsOf(posture)
      .filter((one) => isMinded(posture, one) && !managed.has(one.held.row.principalId))
      .map(({ held, advice }) => ({ ...held, advice }));
  },
  facts: (found) => ({
    throughGroups: headsIn(found.filter(({ path, holder }) => path.length > 0 || holder.kind === 'group')),
    alreadyEligible: headsIn(found.filter(({ advice }) => advice === 'alreadyEligible')),
  }),
  severityOf: (_found, _posture, { id }) => (controlPlane.has(id) ? 'high' : 'medium'),
});

const isMinded = ({ isPrivileged }: Posture, { held, advice, reason }: Conversion): boolean =>
  isPrivileged(held.role.id) &&
  held.holder.isEnabled !== false &&
  held.holder.kind !== 'missing' &&
  (advice === 'makeEligible' || advice === 'alreadyEligible' || reason === 'throughGroup');
