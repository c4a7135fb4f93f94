import { PimError } from '../../pim/errors.ts';
import { type RoleDefinitionId } from '../../pim/ids.ts';
import { type FileRow } from '../../pim/policyFiles/fileRows.ts';
import { type Unsettable } from '../../pim/policyFiles/unsettable.ts';
import { type SettingChange } from '../../pim/posture/settingsDiff.ts';
import { explain } from '../../words/errors.ts';
import { timesFor } from '../../words/times.ts';
import { wordsFor } from '../../words/wordsFor.ts';
import { button, type CardAction, toldApart } from '../actions.ts';
import { type Card, type CardContext } from '../card.ts';
import { drawFitting, drawList, type Row, type Section } from '../list.ts';
import { pageOf } from '../pages.ts';
import { plainName } from '../plainText.ts';
import { line, nameRun, run, subtle, type Line } from '../runs.ts';
import { settingText } from '../settingText.ts';
import { verbs } from '../verbs.ts';

/** What a file would change, one page of it. */
export interface PolicyFileOnCard {
  readonly fileId: string;
  /** In the order in which they are shown. */
  readonly rows: readonly FileRow[];
  /** What the tenant calls a role; `undefined`: it has none such. */
  readonly nameOf: (id: RoleDefinitionId) => string | undefined;
  readonly sameRoles: number;
  readonly isForeign: boolean;
  readonly page: number;
  readonly asOf: Date;
}

const ROWS_PER_PAGE = 6;
const MOST_CHANGES = 3;

type Part = 'toDo' | 'blocked' | 'done';

const partOf = ({ state }: FileRow): Part =>
  state === 'blocked' ? 'blocked' : state === 'applied' || state === 'same' ? 'done' : 'toDo';

/** What a policy file would change, role by role, what cannot be applied and why, and what is done of it. */
export function policyFileCard(context: CardContext, given: PolicyFileOnCard): Card {
  const { policyFiles: words, posture } = wordsFor(context.locale);
  const { rows, fileId, sameRoles, isForeign } = given;
  const of = (part: Part): number => rows.filter((row) => partOf(row) === part).length;
  const headline = words.headline(of('toDo'), of('blocked'));
  const draw = (most: number): Card => {
    const page = pageOf(rows, given.page, most);
    return drawList(context, {
      heading: words.heading,
      lead: [[run(headline, { size: 'Medium', weight: 'Bolder' })]],
      sections: (['toDo', 'blocked', 'done'] as const).map((part): Section => ({
        title: words.parts[part],
        rows: page.rows.filter((row) => partOf(row) === part).map((row) => rowOf(context, given, row)),
      })),
      lines: [
        ...(isForeign ? [line(words.foreign)] : []),
        ...(of('toDo') === 0 ? [] : [line(words.oneByOne)]),
        ...(sameRoles === 0 ? [] : [subtle(words.sameRoles(sameRoles))]),
        ...(page.count > 1 ? [subtle(posture.page(page.number, page.count))] : []),
        subtle(posture.asOf(timesFor(context).at(given.asOf))),
      ],
      actions:
        page.number < page.count
          ? [
              button(context, posture.next, verbs.showPolicyFile, {
                fileId,
                page: String(page.number + 1),
              }),
            ]
          : [],
      preview: {
        summary: words.summary(headline),
        discreetSummary: words.heading,
        typed: words.typed,
      },
    });
  };
  return drawFitting(ROWS_PER_PAGE, draw);
}

function rowOf(context: CardContext, given: PolicyFileOnCard, row: FileRow): Row {
  const { policyFiles: words, posture } = wordsFor(context.locale);
  const { role, changes, traps, state } = row;
  const name = given.nameOf(role.settings.roleDefinitionId) ?? role.name;
  const isToDo = partOf(row) === 'toDo';
  const shown = isToDo ? changes.slice(0, MOST_CHANGES) : [];
  const left = isToDo ? changes.length - shown.length : 0;
  return {
    lines: [
      [nameRun(name, { weight: 'Bolder' })],
      subtle(words.state(state, row.rules)),
      ...(row.unsettable === undefined ? [] : [line(reasonOf(context, row.unsettable))]),
      ...shown.map((change) => subtle(changeText(context, change))),
      ...(left > 0 ? [subtle(words.moreChanges(left))] : []),
      ...(isToDo
        ? traps.map((trap): Line => [run(posture.settings.traps[trap], { color: 'Warning', size: 'Small' })])
        : []),
    ],
    actions: actionsOf(context, given.fileId, row, name),
  };
}

function actionsOf(context: CardContext, fileId: string, row: FileRow, name: string): readonly CardAction[] {
  const { policyFiles: words, changes, buttons } = wordsFor(context.locale);
  const { roleDefinitionId } = row.role.settings;
  const { operationId: undoes, state } = row;
  const mayLook = partOf(row) === 'toDo' && state !== 'unclear';
  const mayUndo = undoes !== undefined && (state === 'applied' || state === 'half');
  return [
    ...(mayLook
      ? [
          button(
            context,
            words.look,
            verbs.changeSettings,
            { roleDefinitionId, fileId },
            toldApart(buttons, words.look, name),
          ),
        ]
      : []),
    ...(mayUndo
      ? [
          button(
            context,
            changes.settings.undo,
            verbs.changeSettings,
            { roleDefinitionId, undoes },
            toldApart(buttons, changes.settings.undo, name),
          ),
        ]
      : []),
  ];
}

function reasonOf(context: CardContext, unsettable: Unsettable): string {
  const { policyFiles, errors } = wordsFor(context.locale);
  if (unsettable.why === 'guard') {
    const guarded = new PimError('change_guarded', 'Not to be written', { guard: unsettable.guard });
    return explain(errors, guarded, timesFor(context)).what;
  }
  const ruleIds = 'ruleIds' in unsettable ? unsettable.ruleIds.map(plainName) : [];
  return policyFiles.unsettable[unsettable.why](ruleIds);
}

/** Names of approvers are told where the role is shown whole. */
function changeText(context: CardContext, { setting, ruleId, before, after }: SettingChange): string {
  const { policyFiles, posture } = wordsFor(context.locale);
  const { settings: words } = posture;
  if (setting === 'approvers') return policyFiles.otherApprovers;
  const times = timesFor(context);
  return words.wouldChange(
    plainName(words.label(setting, ruleId)),
    settingText(words, times, setting, before),
    settingText(words, times, setting, after),
  );
}
