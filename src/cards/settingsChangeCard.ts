import { isPimError } from '../pim/errors.ts';
import { type ComplianceCheck } from '../pim/posture/judgements.ts';
import { type FileProgress } from '../pim/policyFiles/fileProgress.ts';
import { listTold, type SettingValue } from '../pim/posture/settingFacts.ts';
import { type SettingChange } from '../pim/posture/settingsDiff.ts';
import { settingsPlan } from '../pim/posture/settingsPlan.ts';
import { type SettingsChange, settingsGuard, settingsSteps } from '../pim/posture/settingsSteps.ts';
import { type SnapshotRole } from '../pim/posture/snapshot.ts';
import { explain } from '../words/errors.ts';
import { timesFor } from '../words/times.ts';
import { wordsFor } from '../words/wordsFor.ts';
import { button, type CardAction, link } from './actions.ts';
import { type Card, type CardContext } from './card.ts';
import { explanationLines } from './explanationLines.ts';
import { plainName } from './plainText.ts';
import { signInAction } from './requestActions.ts';
import { line, run, subtle, type Line } from './runs.ts';
import { settingText } from './settingText.ts';
import { drawSheet, type Tone } from './sheet.ts';
import { verbs } from './verbs.ts';

/** A change of a role's settings, from the question to its outcome. */
export type SettingsChangeOnCard = {
  readonly role: Pick<SnapshotRole, 'id' | 'displayName'>;
  readonly change: SettingsChange;
  /** Names of approvers by their ids; absent where nobody was looked up. */
  readonly names?: ReadonlyMap<string, string>;
  /** How far the administrator has come with the file that wishes it; absent where none does, or it is not kept any more. */
  readonly file?: FileProgress | undefined;
} & (
  | {
      readonly state: 'confirm';
      readonly draftId: string;
      /** What is shown, in short: the second yes is to the same. */
      readonly shown: string;
      readonly leftOpen: readonly ComplianceCheck[];
      /** Approvers that would be new and that nobody knows here: so many. */
      readonly strangers?: number;
    }
  | {
      readonly state: 'working' | 'needsSignIn' | 'unclear' | 'done';
      readonly operationId: string;
    }
  | { readonly state: 'refused'; readonly operationId: string; readonly error: unknown }
);

const tones: Readonly<Record<SettingsChangeOnCard['state'], Tone>> = {
  confirm: 'default',
  working: 'emphasis',
  needsSignIn: 'warning',
  unclear: 'warning',
  done: 'good',
  refused: 'attention',
};

/** Asks once more before it is done, and then says what came of it, on the same message. */
export function settingsChangeCard(context: CardContext, shown: SettingsChangeOnCard): Card {
  const { changes, notices } = wordsFor(context.locale);
  const words = changes.settings;
  const name = plainName(shown.role.displayName);
  const heading = headingOf(context, shown);
  return drawSheet(context, {
    tone: tones[shown.state],
    kind: shown.change.undoes === undefined ? words.heading : words.undoHeading,
    heading,
    lead: [[run(name, { weight: 'Bolder' })]],
    lines: linesOf(context, shown),
    actions: actionsOf(context, shown),
    preview: {
      summary: words.summary(heading.replace(/\?$/u, ''), name),
      discreetSummary: notices.discreet,
      typed: changes.conversions.typed,
    },
  });
}

/** The question was answered with no. */
export function settingsLeftCard(context: CardContext, role: Pick<SnapshotRole, 'displayName'>): Card {
  const { changes, notices } = wordsFor(context.locale);
  const { heading, next } = changes.settings.states.dismissed;
  const name = plainName(role.displayName);
  return drawSheet(context, {
    tone: 'default',
    kind: changes.settings.heading,
    heading,
    lead: [[run(name, { weight: 'Bolder' })]],
    lines: [line(next)],
    actions: [],
    preview: {
      summary: changes.settings.summary(heading, name),
      discreetSummary: notices.discreet,
      typed: changes.conversions.typed,
    },
  });
}

const appliedRules = (error: unknown): readonly string[] =>
  isPimError(error) ? (error.details.appliedRules ?? []) : [];

function headingOf({ locale }: CardContext, shown: SettingsChangeOnCard): string {
  const { settings: words } = wordsFor(locale).changes;
  if (shown.state === 'confirm') return words.confirmHeading(settingsSteps(shown.change).length);
  if (shown.state === 'refused' && appliedRules(shown.error).length > 0) return words.states.half.heading;
  return words.states[shown.state].heading;
}

