import { type PrincipalId } from '../ids.ts';
import { GLOBAL_ADMINISTRATOR } from '../roles.ts';
import { type Posture } from '../posture/posture.ts';
import { type Finding, type FindingRule } from './finding.ts';
import { guides } from './guides.ts';
import { idsByName } from './holdingsRule.ts';

/**
 * Break-glass accounts must be declared, be enabled, and be Global Administrator permanently, or they do not help when
 * they are needed; and not more of them than the yardstick allows.
 */
export const breakGlassAccounts: FindingRule = {
  id: 'break-glass-accounts',
  severity: 'high',
  sources: [guides.emergencyAccess, guides.scuba],
  needs: ['assignments', 'principals'],
  thresholds: ['breakGlassPermanent'],
  find: (posture) => {
    const { breakGlass, thresholds } = posture.yardstick;
    const declared = [...new Set(breakGlass)];
    if (declared.length === 0) return [of('information', [], { problem: 'notDeclared' })];
    const permanent = permanentGlobalAdministrators(posture);
    const faults = declared.flatMap((id) => {
      const problem = problemOf(posture, id, permanent);
      return problem === undefined ? [] : [of('high', [id], { problem })];
    });
    const holding = declared.filter((id) => permanent.has(id));
    const most = thresholds.breakGlassPermanent;
    if (holding.length <= most) return faults;
    const principals = idsByName(holding.map(posture.principal));
    return [...faults, of('medium', principals, { problem: 'tooMany', count: holding.length, most })];
  },
};

const of = (
  severity: Finding['severity'],
  principals: readonly PrincipalId[],
  facts: Finding['facts'],
): Finding => ({ rule: 'break-glass-accounts', severity, principals, facts });

const permanentGlobalAdministrators = ({ standing }: Posture): ReadonlySet<PrincipalId> =>
  new Set(
    standing.flatMap(({ holder, role, row }) =>
      role.id === GLOBAL_ADMINISTRATOR && row.endAt === null ? [holder.id] : [],
    ),
  );

/** An account that nothing in the snapshot names may exist: it holds no role, and that is what is wrong with it. */
function problemOf(
  posture: Posture,
  id: PrincipalId,
  permanent: ReadonlySet<PrincipalId>,
): string | undefined {
  const { kind, isEnabled } = posture.principal(id);
  const isNamed = posture.snapshot.principals.some((one) => one.id === id);
  if (kind === 'missing') return isNamed || permanent.has(id) ? 'deleted' : 'withoutRole';
  if (kind !== 'person') return 'noPerson';
  if (isEnabled === false) return 'disabled';
  return permanent.has(id) ? undefined : 'notPermanent';
}
