import { type PastRequest, type RuleRequest } from '../pim/houseRules/circumstances.ts';
import { rulesFor } from '../pim/houseRules/rulesFor.ts';
import { type Ruling } from '../pim/houseRules/ruling.ts';
import { peopleAsked } from '../pim/houseRules/whatIf.ts';
import { isGuid, type PrincipalId } from '../pim/ids.ts';
import { tierOf } from '../pim/posture/compliance.ts';
import { peopleNamed } from '../pim/posture/peopleNamed.ts';
import { type Posture } from '../pim/posture/posture.ts';
import { type SnapshotActivation, type SnapshotPrincipal } from '../pim/posture/snapshot.ts';
import { shownText } from '../reports/shownText.ts';
import { timesFor } from '../words/times.ts';
import { wordsFor } from '../words/wordsFor.ts';
import { type CommandWorld, Refusal } from './command.ts';
import { roleNamed } from './policyWhatIf.ts';
import { readOptions } from './readOptions.ts';
import { rulesSource, type RulesSource, worldOfRules } from './rulesSources.ts';

/** A pause lasts a week at the most. */
const AUDIT_DAYS = 7;
/** So many approvers are named; JSON has all of them. */
const NAMED = 10;

interface Wish {
  readonly role: string;
  readonly person: string;
  readonly at: Date | undefined;
  readonly minutes: number;
  readonly ticket: string | undefined;
  readonly from: string | undefined;
  readonly file: string | undefined;
  readonly scopeId: string;
  readonly isEmergency: boolean;
  readonly isJson: boolean;
}

function wishOf(args: readonly string[], now: Date): Wish {
  const begin = args.findIndex((word) => word.startsWith('--'));
  const [role, person, ...more] = begin < 0 ? args : args.slice(0, begin);
  const options = readOptions(
    (begin < 0 ? [] : args.slice(begin)).filter((word) => word !== '--json' && word !== '--emergency'),
    ['at', 'for', 'ticket', 'scope', 'from', 'file'],
  );
  const at = options.at === undefined ? now : new Date(options.at);
  const hasZone = options.at === undefined || /(?:Z|[+-]\d\d:\d\d)$/.test(options.at);
  const minutes = minutesIn(options.for ?? '1h');
  const isTime = hasZone && !Number.isNaN(at.getTime());
  if (role !== undefined && person !== undefined && more.length === 0 && isTime && minutes !== undefined) {
    const { ticket, scope, from, file } = options;
    return {
      role,
      person,
      at: options.at === undefined ? undefined : at,
      minutes,
      ticket,
      from,
      file,
      scopeId: scope ?? '/',
      isEmergency: args.includes('--emergency'),
      isJson: args.includes('--json'),
    };
  }
  throw new Refusal([
    ...(role === undefined || person === undefined || more.length > 0
      ? ['Name a role and a person, each in quotes: rules explain "Exchange Administrator" ana@example.org.']
      : []),
    ...(isTime ? [] : ['--at must be a time with its zone such as 2026-11-25T10:00:00Z.']),
    ...(minutes === undefined ? ['--for must be a length such as 30m, 2h or 1h30m.'] : []),
  ]);
}

function minutesIn(text: string): number | undefined {
  const { hours, minutes } = /^(?:(?<hours>\d{1,2})h)?(?:(?<minutes>\d{1,4})m)?$/.exec(text)?.groups ?? {};
  const sum = Number(hours ?? 0) * 60 + Number(minutes ?? 0);
  return sum > 0 ? sum : undefined;
}

/** `rules explain`. */
export async function explainRules(args: readonly string[], outer: CommandWorld): Promise<number> {
  const now = outer.clock.now();
  const wish = wishOf(args, now);
  const world = worldOfRules(outer, wish.file);
  const reading = {
    from: wish.from,
    auditDays: AUDIT_DAYS,
    requestors: (read: Posture) => [personNamed(read, wish.person).id],
  };
  const source = await rulesSource(reading, world);
  const { posture, index, directory } = source;
  const role = posture.role(roleNamed(posture, wish.role).id);
  const person = personNamed(posture, wish.person);
  const request: RuleRequest = {
    requestor: person.id,
    role: { ...role, isPrivileged: posture.isPrivileged(role.id), tier: tierOf(posture, role)?.name },
    scopeId: wish.scopeId,
    startAt: wish.at ?? now,
    minutes: wish.minutes,
    ticket: wish.ticket,
    isEmergency: wish.isEmergency,
  };
  const ruling = rulesFor(request, request.startAt, index, {
    directory,
    past: pastOf(posture, person.id, request.startAt),
  });
  const asks =
    ruling.verdict === 'emergency'
      ? []
      : peopleAsked(
          { requestor: person.id, requestedAt: request.startAt, asked: ruling.demand, votes: [] },
          request.startAt,
          directory,
        );
  if (wish.isJson) world.print(JSON.stringify(plain(request, ruling, asks)));
  else
    for (const line of told(ruling, asks, { source, person, role: shownText(role.displayName, 100), now }))
      world.print(line);
  return 0;
}

