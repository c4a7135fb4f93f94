import { type HouseVoting } from '../pim/houseRules/votings/houseVoting.ts';
import { type PrincipalId } from '../pim/ids.ts';
import { type OperationDeps } from '../pim/operations/deps.ts';
import { enqueue, requestorOf } from '../pim/operations/enqueueCards.ts';
import {
  lookAtVoting,
  tellToActivate,
  type VotingLooked,
} from '../pim/operations/houseVotes/lookAfterVoting.ts';
import { openRelay } from '../pim/operations/houseVotes/relayHeld.ts';
import { type OperationResult, runOperation } from '../pim/operations/runOperation.ts';
import { isQuiet } from './quietHours.ts';
import { type ReminderSettings } from './remindWaiting.ts';

/** So many are looked at in one run. */
const AT_A_TIME = 200;
/** Longer than looking at one takes; after that somebody else may. */
const LEASE_SECONDS = 60;
/** Of one request and person, whatever the rules wish: nobody is to be worn down. */
const MOST_REMINDERS = 20;
/** Whoever was reminded of anything a moment ago has the list already. */
const APART_MINUTES = 10;

/** What looking after votes needs. */
export interface LookAfterVotesDeps extends OperationDeps {
  readonly settings: Pick<ReminderSettings, 'quietHours' | 'defaultTimeZone'>;
}

/**
 * Looks at requests that are put to the vote, as time passes: asks, reminds, escalates, ends, and takes what is complete to
 * PIM with the requestor's own proof, where there is one. One that fails never stops the others.
 */
export async function lookAfterVotes(
  deps: LookAfterVotesDeps,
  tell: (result: OperationResult) => Promise<void>,
  signal?: AbortSignal,
): Promise<void> {
  for (const claimed of await deps.votings.claimDue(AT_A_TIME, LEASE_SECONDS)) {
    if (signal?.aborted === true) return;
    try {
      const looked = await lookAtVoting(deps, claimed);
      if (looked === undefined) continue;
      await remind(deps, looked);
      if (looked.isToBeRelayed) await relay(deps, looked, tell);
    } catch (error) {
      deps.logger.error({ err: error, requestId: claimed.id }, 'A vote could not be looked after');
    }
  }
}

/** One message for everything that waits, drawn when it is sent; not within anybody's quiet hours. */
async function remind(deps: LookAfterVotesDeps, { voting, toRemind }: VotingLooked): Promise<void> {
  if (toRemind.length === 0) return;
  const { quietHours, defaultTimeZone } = deps.settings;
  const now = deps.clock.now();
  const since = new Date(now.getTime() - APART_MINUTES * 60_000);
  const limits = { most: MOST_REMINDERS, none: { ofRequest: since, ofAny: since } };
  const known = await deps.conversations.ofMany(toRemind.map((id) => personOf(voting, id)));
  for (const { person, isInstalled, timeZone } of known) {
    if (!isInstalled || isQuiet(now, quietHours, timeZone ?? defaultTimeZone)) continue;
    const counted = await deps.reminders.count(person, [voting.id], limits);
    if (counted.length > 0) await enqueue(deps, person, { kind: 'reminder' });
  }
}

const personOf = ({ tenantId }: HouseVoting, id: PrincipalId) => ({ tenantId, id });

/** Silently where a proof is at hand; else the requestor is told that their card has the button. */
async function relay(
  deps: LookAfterVotesDeps,
  { voting, followed }: VotingLooked,
  tell: (result: OperationResult) => Promise<void>,
): Promise<void> {
  const signOn = await deps.tokens.of(requestorOf(followed));
  if (signOn === undefined) return tellToActivate(deps, { voting, followed });
  const operation = await openRelay(deps, voting, followed);
  const result = operation && (await runOperation(deps, operation.id, signOn));
  if (result !== undefined && result.state !== 'UNKNOWN') await tell(result);
}
