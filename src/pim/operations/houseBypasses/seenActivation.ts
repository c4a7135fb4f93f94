import { type SeenActivation } from '../../houseRules/judgeBypass.ts';
import { isPimError } from '../../errors.ts';
import { type FollowedRequest } from '../../records.ts';
import { type ActiveRole, isScopeKnown, UNKNOWN_SCOPE } from '../../roles.ts';
import { type OperationDeps } from '../deps.ts';
import { type ActivationNews, type Looking } from './activationNews.ts';

type Deps = Pick<OperationDeps, 'directory' | 'logger'> & Pick<Looking, 'held'>;

const MINUTE_MS = 60_000;

/**
 * Everything that can be known of an activation: the log has neither scope nor ticket, its instance has the scope while it
 * lasts, and what is followed knows who approved.
 */
export async function seenActivation(
  deps: Deps,
  news: ActivationNews,
  followed: FollowedRequest | undefined,
): Promise<Omit<SeenActivation, 'role' | 'requestedAt'>> {
  const instance = await instanceOf(deps, news);
  const activatedAt = instance?.startAt ?? laterOf(news.at, news.startAt);
  return {
    requestor: news.requestor.id,
    scopeId: instance?.scope.id ?? scopeIn(followed) ?? (await onlyScope(deps, news)),
    activatedAt,
    minutes:
      followed?.durationMinutes ??
      minutesBetween(instance?.startAt, instance?.endAt) ??
      minutesBetween(news.startAt, news.endAt),
    // Neither the log nor an instance has it, and a request of the portal is read by its approvers alone.
    ticket: followed === undefined || followed.ticketNumber === '' ? undefined : followed.ticketNumber,
    approval: approvalIn(followed, activatedAt),
  };
}

/** A role may be asked for now and begin later. */
const laterOf = (at: Date, startAt: Date | undefined): Date =>
  startAt !== undefined && startAt > at ? startAt : at;

const scopeIn = (followed: FollowedRequest | undefined): string | undefined =>
  followed !== undefined && isScopeKnown(followed) ? followed.scopeId : undefined;

function minutesBetween(from: Date | undefined, to: Date | undefined): number | undefined {
  if (from === undefined || to === undefined || to <= from) return undefined;
  // The log’s times are not to the second.
  return Math.round((to.getTime() - from.getTime()) / MINUTE_MS);
}

function approvalIn(followed: FollowedRequest | undefined, activatedAt: Date): SeenActivation['approval'] {
  if (followed?.approvalId === undefined) return undefined;
  const { decidedBy: by, decidedAt: at = activatedAt } = followed;
  return { by, at };
}

async function instanceOf(
  { directory, held = directory, logger }: Deps,
  { requestor, requestId, roleDefinitionId }: ActivationNews,
): Promise<ActiveRole | undefined> {
  try {
    const active = await held.activeRolesOf(requestor.id);
    return active.find(
      ({ role, assignmentType, scheduleId }) =>
        assignmentType === 'Activated' && role.id === roleDefinitionId && scheduleId === requestId,
    );
  } catch (error) {
    if (!isPimError(error)) throw error;
    logger.warn({ event: 'houseRules.instanceUnread', code: error.code }, 'An activation could not be read');
    return undefined;
  }
}

/** The scope that needs no guess: that of the only eligibility. */
async function onlyScope(
  { directory, held = directory }: Deps,
  { requestor, roleDefinitionId }: ActivationNews,
): Promise<string> {
  try {
    const eligible = await held.eligibleRolesOf(requestor.id);
    const scopes = new Set(
      eligible.filter(({ role }) => role.id === roleDefinitionId).map(({ scope }) => scope.id),
    );
    const [only] = scopes;
    return scopes.size === 1 && only !== undefined ? only : UNKNOWN_SCOPE;
  } catch (error) {
    if (!isPimError(error)) throw error;
    return UNKNOWN_SCOPE;
  }
}
