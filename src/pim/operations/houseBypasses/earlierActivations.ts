import { type Person } from '../../ids.ts';
import { type PastRequest } from '../../houseRules/circumstances.ts';
import { type SeenActivation } from '../../houseRules/judgeBypass.ts';
import { pastRequestsOf } from '../../houseRules/pastRequests.ts';
import { type WithRules } from './activationNews.ts';

const MINUTE_MS = 60_000;
/** A pause lasts a week at the most, and the activation that it counts from a day. */
const LOOKED_BACK_MS = 8 * 86_400_000;

/** What somebody had active before, as far as Latchkey knows: what it follows, and what went round it before. */
export async function earlierActivations(
  deps: Pick<WithRules, 'requests' | 'operations' | 'houseBypasses' | 'clock'>,
  person: Person,
  { activatedAt }: Pick<SeenActivation, 'activatedAt'>,
): Promise<readonly PastRequest[]> {
  const since = new Date(activatedAt.getTime() - LOOKED_BACK_MS);
  const [followed, found] = await Promise.all([
    pastRequestsOf(deps, person, { pauses: true, emergencies: false }, undefined),
    deps.houseBypasses.found(since),
  ]);
  const wentRound = found.filter(({ principalId }) => principalId === person.id);
  return [
    ...followed,
    ...wentRound.map(({ roleDefinitionId, activatedAt: at, minutes }) => ({
      roleDefinitionId,
      requestedAt: at,
      endedAt: minutes === undefined ? undefined : new Date(at.getTime() + minutes * MINUTE_MS),
      wasEmergency: false,
    })),
    // What was not over by then is no pause before it: it may be this very activation.
  ].filter(({ endedAt }) => endedAt !== undefined && endedAt <= activatedAt);
}
