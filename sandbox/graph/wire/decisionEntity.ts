import { entryOf } from '../../entries.ts';
import { shortInstant } from '../instants.ts';
import { type Entity } from '../odata/matches.ts';
import { nameOf, type Pim, roleOf } from '../pim/pim.ts';
import { type ReviewDecision } from '../reviews/records.ts';
import { lastSignInOf } from './directoryEntity.ts';
import { instantOrNull } from './requestEntity.ts';
import { identityOf } from './reviewEntity.ts';

/** Whether somebody keeps a role, as far as it is decided. */
export function decisionEntity(pim: Pim, decision: ReviewDecision): Entity {
  const { principalId, roleDefinitionId } = decision;
  const { baseUrl } = pim.world;
  const folder = { user: 'users', guest: 'users', group: 'groups', servicePrincipal: 'servicePrincipals' };
  return {
    id: decision.id,
    accessReviewId: decision.instanceId,
    reviewedDateTime: instantOrNull(decision.reviewedAt),
    decision: decision.decision,
    justification: decision.justification,
    appliedDateTime: instantOrNull(decision.appliedAt),
    applyResult: decision.applyResult,
    recommendation: decision.recommendation,
    principalLink: `${baseUrl}/graph/v1.0/${folder[decision.principalKind]}/${principalId}`,
    resourceLink: `${baseUrl}/graph/beta/roleManagement/directory/roleDefinitions/${roleDefinitionId}`,
    reviewedBy: identityOf(pim, decision.reviewedBy),
    appliedBy: identityOf(pim, decision.appliedBy),
    resource: {
      id: roleDefinitionId,
      displayName: roleOf(pim, roleDefinitionId)?.displayName ?? null,
      type: 'directoryRole',
    },
    principal: principalEntity(pim, decision),
  };
}

/** Of a group neither a type nor a sign-in name is told. */
function principalEntity(pim: Pim, { principalId, principalKind }: ReviewDecision): Entity {
  const { users, servicePrincipals } = pim.world.tenant;
  const named = { id: principalId, displayName: nameOf(pim, principalId) };
  if (principalKind === 'group') return { ...named, type: 'group' };
  if (principalKind === 'servicePrincipal')
    return {
      '@odata.type': '#microsoft.graph.servicePrincipalIdentity',
      ...named,
      type: 'servicePrincipal',
      appId: entryOf(servicePrincipals, principalId)?.appId ?? null,
    };
  const user = entryOf(users, principalId);
  const lastSignIn = user === undefined ? null : lastSignInOf(user, pim.state.plantedAt);
  return {
    '@odata.type': '#microsoft.graph.userIdentity',
    ...named,
    type: 'user',
    userPrincipalName: user?.userPrincipalName ?? '',
    lastUserSignInDateTime: lastSignIn === null ? '' : shortInstant(lastSignIn),
  };
}
