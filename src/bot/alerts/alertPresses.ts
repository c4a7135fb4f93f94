import { verbs } from '../../cards/verbs.ts';
import { type SignOn } from '../../pim/ports.ts';
import { type AlertActions } from './alertActions.ts';
import { type Press, type PressOf } from '../pressedButtons.ts';
import { type Session } from '../sessions.ts';

/** The press of a button about an alert. */
type AlertPress = PressOf<
  | typeof verbs.showAlerts
  | typeof verbs.showAlert
  | typeof verbs.acknowledgeAlert
  | typeof verbs.snoozeAlert
  | typeof verbs.dismissAlert
  | typeof verbs.confirmDismissal
  | typeof verbs.leaveAlert
>;

const alertVerbs: ReadonlySet<string> = new Set([
  verbs.showAlerts,
  verbs.showAlert,
  verbs.acknowledgeAlert,
  verbs.snoozeAlert,
  verbs.dismissAlert,
  verbs.confirmDismissal,
  verbs.leaveAlert,
]);

/** Whether a press is about an alert. */
export const isAlertPress = (press: Press): press is AlertPress => alertVerbs.has(press.verb);

/** Does what such a button says. */
export function actOnAlert(
  { alertActions: actions }: { readonly alertActions: AlertActions },
  session: Session,
  signOn: SignOn,
  press: AlertPress,
  activityId: string | undefined,
): Promise<void> {
  switch (press.verb) {
    case verbs.showAlerts: {
      const { page } = press;
      return actions.list(session, signOn, Number(page ?? '1'), page === undefined ? undefined : activityId);
    }
    case verbs.showAlert:
      return actions.show(session, signOn, press.alertId);
    case verbs.acknowledgeAlert:
    case verbs.snoozeAlert:
      return actions.handle(session, signOn, press, activityId);
    case verbs.dismissAlert:
      return actions.askToDismiss(session, signOn, press.alertId);
    case verbs.confirmDismissal:
      return actions.dismiss(session, signOn, press, activityId);
    case verbs.leaveAlert:
      return actions.leave(session, signOn, press, activityId);
  }
}
