import { isSamePerson, type Person } from '../ids.ts';
import { type SettingsChange, settingsSteps } from '../posture/settingsSteps.ts';
import { type Operation } from '../records.ts';

/**
 * What takes an operation's change of settings back: all of it, or the rules that it came to. Only whoever made it may;
 * `undefined` for everybody else, and where nothing is known to have been changed.
 */
export function undoOf(operation: Operation | undefined, person: Person): SettingsChange | undefined {
  if (operation?.intent.kind !== 'changeSettings' || !isSamePerson(operation.person, person))
    return undefined;
  const { state, outcome, id, intent } = operation;
  const steps = settingsSteps(intent.change);
  const made =
    state === 'DONE' ? steps.length : state === 'REFUSED' ? (outcome.appliedRules ?? []).length : 0;
  const reached = made === 0 ? undefined : steps[made - 1];
  const { before, fromFile } = intent.change;
  return (
    reached && {
      before: reached.settings,
      after: before,
      undoes: id,
      ...(fromFile !== undefined && { fromFile }),
    }
  );
}
