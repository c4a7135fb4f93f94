import { verbs } from '../cards/verbs.ts';
import { type SignOn } from '../pim/ports.ts';
import { actOnAlert, isAlertPress } from './alerts/alertPresses.ts';
import { type AlertActions } from './alerts/alertActions.ts';
import { type AssignActions } from './changes/assignActions.ts';
import { type ChangeActions } from './changes/changeActions.ts';
import { type CommandActions } from './commandActions.ts';
import { type DialogTurns } from './dialogTurns.ts';
import { type EndActions } from './endActions.ts';
import { emergencyOf } from './houseRules/emergencyOf.ts';
import { askToGoPastVotes, type GoPastPressDeps } from './houseVotes/goPastPress.ts';
import { actOnHabit, type HabitPressDeps, isHabitPress } from './habits/habitPresses.ts';
import { extendChosen } from './ownRoleCommands.ts';
import { type PolicyFileActions } from './policyFiles/policyFileActions.ts';
import { actOnPosture, isPosturePress, type PosturePressDeps } from './posture/posturePresses.ts';
import { type Press } from './pressedButtons.ts';
import { roleOf } from './pressFields.ts';
import { listPending, type RequestCommandDeps } from './requestCommands.ts';
import { actOnReview, isReviewPress, type ReviewPressDeps } from './reviews/reviewPresses.ts';
import { type Session } from './sessions.ts';
import { type SettingsActions } from './changes/settingsActions.ts';

interface Deps
  extends RequestCommandDeps, PosturePressDeps, ReviewPressDeps, HabitPressDeps, GoPastPressDeps {
  readonly commands: CommandActions;
  readonly dialogs: DialogTurns;
  readonly ends: EndActions;
  readonly assignActions: AssignActions;
  readonly changeActions: ChangeActions;
  readonly settingsActions: SettingsActions;
  readonly policyFileActions: PolicyFileActions;
  readonly alertActions: AlertActions;
}

/** What a button does that takes a proof of who presses, and nothing more; `undefined`: the button is another. */
export function signedWork(
  deps: Deps,
  session: Session,
  press: Press,
  activityId: string | undefined,
): ((signOn: SignOn) => Promise<void>) | undefined {
  const { commands, dialogs } = deps;
  switch (press.verb) {
    case verbs.activateRole:
      return (signOn) => dialogs.activate(session, signOn, { role: roleOf(press) });
    case verbs.activateAgain:
      return (signOn) => commands.activateAgain(session, signOn, roleOf(press));
    case verbs.showExtend:
      return (signOn) => extendChosen(deps, session, signOn, roleOf(press));
    case verbs.openDigest:
      return () => commands.digest(session, { kind: 'now' });
    case verbs.showRoles:
      return (signOn) => commands.myRoles(session, signOn);
    case verbs.showPending:
      return (signOn) => listPending(deps, session, signOn);
    case verbs.showConversions:
      return (signOn) =>
        deps.changeActions.conversions(
          session,
          signOn,
          Number(press.page ?? '1'),
          press.page === undefined ? undefined : activityId,
        );
    case verbs.changeHolding:
      return (signOn) => deps.changeActions.open(session, signOn, press);
    case verbs.findAssignee:
      return (signOn) => deps.assignActions.find(session, signOn, press);
    case verbs.switchChange:
      return (signOn) => deps.changeActions.switchTo(session, signOn, press, activityId);
    case verbs.checkChange:
      return (signOn) => deps.changeActions.check(session, signOn, press, activityId);
    case verbs.confirmChange:
      return (signOn) => deps.changeActions.confirm(session, signOn, press, activityId);
    case verbs.dismissChange:
      return (signOn) => deps.changeActions.dismiss(session, signOn, press, activityId);
    case verbs.changeSettings:
      return (signOn) => deps.settingsActions.open(session, signOn, press);
    case verbs.confirmSettings:
      return (signOn) => deps.settingsActions.confirm(session, signOn, press, activityId);
    case verbs.showPolicyFile:
      return (signOn) => deps.policyFileActions.page(session, signOn, press, activityId);
    default:
      return workOfAnArea(deps, session, press, activityId);
  }
}

/** The same of buttons that belong together and have a file of their own. */
function workOfAnArea(
  deps: Deps,
  session: Session,
  press: Press,
  activityId: string | undefined,
): ((signOn: SignOn) => Promise<void>) | undefined {
  if (press.verb === verbs.askEmergency)
    return (signOn) => deps.dialogs.activate(session, signOn, emergencyOf(press, activityId));
  if (press.verb === verbs.goPastVotes) return (signOn) => askToGoPastVotes(deps, session, signOn, press);
  if (isHabitPress(press)) return (signOn) => actOnHabit(deps, session, signOn, press, activityId);
  if (isAlertPress(press)) return (signOn) => actOnAlert(deps, session, signOn, press, activityId);
  if (isReviewPress(press)) return (signOn) => actOnReview(deps, session, signOn, press, activityId);
  return isPosturePress(press)
    ? (signOn) => actOnPosture(deps, session, signOn, press, activityId)
    : undefined;
}
