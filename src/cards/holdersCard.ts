import { type HavingLine } from '../pim/posture/questions.ts';
import { type SnapshotPrincipal, type SnapshotRole } from '../pim/posture/snapshot.ts';
import { scopeOfId } from '../pim/roles.ts';
import { timesFor, type Times } from '../words/times.ts';
import { type HolderWords } from '../words/postureWords.ts';
import { wordsFor } from '../words/wordsFor.ts';
import { button, type CardAction, toldApart } from './actions.ts';
import { type ChangeKey, type HoldersKey } from './actionShapes.ts';
import { type Card, type CardContext } from './card.ts';
import { drawFitting, drawList, type Row } from './list.ts';
import { pageOf } from './pages.ts';
import { plainName } from './plainText.ts';
import { line, run, subtle } from './runs.ts';
import {
  type IsLookAlike,
  lookAlikesAmong,
  markedName,
  markedText,
  nameMarks,
  roleNameMarks,
} from './unusualName.ts';
import { verbs } from './verbs.ts';

/** Who has a role, or could. */
export interface HoldersOnCard {
  readonly question: HoldersKey['question'];
  readonly role: SnapshotRole;
  readonly lines: readonly HavingLine[];
  readonly isBreakGlass: (id: SnapshotPrincipal['id']) => boolean;
  readonly page: number;
  readonly asOf: Date;
  /** Whether changes of what others hold are made here. */
  readonly mayChange: boolean;
}

const ROWS_PER_PAGE = 12;
const HISTORY_DAYS = '30';

/** A role's holders, or those who may activate it, a page at a time. */
export function holdersCard(context: CardContext, holders: HoldersOnCard): Card {
  const { question, role, lines, asOf } = holders;
  const { posture: words, roles } = wordsFor(context.locale);
  const times = timesFor(context);
  const name = plainName(role.displayName);
  const standing = lines.filter(({ having }) => having !== 'activated').length;
  const isHas = question === 'has';
  const counted = isHas
    ? words.holders.hasCount(standing, lines.length - standing)
    : words.holders.canBecomeCount(lines.length);
  const nobody = isHas ? words.holders.nobodyHas : words.holders.nobodyCan;
  const key = { roleDefinitionId: role.id };
  const isLookAlike = lookAlikesAmong(lines.map(({ holder }) => holder.displayName));
  const draw = (most: number): Card => {
    const page = pageOf(lines, holders.page, most);
    const more = page.count > 1 ? [subtle(words.page(page.number, page.count))] : [];
    return drawList(context, {
      heading: isHas ? words.holders.headingHas : words.holders.headingCanBecome,
      lead: [
        markedName(name, { size: 'Medium', weight: 'Bolder' }, roleNameMarks(roles, { ...role, name })),
        line(lines.length === 0 ? nobody : counted),
      ],
      sections: [
        { title: '', rows: page.rows.map((one) => rowOf(context, times, one, { ...holders, isLookAlike })) },
      ],
      lines: [...more, subtle(words.asOf(times.at(asOf)))],
      actions: [
        ...nextPage(context, holders, page),
        button(context, isHas ? words.holders.showCandidates : words.holders.showHolders, verbs.showHolders, {
          ...key,
          question: isHas ? 'canBecome' : 'has',
        }),
        button(context, words.holders.showHistory, verbs.showHistory, { ...key, days: HISTORY_DAYS }),
        ...(isHas ? [button(context, words.settings.show, verbs.showPolicy, key)] : []),
        ...(holders.mayChange ? [assignButton(context, role)] : []),
      ],
      preview: {
        summary: isHas ? words.holders.has(name) : words.holders.canBecome(name),
        discreetSummary: counted,
        typed: words.holders.typed,
      },
    });
  };
  return drawFitting(ROWS_PER_PAGE, draw);
}

const nextPage = (
  context: CardContext,
  { question, role }: HoldersOnCard,
  { number, count }: { readonly number: number; readonly count: number },
): readonly CardAction[] =>
  number === count
    ? []
    : [
        button(context, wordsFor(context.locale).posture.next, verbs.showHolders, {
          roleDefinitionId: role.id,
          question,
          page: String(number + 1),
        }),
      ];

function rowOf(
  context: CardContext,
  times: Times,
  held: HavingLine,
  { role, isBreakGlass, mayChange, isLookAlike }: HoldersOnCard & { readonly isLookAlike: IsLookAlike },
): Row {
  const { holder, path, scopeId, having, endAt } = held;
  const { posture, roles } = wordsFor(context.locale);
  const { holders: words } = posture;
  const scope = scopeOfId(scopeId);
  const facts = [
    words.having(having, endAt === undefined ? undefined : times.at(endAt)),
    ...(path.length === 0
      ? []
      : [words.through(path.map(({ displayName }) => markedText(roles, displayName)))]),
    ...(scope.kind === 'tenant' ? [] : [plainName(scope.id)]),
    ...marksOf(words, holder, isBreakGlass(holder.id)),
  ];
  return {
    lines: [
      [
        ...markedName(
          holder.displayName,
          { weight: 'Bolder' },
          nameMarks(roles, holder.displayName, isLookAlike),
        ),
        ...(holder.userPrincipalName === null
          ? []
          : [run(`  ${plainName(holder.userPrincipalName)}`, { isSubtle: true, size: 'Small' })]),
      ],
      subtle(facts.join(' · ')),
    ],
    actions: mayChange ? changeButtons(context, held, role) : [],
  };
}

/** Begins with the question who is to get it. */
const assignButton = (context: CardContext, { id }: SnapshotRole): CardAction =>
  button(
    context,
    wordsFor(context.locale).changes.assign.begin,
    verbs.findAssignee,
    { roleDefinitionId: id, what: 'assignEligible' },
    { mode: 'secondary' },
  );

/** What somebody's own can be changed into; what comes through a group is the group's, and what is active ends by itself. */
function changeButtons(
  context: CardContext,
  { holder, path, scopeId, having }: HavingLine,
  role: SnapshotRole,
): readonly CardAction[] {
  const { buttons, changes } = wordsFor(context.locale);
  if (path.length > 0 || having === 'activated' || holder.kind === 'missing') return [];
  const key = { principalId: holder.id, roleDefinitionId: role.id, scopeId };
  const change = (title: string, what: ChangeKey['what']): CardAction =>
    button(
      context,
      title,
      verbs.changeHolding,
      { ...key, what },
      {
        ...toldApart(buttons, title, holder.displayName),
        mode: 'secondary',
      },
    );
  switch (having) {
    case 'permanent':
      return [change(changes.conversions.makeEligible, 'makeEligible')];
    case 'timeBound':
      return [change(changes.moveEnd, 'extendActive'), change(changes.conversions.remove, 'removeActive')];
    case 'eligible':
      return [
        change(changes.moveEnd, 'extendEligible'),
        change(changes.conversions.remove, 'removeEligible'),
      ];
  }
}

function marksOf(
  words: HolderWords,
  { kind, isGuest, isEnabled }: SnapshotPrincipal,
  isBreakGlass: boolean,
): readonly string[] {
  return [
    ...(kind === 'app' || kind === 'missing' || kind === 'group' ? [words.marks(kind)] : []),
    ...(isGuest ? [words.marks('guest')] : []),
    ...(isEnabled === false ? [words.marks('disabled')] : []),
    ...(isBreakGlass ? [words.marks('breakGlass')] : []),
  ];
}
