import { type PrincipalId } from '../ids.ts';
import { type HouseDirectory, type PastRequest, type RuleRequest } from './circumstances.ts';
import { chainOf, demandOf } from './chains.ts';
import { type BrokenHouseRule, type HouseRule, type Whom } from './houseRule.ts';
import { isAmong, type Unread, unreadGroups, unreadOf } from './membership.ts';
import { isOpen, nextOpening } from './openHours.ts';
import { appliesTo, type RuleIndex } from './ruleIndex.ts';
import { type AskedLine, type EmergencyRefusal, type Ruling } from './ruling.ts';
import { ticketLine } from './ticketLine.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** What house rules are judged by beside the request. */
export interface RulesWorld {
  readonly directory: HouseDirectory;
  /** Of the requestor, whatever role. */
  readonly past: readonly PastRequest[];
}

/**
 * What the rules ask of a request, from which rule each line comes, and what is met. Rules about one role add up: the
 * strictest of each thing counts. What cannot be understood or read is a refusal with the reason, never a permission.
 * @param now when it is judged: a pause counts until then, or until the activation begins where that is later
 */
export function rulesFor(request: RuleRequest, now: Date, index: RuleIndex, world: RulesWorld): Ruling {
  const candidates = index
    .about(request.role)
    .map((rule) => ({ rule, is: appliesTo(rule, request, world.directory) }));
  const applying = candidates.filter(({ is }) => is === true).map(({ rule }) => rule);
  const lines = [
    ...index.brokenAbout(request.role).map(brokenLine),
    ...candidates.flatMap(({ rule, is }) => {
      if (typeof is !== 'boolean') return [unreadLine(rule, is)];
      return is ? linesOf(rule, request, now, world) : [];
    }),
  ];
  const { asked, waived } = request.isEmergency
    ? withEmergency(lines, applying, request, now, world)
    : { asked: lines, waived: [] };
  const all = applying.flatMap(({ hours }) => hours ?? []);
  return {
    version: index.version,
    at: now,
    asked,
    waived,
    verdict: verdictOf(asked, waived.length > 0),
    demand: demandOf(index.version, applying),
    maximumMinutes: leastOf(
      applying.flatMap(({ maximumHours }) => (maximumHours === undefined ? [] : [maximumHours * 60])),
    ),
    earliestAt: nextOpening(all, laterOf(request.startAt, lines)),
    owners: {
      emergency: joined(applying.flatMap(({ emergency }) => emergency?.owners ?? [])),
      bypass: joined(applying.map(({ owners }) => owners)),
    },
  };
}

const leastOf = (minutes: readonly number[]): number | undefined =>
  minutes.length === 0 ? undefined : Math.min(...minutes);

const joined = (all: readonly Whom[]): Whom => ({
  people: [...new Set(all.flatMap(({ people }) => people))],
  groups: [...new Set(all.flatMap(({ groups }) => groups))],
});

function laterOf(startAt: Date, lines: readonly AskedLine[]): Date {
  const pauses = lines.map((line) => (line.thing === 'coolDown' ? (line.until?.getTime() ?? 0) : 0));
  return new Date(Math.max(startAt.getTime(), ...pauses));
}

const brokenLine = ({ name, reasons }: BrokenHouseRule): AskedLine => ({
  thing: 'broken',
  rule: name,
  reasons,
  isMet: false,
});

const unreadLine = ({ name }: HouseRule, unread: readonly Unread[]): AskedLine => ({
  thing: 'unread',
  rule: name,
  unread,
  isMet: false,
});

function linesOf(
  rule: HouseRule,
  request: RuleRequest,
  now: Date,
  { directory, past }: RulesWorld,
): readonly AskedLine[] {
  const { name, hours, maximumHours, ticket } = rule;
  const chain = chainOf(rule);
  const unread = unreadIn(rule, request.requestor, directory);
  return [
    ...(unread.length > 0 ? [unreadLine(rule, unread)] : []),
    ...(hours === undefined
      ? []
      : [{ thing: 'hours', rule: name, hours, isMet: isOpen(hours, request.startAt) } as const]),
    ...(maximumHours === undefined ? [] : [maximumLine(name, maximumHours * 60, request)]),
    ...(rule.coolDownMinutes === 0 ? [] : [coolDownLine(rule, request, now, past)]),
    ...(ticket === undefined ? [] : [ticketLine(name, ticket, request)]),
    ...(chain === undefined ? [] : [{ thing: 'approvals', rule: name, chain, isMet: undefined } as const]),
  ];
}

