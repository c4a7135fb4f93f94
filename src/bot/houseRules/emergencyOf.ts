import { type verbs } from '../../cards/verbs.ts';
import { type ActivateRoleOptions } from '../../dialogs/activateRoleDialog.ts';
import { type PressOf } from '../pressedButtons.ts';
import { minutesOf, roleOf } from '../pressFields.ts';

/** The form for an emergency in place of the one whose button was pressed, with what was filled in there. */
export function emergencyOf(
  press: PressOf<typeof verbs.askEmergency>,
  activityId: string | undefined,
): ActivateRoleOptions {
  const given = (text: string | undefined): string | undefined =>
    text === undefined || text.trim() === '' ? undefined : text.trim();
  const minutes = minutesOf(press.durationMinutes);
  return {
    role: roleOf(press),
    draft: {
      durationMinutes: minutes === 0 ? undefined : minutes,
      justification: given(press.justification),
      ticketNumber: given(press.ticketNumber)?.slice(0, 100),
      ticketSystem: given(press.ticketSystem)?.slice(0, 100),
      startAt: undefined,
    },
    formActivityId: activityId,
    isToBeSeen: true,
    isEmergency: true,
  };
}
