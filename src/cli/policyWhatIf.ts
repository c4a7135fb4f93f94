import { postureOf, type Posture } from '../pim/posture/posture.ts';
import { rolesNamed } from '../pim/posture/rolesNamed.ts';
import { type SnapshotRole } from '../pim/posture/snapshot.ts';
import { whatIf, type WhatIfAsk } from '../pim/posture/whatIf.ts';
import { shownText } from '../reports/shownText.ts';
import { timesFor } from '../words/times.ts';
import { wordsFor } from '../words/wordsFor.ts';
import { currentSnapshot, keptSnapshot } from './auditSources.ts';
import { type CommandWorld, Refusal } from './command.ts';
import { readOptions } from './readOptions.ts';

const AUDIT_DAYS = 30;
const MOST_HOURS = 24;
const flags = ['--approval', '--ticket', '--strong-authentication'];

/** What the person who typed it wants. */
interface Wish {
  readonly role: string;
  readonly ask: WhatIfAsk;
  readonly from: string | undefined;
}

function wishOf(args: readonly string[]): Wish {
  const { role, hours, from } = readOptions(
    args.filter((word) => !flags.includes(word)),
    ['role', 'hours', 'from'],
  );
  const maximum = hours !== undefined && /^\d{1,2}(?:\.\d{1,2})?$/.test(hours) ? Number(hours) : undefined;
  const areHoursGood = hours === undefined || (maximum !== undefined && maximum > 0 && maximum <= MOST_HOURS);
  const ask: WhatIfAsk = {
    ...(maximum !== undefined && { maximumMinutes: Math.round(maximum * 60) }),
    ...(args.includes('--approval') && { approval: true }),
    ...(args.includes('--ticket') && { ticket: true }),
    ...(args.includes('--strong-authentication') && { strongAuthentication: true }),
  };
  const isAsked = hours !== undefined || Object.keys(ask).length > 0;
  if (role !== undefined && areHoursGood && isAsked) return { role, ask, from };
  throw new Refusal([
    ...(role === undefined ? ['Name a role: --role NAME.'] : []),
    ...(areHoursGood ? [] : [`--hours must be a number above 0, ${MOST_HOURS} at the most.`]),
    ...(isAsked
      ? []
      : ['Say what would be otherwise: --hours N, --approval, --ticket or --strong-authentication.']),
  ]);
}

/** `policy what-if`. */
export async function whatIfPolicy(args: readonly string[], world: CommandWorld): Promise<number> {
  const { role: typed, ask, from } = wishOf(args);
  const { snapshot, yardstick } =
    from === undefined ? await currentSnapshot(AUDIT_DAYS, world) : await keptSnapshot(from, world);
  const posture = postureOf(snapshot, yardstick);
  const role = roleNamed(posture, typed);
  const { settings: words } = wordsFor('en').posture;
  const what = whatIf(posture, role.id, ask);
  if (what === undefined) throw new Refusal([words.noLog]);
  const { duration } = timesFor({ now: world.clock.now(), timeZone: 'UTC', locale: 'en' });
  world.print(words.ofRole(shownText(role.displayName), words.whatIf(what, duration)));
  return 0;
}

/** The role that typed words mean. @throws Refusal where no role is meant, or several may be */
export function roleNamed(posture: Posture, typed: string): Pick<SnapshotRole, 'id' | 'displayName'> {
  const byId = posture.snapshot.roles.find(({ id }) => id === typed.toLowerCase());
  if (byId !== undefined) return byId;
  const [only, ...others] = rolesNamed(posture, typed);
  if (only === undefined) throw new Refusal([`There is no role like "${typed}".`]);
  if (others.length === 0) return only;
  const names = [only, ...others].map(({ displayName }) => shownText(displayName));
  throw new Refusal([`More than one role could be meant by "${typed}": ${names.join(', ')}.`]);
}
