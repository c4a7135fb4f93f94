import { type PrincipalId } from '../pim/ids.ts';
import { ENDING_SOON_DAYS } from '../pim/operations/composeDigest.ts';
import { type MyRoles } from '../pim/operations/listMyRoles.ts';
import { type RoleSettings } from '../pim/policy.ts';
import { lapsesAt, phaseOf, type ActivationRequest } from '../pim/requests.ts';
import { isSameRole, roleAtScope, scopeOfId, type ActiveRole, type EligibleRole } from '../pim/roles.ts';
import { timesFor, type Times } from '../words/times.ts';
import { type RoleWords, type Words } from '../words/words.ts';
import { wordsFor } from '../words/wordsFor.ts';
import { button } from './actions.ts';
import { type Card, type CardContext } from './card.ts';
import { moreTime } from './extensionCard.ts';
import { drawFitting, drawList, type Row, type Section } from './list.ts';
import { plainName } from './plainText.ts';
import { roleButton } from './roleButton.ts';
import { roleRow } from './roleLine.ts';
import { roleOnCard } from './roleOnCard.ts';
import { line, run, subtle, type Line } from './runs.ts';
import { timeBar } from './timeBar.ts';
import { verbs } from './verbs.ts';

/** A person's roles, in the order in which each list is to be shown. */
export interface MyRolesOnCard extends MyRoles {
  /** Names of the groups through which roles come, where they are known. */
  readonly groupNames?: ReadonlyMap<PrincipalId, string>;
}

/** More would not be read on a phone; the rest is reached by typing. */
const MOST_ROWS = 12;

/** What is active, scheduled and waiting, and what can be activated. */
export function myRolesCard(context: CardContext, roles: MyRolesOnCard): Card {
  const words = wordsFor(context.locale);
  const times = timesFor(context);
  const isTaken = (eligible: EligibleRole): boolean =>
    roles.requested.some(({ request }) => isSameRole(request, roleAtScope(eligible)));
  const eligible = roles.eligible.filter(({ eligibility }) => !isTaken(eligibility));
  const isEmpty = roles.active.length + roles.requested.length + eligible.length === 0;
  const draw = (most: number): Card =>
    drawList(context, {
      heading: words.roles.heading,
      lead: isEmpty ? [line(words.roles.none), line(words.roles.noneNext)] : [],
      sections: [
        shown(words.roles.activeNow, roles.active, most, words.roles.more, (held) =>
          activeRow(context, words, times, held, roles),
        ),
        ...requestSections(words, times, roles, most),
        shown(words.roles.eligible, eligible, most, words.roles.moreEligible, (entry) =>
          eligibleRow(context, words, times, entry, roles),
        ),
      ],
      actions: isEmpty ? [button(context, words.buttons.help, verbs.showHelp, {})] : [],
      preview: {
        summary: words.roles.counts(roles.active.length, eligible.length),
        discreetSummary: words.roles.counts(roles.active.length, eligible.length),
        typed: words.roles.typed,
      },
    });
  return drawFitting(MOST_ROWS, draw);
}

function shown<T>(
  title: string,
  all: readonly T[],
  most: number,
  more: (count: number) => string,
  row: (entry: T) => Row,
): Section {
  const rest = all.length - most;
  return { title, rows: all.slice(0, most).map(row), more: rest > 0 ? more(rest) : undefined };
}

function activeRow(
  context: CardContext,
  words: Words,
  times: Times,
  held: ActiveRole,
  names: Pick<MyRolesOnCard, 'groupNames'>,
): Row {
  const { roles, buttons } = words;
  const role = roleOnCard(held);
  const lines = roleRow(roles, role, viaGroup(roles, held, names));
  if (held.assignmentType === 'Assigned') {
    const text =
      held.endAt === undefined ? roles.activeWithoutEnd : roles.assignedUntil(times.at(held.endAt));
    return { lines: [...lines, subtle(text)] };
  }
  return {
    lines: [...lines, ...timeLeft(context, roles, times, held)],
    actions: [roleButton(context, words, buttons.deactivate, verbs.deactivateRole, role)],
  };
}

