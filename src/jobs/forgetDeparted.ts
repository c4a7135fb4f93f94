import { type HeldTokens, type PersonalRecords } from '../pim/departures.ts';
import { type PrincipalId, type TenantId } from '../pim/ids.ts';
import { type Logger } from '../pim/logger.ts';
import { type Clock, type PimDirectory } from '../pim/ports.ts';
import { type Claims } from '../pim/records.ts';

/** What forgetting those who left needs. */
export interface ForgetDepartedDeps {
  readonly personalRecords: PersonalRecords;
  readonly heldTokens: HeldTokens;
  readonly directory: Pick<PimDirectory, 'presenceOf'>;
  readonly claims: Claims;
  readonly tenantId: TenantId;
  readonly clock: Clock;
  readonly logger: Logger;
}

const HOUR_MS = 3_600_000;

/** Everybody is looked for this often, so that one look may be lost and the day is still kept. */
const LOOK_HOURS = 8;
/** Between the look that misses somebody and the one that forgets them. */
const SECOND_LOOK_HOURS = 1;
/** People a round: so many go into one call to Graph. */
const PEOPLE_A_ROUND = 300;

/**
 * Forgets people whom Entra knows no more, within a day. Two looks, an hour apart or more, must both hear from Entra that
 * there is no such person: somebody who was deleted by mistake and put back at once loses nothing, and an error is no
 * word about anybody. One process does it for all; where something could not be read, the next run looks again.
 */
export async function forgetDeparted(deps: ForgetDepartedDeps): Promise<void> {
  await inSlot(deps, 'look', LOOK_HOURS, () => lookForEverybody(deps));
  await inSlot(deps, 'second-look', SECOND_LOOK_HOURS, () => lookAgain(deps));
}

/** Once for all processes in each stretch of time, unless it did not come to its end. */
async function inSlot(
  { claims, clock, tenantId, logger }: ForgetDepartedDeps,
  name: string,
  hours: number,
  work: () => Promise<number>,
): Promise<void> {
  const slot = Math.floor(clock.now().getTime() / (hours * HOUR_MS));
  const key = `departures/${tenantId}/${name}/${slot}`;
  if (!(await claims.claim(key))) return;
  let unread: number;
  try {
    unread = await work();
  } catch (error) {
    await claims.release(key);
    throw error;
  }
  if (unread === 0) return;
  logger.warn(
    { event: 'departures.unread', people: unread },
    'The directory did not say whether some people are still there; they are looked for again',
  );
  await claims.release(key);
}

/** @returns of how many the directory said nothing */
async function lookForEverybody(deps: ForgetDepartedDeps): Promise<number> {
  let unread = 0;
  let after: PrincipalId | undefined;
  for (;;) {
    const ids = await deps.personalRecords.known(after, PEOPLE_A_ROUND);
    after = ids.at(-1);
    if (after === undefined) return unread;
    const { there, gone, silent } = await look(deps, ids);
    await deps.personalRecords.noteLook({ there, gone });
    unread += silent;
  }
}

/** @returns of how many the directory said nothing */
async function lookAgain(deps: ForgetDepartedDeps): Promise<number> {
  const { personalRecords, heldTokens, clock, tenantId, logger } = deps;
  const until = new Date(clock.now().getTime() - SECOND_LOOK_HOURS * HOUR_MS);
  let unread = 0;
  for (;;) {
    const ids = await personalRecords.missedSince(until, PEOPLE_A_ROUND);
    if (ids.length === 0) return unread;
    const { there, gone, silent } = await look(deps, ids);
    await personalRecords.noteLook({ there, gone: [] });
    for (const id of gone) {
      await personalRecords.forget({ tenantId, id });
      heldTokens.forget({ tenantId, id });
      logger.info({ event: 'person.forgotten', person: id }, 'Somebody who left the directory was forgotten');
    }
    unread += silent;
    // Those of whom nothing was said would come again and again.
    if (silent > 0) return unread;
  }
}

async function look(
  { directory }: ForgetDepartedDeps,
  ids: readonly PrincipalId[],
): Promise<{
  readonly there: readonly PrincipalId[];
  readonly gone: readonly PrincipalId[];
  readonly silent: number;
}> {
  const presence = await directory.presenceOf(ids);
  const there = ids.filter((id) => presence.get(id) === 'there');
  const gone = ids.filter((id) => presence.get(id) === 'gone');
  return { there, gone, silent: ids.length - there.length - gone.length };
}