function personNamed(posture: Posture, typed: string): SnapshotPrincipal {
  const found = isGuid(typed)
    ? [posture.principal(typed.toLowerCase() as PrincipalId)]
    : peopleNamed(posture, typed);
  const [only, ...others] = found.filter(({ kind }) => kind === 'person');
  if (only === undefined) {
    throw new Refusal([`Nobody who holds a role, or may activate one, is called "${typed}".`]);
  }
  if (others.length === 0) return only;
  const names = [only, ...others].map(({ displayName, userPrincipalName }) =>
    shownText(`${displayName} (${userPrincipalName ?? 'no address'})`, 200),
  );
  throw new Refusal([`More than one person could be meant by "${typed}": ${names.join(', ')}.`]);
}

/** What of the audit log a pause counts from. */
const pastOf = ({ snapshot }: Posture, person: PrincipalId, before: Date): readonly PastRequest[] =>
  snapshot.activations
    .filter(({ principalId }) => principalId === person)
    .map(({ roleDefinitionId, requestedAt, endAt, outcome }) => ({
      roleDefinitionId,
      requestedAt: new Date(requestedAt),
      endedAt: pauseFrom(outcome, requestedAt, endAt),
      wasEmergency: false,
    }))
    .filter(({ requestedAt }) => requestedAt < before);

/** The log tells of a denial only when it was asked for. */
function pauseFrom(
  outcome: SnapshotActivation['outcome'],
  requestedAt: string,
  endAt: string | null,
): Date | undefined {
  if (outcome === 'denied') return new Date(endAt ?? requestedAt);
  return outcome === 'activated' && endAt !== null ? new Date(endAt) : undefined;
}

interface Telling {
  readonly source: Pick<RulesSource, 'nameOf'>;
  readonly person: SnapshotPrincipal;
  readonly role: string;
  readonly now: Date;
}

function told(
  ruling: Ruling,
  asks: readonly PrincipalId[],
  { source, person, role, now }: Telling,
): readonly string[] {
  const { houseRules: words } = wordsFor('en');
  const { duration, at } = timesFor({ now, timeZone: 'UTC', locale: 'en' });
  const utc = (time: Date): string => `${at(time)} UTC`;
  if (ruling.asked.length + ruling.waived.length === 0) return [words.nothingAsked(role), words.notEnforced];
  const tell = { duration, at: utc, name: source.nameOf };
  return [
    words.verdict(ruling.verdict, source.nameOf(person.id), role),
    ...ruling.asked.map(
      (line) => `  ${words.isMet(line.isMet).padEnd(7)} ${shownText(words.asked(line, tell))}`,
    ),
    ...ruling.waived.map((line) => `  ${words.passedOver.padEnd(7)} ${shownText(words.asked(line, tell))}`),
    ...(ruling.verdict === 'emergency' ? [] : earliest(ruling, utc)),
    ...(ruling.demand.chains.length === 0 || ruling.verdict === 'emergency'
      ? []
      : [words.approvers(asks.slice(0, NAMED).map(source.nameOf), Math.max(0, asks.length - NAMED))]),
    words.version(ruling.version),
    words.notEnforced,
  ];
}

function earliest({ earliestAt, at }: Ruling, utc: (time: Date) => string): readonly string[] {
  const { houseRules: words } = wordsFor('en');
  if (earliestAt === undefined) return [words.neverOpen];
  return earliestAt > at ? [words.earliest(utc(earliestAt))] : [];
}

const plain = (request: RuleRequest, ruling: Ruling, asks: readonly PrincipalId[]): object => ({
  version: ruling.version,
  requestor: request.requestor,
  roleDefinitionId: request.role.id,
  at: request.startAt,
  minutes: request.minutes,
  verdict: ruling.verdict,
  scopeId: request.scopeId,
  asked: ruling.asked,
  waived: ruling.waived,
  maximumMinutes: ruling.maximumMinutes ?? null,
  earliestAt: ruling.earliestAt ?? null,
  couldApproveNow: asks,
});
