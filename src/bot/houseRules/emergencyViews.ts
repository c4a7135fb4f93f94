import { type Card, type CardContext } from '../../cards/card.ts';
import { emergencyCard, type EmergencyState } from '../../cards/emergencyCard.ts';
import { askedOf } from '../../cards/requestFacts.ts';
import { requestStateOf } from '../../cards/requestState.ts';
import { earlyEndOf } from '../../pim/houseRules/pastRequests.ts';
import { type OperationDeps } from '../../pim/operations/deps.ts';
import { type AuditEntry, type FollowedRequest, type Lookback } from '../../pim/records.ts';

interface Deps {
  readonly directory: Pick<OperationDeps['directory'], 'person'>;
  /** Where an emergency went past votes, its own reason stands there. */
  readonly votings: Pick<OperationDeps['votings'], 'of'>;
  /** Absent where it is not to be said who ended it. */
  readonly lookback?: Pick<Lookback, 'events'>;
}

/** The card of somebody who is told of an emergency, as things stand. */
export const drawEmergency = (deps: Deps, request: FollowedRequest, context: CardContext): Promise<Card> =>
  draw(deps, request, context, false);

/** What they are told the day after. */
export const drawDayAfter = (deps: Deps, request: FollowedRequest, context: CardContext): Promise<Card> =>
  draw(deps, request, context, true);

async function draw(
  deps: Deps,
  request: FollowedRequest,
  context: CardContext,
  isDayAfter: boolean,
): Promise<Card> {
  // A name that cannot be read now is the one that was known when it was asked for.
  const person = await deps.directory.person(request.requestor).catch(() => undefined);
  const isGivenBack = await wasGivenBack(deps, request);
  const voting = await deps.votings.of(request.tenantId, request.id);
  const reason = voting?.end?.how === 'emergency' ? voting.end.reason : undefined;
  return emergencyCard(context, {
    ...askedOf(request),
    ...(reason === undefined ? {} : { justification: reason }),
    requestor: {
      displayName: person?.displayName ?? request.requestorName,
      userPrincipalName: person?.userPrincipalName ?? request.requestorUserPrincipalName,
    },
    state: emergencyStateOf(request, context.now, isGivenBack),
    isDayAfter,
  });
}

/** Where it stands; pure, so that every case can be tested. */
function emergencyStateOf(request: FollowedRequest, now: Date, isGivenBack: boolean): EmergencyState {
  const { kind } = requestStateOf(request, now);
  const { endAt } = request;
  switch (kind) {
    case 'waiting':
    case 'waitingForAdministrator':
      return { kind: 'waiting' };
    case 'provisioning':
    case 'scheduled':
      return { kind: 'active', until: undefined };
    case 'active':
      return { kind: 'active', until: endAt };
    case 'denied':
    case 'lapsed':
    case 'canceled':
    case 'failed':
      return { kind: 'notActive' };
    case 'ended': {
      if (endAt === undefined) return { kind: 'notActive' };
      const early = earlyEndOf(request);
      if (early === undefined) return { kind: 'ranOut', at: endAt };
      return { kind: isGivenBack ? 'givenBack' : 'takenAway', at: early };
    }
  }
}

/** Whether the person gave it back here, by what the audit trail has. */
async function wasGivenBack({ lookback }: Deps, request: FollowedRequest): Promise<boolean> {
  const { requestor, roleDefinitionId, scopeId, createdAt } = request;
  if (lookback === undefined || earlyEndOf(request) === undefined) return false;
  const isTheirs = (entry: AuditEntry): boolean =>
    entry.actor === requestor && entry.roleDefinitionId === roleDefinitionId && entry.scopeId === scopeId;
  return (await lookback.events(createdAt, ['deactivation.done'])).some(isTheirs);
}
