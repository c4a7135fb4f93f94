import { verbs } from '../../cards/verbs.ts';
import { type SignOn } from '../../pim/ports.ts';
import { type ManyRoles } from '../manyRoles/manyRoles.ts';
import { type PresetActions } from './presetActions.ts';
import { type Press, type PressOf } from '../pressedButtons.ts';
import { type Session } from '../sessions.ts';

/** The press of a button of several roles at once, of a preset or of proposals that takes a proof of who presses. */
export type HabitPress = PressOf<
  | typeof verbs.submitManyRoles
  | typeof verbs.lookAtManyRoles
  | typeof verbs.activatePreset
  | typeof verbs.forgetPreset
  | typeof verbs.forgetDefaults
>;

/** Who does it. */
export interface HabitPressDeps {
  readonly manyRoles: ManyRoles;
  readonly presetActions: PresetActions;
}

const habitVerbs: ReadonlySet<string> = new Set([
  verbs.submitManyRoles,
  verbs.lookAtManyRoles,
  verbs.activatePreset,
  verbs.forgetPreset,
  verbs.forgetDefaults,
]);

/** Whether a press is one of these. */
export const isHabitPress = (press: Press): press is HabitPress => habitVerbs.has(press.verb);

/** Does what such a button says, for whoever presses: somebody else's preset is none of theirs. */
export function actOnHabit(
  { manyRoles, presetActions }: HabitPressDeps,
  session: Session,
  signOn: SignOn,
  press: HabitPress,
  activityId: string | undefined,
): Promise<void> {
  switch (press.verb) {
    case verbs.submitManyRoles:
      return manyRoles.submit(session, signOn, press, activityId);
    case verbs.lookAtManyRoles:
      return manyRoles.lookAgain(session, press.operations.split(' '));
    case verbs.activatePreset:
      return presetActions.activatePreset(session, signOn, press.presetId);
    case verbs.forgetPreset:
      return presetActions.forget(session, press.presetId);
    case verbs.forgetDefaults:
      return presetActions.forgetDefaults(session);
  }
}