const maximumLine = (rule: string, minutes: number, request: RuleRequest): AskedLine => ({
  thing: 'maximum',
  rule,
  minutes,
  isMet: request.minutes <= minutes,
});

/** Everybody who may be asked must be known, or a quorum could be made of fewer than the rule means. */
function unreadIn(
  { approvals, appliesTo: { groups } }: HouseRule,
  requestor: PrincipalId,
  directory: HouseDirectory,
): readonly Unread[] {
  const sources = approvals.flatMap(({ from, escalateTo }) => [
    from,
    ...(escalateTo === undefined ? [] : [escalateTo]),
  ]);
  const isNotOwn = approvals.some(({ notOwnGroup }) => notOwnGroup);
  const found = [
    ...sources.flatMap((source) => unreadOf(source, requestor, directory)),
    ...(isNotOwn ? unreadGroups(groups, directory) : []),
  ];
  return [...new Map(found.map((one) => [JSON.stringify(one), one])).values()];
}

function coolDownLine(
  { name, coolDownMinutes: minutes }: HouseRule,
  { role, startAt }: RuleRequest,
  now: Date,
  past: readonly PastRequest[],
): AskedLine {
  const ends = past
    .filter((one) => one.roleDefinitionId === role.id)
    .flatMap(({ endedAt }) => (endedAt === undefined ? [] : [endedAt.getTime() + minutes * MINUTE_MS]));
  const until = Math.max(0, ...ends);
  const isMet = until <= Math.max(now.getTime(), startAt.getTime());
  return { thing: 'coolDown', rule: name, minutes, until: isMet ? undefined : new Date(until), isMet };
}

/** An emergency goes past hours, pauses, tickets and approvals; never past a maximum, nor past what is not understood. */
const passable: ReadonlySet<AskedLine['thing']> = new Set(['hours', 'coolDown', 'ticket', 'approvals']);

function withEmergency(
  lines: readonly AskedLine[],
  applying: readonly HouseRule[],
  request: RuleRequest,
  now: Date,
  { directory, past }: RulesWorld,
): Pick<Ruling, 'asked' | 'waived'> {
  const since = now.getTime() - DAY_MS;
  const used = past.filter((one) => one.wasEmergency && one.requestedAt.getTime() > since).length;
  const waived = lines.filter(({ thing, isMet }) => passable.has(thing) && isMet !== true);
  const asking = new Set(waived.map(({ rule }) => rule));
  const refusals = applying.flatMap((rule): AskedLine[] => {
    const why = asking.has(rule.name) ? refusalOf(rule, request.requestor, used, directory) : undefined;
    return why === undefined ? [] : [{ thing: 'emergency', rule: rule.name, why, isMet: false }];
  });
  return refusals.length > 0
    ? { asked: [...lines, ...refusals], waived: [] }
    : { asked: lines.filter((line) => !waived.includes(line)), waived };
}

function refusalOf(
  { emergency }: HouseRule,
  requestor: PrincipalId,
  used: number,
  directory: HouseDirectory,
): EmergencyRefusal | undefined {
  if (emergency === undefined) return 'noEmergency';
  if (isAmong(requestor, emergency, directory) !== true) return 'notNamed';
  return used >= emergency.perDay ? 'usedUp' : undefined;
}

function verdictOf(asked: readonly AskedLine[], isEmergency: boolean): Ruling['verdict'] {
  if (asked.some(({ isMet }) => isMet === false)) return 'refused';
  if (asked.some(({ isMet }) => isMet === undefined)) return 'waits';
  return isEmergency ? 'emergency' : 'free';
}
