import { PimError } from '../../errors.ts';
import { type RuleRequest } from '../../houseRules/circumstances.ts';
import { type Freshness, type HouseJudge } from '../../houseRules/houseJudge.ts';
import { namedForVoting } from '../../houseRules/namedByRules.ts';
import { type AskedLine, type Ruling } from '../../houseRules/ruling.ts';
import { type HouseVoting } from '../../houseRules/votings/houseVoting.ts';
import { type FreshReading } from '../../houseRules/votings/withVote.ts';
import { type FollowedRequest } from '../../records.ts';
import { type OperationDeps } from '../deps.ts';

/** What was just read, and what of the rules of now stands against going on, votes aside. */
export interface ReadForVoting extends FreshReading {
  readonly ruling: Ruling;
  readonly hindrances: readonly AskedLine[];
}

/** What stands against a role being given at this moment, whatever was voted. Pauses and tickets were judged when it was asked for. */
const hindering: ReadonlySet<AskedLine['thing']> = new Set(['hours', 'maximum', 'broken', 'unread']);

/** Of these the rules themselves cannot be judged. */
const isUnsure = ({ thing }: AskedLine): boolean => thing === 'broken' || thing === 'unread';

/** A request that was put to the vote, as rules look at it. */
export const ruleRequestOf = (
  { requestor, role, scopeId, minutes, startAt }: HouseVoting,
  { ticketNumber }: Pick<FollowedRequest, 'ticketNumber'>,
  now: Date,
): RuleRequest => ({
  requestor,
  role,
  scopeId,
  minutes,
  startAt: startAt !== undefined && startAt > now ? startAt : now,
  ticket: ticketNumber === '' ? undefined : ticketNumber,
  isEmergency: false,
});

/**
 * Reads what a vote is counted by: the rules of now, and the groups and managers that they and those of then name.
 * @throws PimError `house_rules` where this process has no rules at all: then nothing is counted
 */
export async function readForVoting(
  { houseJudge, clock }: Pick<OperationDeps, 'houseJudge' | 'clock'>,
  voting: HouseVoting,
  followed: Pick<FollowedRequest, 'ticketNumber'>,
  freshness: Freshness,
): Promise<ReadForVoting> {
  if (houseJudge === undefined) throw new PimError('house_rules', 'No rules of the house are kept here');
  const known = await houseJudge.directoryOf(namedForVoting(voting), freshness);
  const request = ruleRequestOf(voting, followed, clock.now());
  // What was read a moment ago serves.
  const ruling = await houseJudge.judge(request, { freshness: 'lately', operationId: voting.operationId });
  const hindrances = ruling.asked.filter(({ thing, isMet }) => hindering.has(thing) && isMet === false);
  const isHeldUp = hindrances.some(isUnsure);
  const current = isHeldUp
    ? voting.current
    : currentBy(voting, ruling, houseJudge.counting().since, clock.now());
  const directory =
    current === voting.current
      ? known
      : await houseJudge.directoryOf(namedForVoting({ ...voting, current }), 'lately');
  const mayGoPast = await letsGoPast(houseJudge, request, voting);
  return { ruling, hindrances, isHeldUp, current, directory, mayGoPast };
}

/** Whether the rules of now let the requestor go past everything that is in the way, in an emergency. */
export async function letsGoPast(
  houseJudge: HouseJudge,
  request: RuleRequest,
  { operationId }: Pick<HouseVoting, 'operationId'>,
): Promise<boolean> {
  const how = { freshness: 'lately', operationId } as const;
  return (await houseJudge.judge({ ...request, isEmergency: true }, how)).verdict === 'emergency';
}

/** The rules of now, from the moment on in which they were first seen to ask something of this request. */
function currentBy(
  { asked, current }: HouseVoting,
  { version, demand }: Ruling,
  since: Date,
  now: Date,
): HouseVoting['current'] {
  if (version === asked.version) return undefined;
  return version === current?.demand.version ? current : { demand, since: since > now ? now : since };
}