function linesOf(context: CardContext, shown: SettingsChangeOnCard): readonly Line[] {
  const { changes, errors, policyFiles } = wordsFor(context.locale);
  const { settings: words } = changes;
  const told = changedLines(context, shown, shown.state === 'done' ? 'changed' : 'wouldChange');
  const further =
    shown.file === undefined ? [] : [subtle(policyFiles.progress(shown.file.applied, shown.file.left))];
  switch (shown.state) {
    case 'confirm':
      return [
        ...told,
        ...trapLines(context, shown.change),
        ...(shown.leftOpen.includes('authenticationContext') ? [line(words.contextLeftOpen)] : []),
        ...strangerLines(context, shown),
        ...(mayConfirm(shown) ? [subtle(words.oneByOne)] : []),
      ];
    case 'refused': {
      const made = appliedRules(shown.error).length;
      return [
        ...explanationLines(explain(errors, shown.error, timesFor(context))),
        ...(made === 0 ? [] : [line(words.applied(made, settingsSteps(shown.change).length))]),
        ...further,
      ];
    }
    case 'done':
      return [...told, line(words.states.done.next), ...further];
    case 'working':
    case 'needsSignIn':
    case 'unclear':
      return [line(words.states[shown.state].next)];
  }
}

/** What would be otherwise, or is. */
function changedLines(
  context: CardContext,
  { change: { before, after }, names }: Pick<SettingsChangeOnCard, 'change' | 'names'>,
  how: 'changed' | 'wouldChange',
): readonly Line[] {
  const { settings: words } = wordsFor(context.locale).posture;
  const times = timesFor(context);
  const rules = settingsPlan([after], [before]).roles.flatMap((role) => role.rules);
  return rules
    .flatMap((rule) => rule.changes)
    .map((one) => {
      const { setting, ruleId } = one;
      const told = words[how](
        plainName(words.label(setting, ruleId)),
        settingText(words, times, setting, named(one, 'before', names)),
        settingText(words, times, setting, named(one, 'after', names)),
      );
      return line(`${told.charAt(0).toUpperCase()}${told.slice(1)}.`);
    });
}

/** Approvers by name; whoever has none (any more) by their id. */
const named = (
  change: SettingChange,
  side: 'before' | 'after',
  names: ReadonlyMap<string, string> | undefined,
): SettingValue =>
  change.setting === 'approvers'
    ? listTold(change[side], (key) => names?.get(key.split(':')[1] ?? '') ?? key)
    : change[side];

type Asking = Extract<SettingsChangeOnCard, { state: 'confirm' }>;

const mayConfirm = ({ change, strangers = 0 }: Asking): boolean =>
  settingsGuard(change) === undefined && strangers === 0;

const strangerLines = ({ locale }: CardContext, { strangers = 0 }: Asking): readonly Line[] =>
  strangers === 0 ? [] : [[run(wordsFor(locale).policyFiles.strangers(strangers), { color: 'Warning' })]];

/** What is in the way, and what is otherwise than it looks. */
function trapLines({ locale }: CardContext, change: SettingsChange): readonly Line[] {
  const { traps } = wordsFor(locale).posture.settings;
  const found = settingsPlan([change.after], [change.before]).roles.flatMap((role) => role.traps);
  return found.map((trap) => [run(traps[trap], { color: 'Warning' })]);
}

function actionsOf(context: CardContext, shown: SettingsChangeOnCard): readonly CardAction[] {
  const { buttons, changes } = wordsFor(context.locale);
  const { settings: words } = changes;
  const portal = link(buttons.openInEntra, context.portalUrl, { mode: 'secondary' });
  const roleDefinitionId = shown.role.id;
  switch (shown.state) {
    case 'confirm': {
      const { draftId, shown: digest, change } = shown;
      const draft = { roleDefinitionId, draftId };
      const by = {
        ...(change.undoes !== undefined && { undoes: change.undoes }),
        ...(change.undoes === undefined && change.fromFile !== undefined && { fileId: change.fromFile }),
      };
      const yes = button(
        context,
        words.confirm,
        verbs.confirmSettings,
        { ...draft, shown: digest, ...by },
        { style: 'positive' },
      );
      return [
        ...(mayConfirm(shown) ? [yes] : []),
        button(context, words.leave, verbs.dismissSettings, draft),
        portal,
      ];
    }
    case 'needsSignIn':
      return [signInAction(context, buttons, { operationId: shown.operationId })];
    case 'done':
      return [...backButton(context, shown), undoButton(context, shown)];
    case 'refused':
      return [
        ...backButton(context, shown),
        ...(isUndoable(shown.error) ? [undoButton(context, shown)] : []),
        portal,
      ];
    case 'unclear':
      return [portal];
    case 'working':
      return [];
  }
}

/** What somebody else has changed since is not taken back over them. */
const isUndoable = (error: unknown): boolean =>
  appliedRules(error).length > 0 && !isPimError(error, 'settings_changed');

const undoButton = (
  context: CardContext,
  { role, operationId }: { readonly role: Pick<SnapshotRole, 'id'>; readonly operationId: string },
): CardAction =>
  button(context, wordsFor(context.locale).changes.settings.undo, verbs.changeSettings, {
    roleDefinitionId: role.id,
    undoes: operationId,
  });

const backButton = (
  context: CardContext,
  { file }: Pick<SettingsChangeOnCard, 'file'>,
): readonly CardAction[] =>
  file === undefined
    ? []
    : [
        button(context, wordsFor(context.locale).policyFiles.back, verbs.showPolicyFile, {
          fileId: file.fileId,
        }),
      ];
