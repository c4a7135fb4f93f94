import { type Card, type CardContext } from '../../cards/card.ts';
import { laterBreachCard, type LaterBreachOnCard } from '../../cards/houseRules/laterBreachCard.ts';
import { roleOnCard, type RoleOnCard } from '../../cards/roleOnCard.ts';
import { isAmong } from '../../pim/houseRules/membership.ts';
import { type LaterBreach } from '../../pim/houseRules/plannedStarts/laterBreach.ts';
import { type Person, type RequestId } from '../../pim/ids.ts';
import { type OperationDeps } from '../../pim/operations/deps.ts';
import { type Administrators } from '../../pim/ports.ts';
import { type FollowedRequest } from '../../pim/records.ts';
import { phaseOf } from '../../pim/requests.ts';
import { scopeOfId } from '../../pim/roles.ts';

/** What such cards are drawn from. */
export interface LaterBreachViewDeps extends Pick<
  OperationDeps,
  'laterBreaches' | 'houseJudge' | 'directory' | 'requests' | 'clock'
> {
  readonly administrators: Pick<Administrators, 'has'>;
}

/** What can be done about a planned activation: cancelled before it begins, given back while it lasts. */
export function stageOf(
  request: Pick<FollowedRequest, 'status' | 'isOpen' | 'startAt' | 'endAt'> | undefined,
  now: Date,
): LaterBreachOnCard['stage'] {
  if (request?.isOpen !== true) return 'over';
  const { status, startAt, endAt } = request;
  if (endAt !== undefined) return endAt > now ? 'active' : 'over';
  const isGiven = ['scheduled', 'provisioning', 'active'].includes(phaseOf(status));
  if (!isGiven) return 'over';
  return startAt !== undefined && startAt > now ? 'planned' : 'active';
}

/**
 * Draws what somebody is told of a planned activation: its requestor, who can take it back, or an owner of the rules.
 * `undefined` for whoever is neither by now.
 */
export async function drawLaterBreach(
  deps: LaterBreachViewDeps,
  context: CardContext,
  person: Person,
  requestId: RequestId,
): Promise<Card | undefined> {
  const breach = await deps.laterBreaches?.of(requestId);
  if (breach === undefined) return undefined;
  const isOwn = breach.principalId === person.id;
  if (!isOwn && !(await mayHear(deps, person, breach))) return undefined;
  const { principalId } = breach;
  const [people, role, request] = await Promise.all([
    deps.directory.people([principalId]).catch(() => []),
    roleOf(deps, breach),
    deps.requests.of(person.tenantId, requestId),
  ]);
  return laterBreachCard(context, {
    breach,
    person: people.find(({ id }) => id === principalId)?.displayName ?? principalId,
    role,
    stage: stageOf(request, deps.clock.now()),
    isOwn,
  });
}

/** Asked at the moment of sending: whoever has left the group since hears nothing of others. */
async function mayHear(
  { administrators, houseJudge }: LaterBreachViewDeps,
  person: Person,
  { owners }: LaterBreach,
): Promise<boolean> {
  if (owners.people.includes(person.id) || (await administrators.has(person))) return true;
  const directory = await houseJudge?.directoryOf({ groups: owners.groups, managersOf: [] }, 'lately');
  return directory !== undefined && isAmong(person.id, owners, directory) === true;
}

async function roleOf(
  { directory }: LaterBreachViewDeps,
  { roleDefinitionId, scopeId }: LaterBreach,
): Promise<RoleOnCard> {
  const role = await directory.role(roleDefinitionId).catch(() => undefined);
  if (role !== undefined) return roleOnCard({ role, scope: scopeOfId(scopeId) });
  const unnamed = { name: roleDefinitionId, scopeName: undefined, isPrivileged: undefined, isBuiltIn: true };
  return { roleDefinitionId, scopeId, ...unnamed };
}