function timeLeft(
  { now }: CardContext,
  words: RoleWords,
  times: Times,
  { startAt, endAt }: ActiveRole,
): readonly Line[] {
  if (endAt === undefined) return [];
  const left = times.left(endAt);
  if (left === undefined) return [subtle(words.assignedUntil(times.at(endAt)))];
  return [
    ...(startAt === undefined
      ? []
      : [[run(timeBar(startAt, endAt, now), { fontType: 'Monospace', size: 'Small' })] as Line]),
    subtle(words.timeLeft(left, times.at(endAt))),
  ];
}

function viaGroup(
  words: RoleWords,
  { memberType, principalId }: Pick<EligibleRole, 'memberType' | 'principalId'>,
  { groupNames }: Pick<MyRolesOnCard, 'groupNames'>,
): readonly string[] {
  if (memberType === 'Direct') return [];
  const name = plainName(groupNames?.get(principalId) ?? '');
  return [name === '' ? words.viaGroup : words.via(name)];
}

function eligibleRow(
  context: CardContext,
  words: Words,
  times: Times,
  { eligibility, settings, isExtensionAsked }: MyRoles['eligible'][number],
  names: Pick<MyRolesOnCard, 'groupNames'>,
): Row {
  const { roles, buttons } = words;
  const role = roleOnCard(eligibility);
  const more = endsSoon(context, eligibility)
    ? moreTime(context, { ...eligibility, isExtensionAsked }, role)
    : { lines: [], actions: [] };
  return {
    lines: [
      ...roleRow(roles, role, viaGroup(roles, eligibility, names)),
      ...eligibleFacts(context, roles, times, eligibility, settings),
      ...more.lines,
    ],
    actions: [roleButton(context, words, buttons.activate, verbs.activateRole, role), ...more.actions],
  };
}

const endsSoon = ({ now }: Pick<CardContext, 'now'>, { endAt }: Pick<EligibleRole, 'endAt'>): boolean =>
  endAt !== undefined && endAt.getTime() <= now.getTime() + ENDING_SOON_DAYS * 86_400_000;

function eligibleFacts(
  { now }: CardContext,
  words: RoleWords,
  times: Times,
  { endAt }: EligibleRole,
  settings: RoleSettings | undefined,
): readonly Line[] {
  const demands = {
    isApprovalRequired: settings?.approval.isRequired === true,
    isTicketRequired: settings?.isTicketRequired === true,
    isSignInRequired:
      settings !== undefined &&
      (settings.isMultifactorRequired || settings.authenticationContext !== undefined),
  };
  return [
    ...(Object.values(demands).includes(true) ? [subtle(words.needs(demands))] : []),
    ...(endAt !== undefined && endsSoon({ now }, { endAt })
      ? [subtle(words.eligibleUntil(times.at(endAt)))]
      : []),
  ];
}

function requestSections(
  { roles: words }: Words,
  times: Times,
  roles: MyRolesOnCard,
  most: number,
): readonly Section[] {
  const isScheduled = ({ request }: { readonly request: ActivationRequest }): boolean =>
    phaseOf(request.status) === 'scheduled';
  const row = (entry: MyRoles['requested'][number]): Row => ({
    lines: roleRow(words, roleOnCard({ role: entry.role, scope: scopeOf(entry.request, roles) }), [
      ...(isScheduled(entry) ? startOf(words, times, entry.request) : lapseOf(words, times, entry.request)),
    ]),
  });
  return [
    shown(words.scheduled, roles.requested.filter(isScheduled), most, words.more, row),
    shown(
      words.waiting,
      roles.requested.filter((entry) => !isScheduled(entry)),
      most,
      words.more,
      row,
    ),
  ];
}

/** A request knows its scope by id alone; the eligibility it uses knows the name. */
const scopeOf = (request: ActivationRequest, { eligible }: MyRolesOnCard): EligibleRole['scope'] =>
  eligible.find(({ eligibility }) => isSameRole(request, roleAtScope(eligibility)))?.eligibility.scope ??
  scopeOfId(request.scopeId);

function startOf(
  words: RoleWords,
  times: Times,
  { startAt, durationMinutes }: ActivationRequest,
): readonly string[] {
  if (startAt === undefined) return [];
  const duration = durationMinutes === undefined ? undefined : times.duration(durationMinutes);
  return [words.startsAt(times.at(startAt), duration)];
}

const lapseOf = (
  words: RoleWords,
  times: Times,
  { createdAt, approvalId }: ActivationRequest,
): readonly string[] =>
  createdAt === undefined || approvalId === undefined ? [] : [words.lapses(times.at(lapsesAt(createdAt)))];
