import { verbs } from '../../cards/verbs.ts';
import { principalId, roleDefinitionId } from '../../pim/ids.ts';
import { type SignOn } from '../../pim/ports.ts';
import { type PostureActions } from './postureActions.ts';
import { type Press, type PressOf } from '../pressedButtons.ts';
import { type ReportFile } from './reportFile.ts';
import { type Session } from '../sessions.ts';

/** The press of a button that asks about the whole organization. */
export type PosturePress = PressOf<
  | typeof verbs.showAudit
  | typeof verbs.getReport
  | typeof verbs.showHolders
  | typeof verbs.showHistory
  | typeof verbs.showStats
  | typeof verbs.showPolicy
>;

const postureVerbs: ReadonlySet<string> = new Set([
  verbs.showAudit,
  verbs.getReport,
  verbs.showHolders,
  verbs.showHistory,
  verbs.showStats,
  verbs.showPolicy,
]);

/** Whether a press asks about the whole organization. */
export const isPosturePress = (press: Press): press is PosturePress => postureVerbs.has(press.verb);

/** Who does it. */
export interface PosturePressDeps {
  readonly postureActions: PostureActions;
  readonly reportFile: ReportFile;
}

/** Does what such a button says. A further page takes the place of the one before. */
export function actOnPosture(
  { postureActions: actions, reportFile }: PosturePressDeps,
  session: Session,
  signOn: SignOn,
  press: PosturePress,
  activityId: string | undefined,
): Promise<void> {
  const placeOf = (page: string | undefined) =>
    page === undefined ? undefined : { page: Number(page), activityId };
  switch (press.verb) {
    case verbs.showAudit:
      return actions.audit(session, signOn);
    case verbs.getReport:
      return reportFile.offer(session, signOn);
    case verbs.showStats:
      return actions.stats(session, signOn);
    case verbs.showHolders: {
      const { question, page } = press;
      const asked = { question, roleDefinitionId: roleDefinitionId(press.roleDefinitionId) };
      return actions.holders(session, signOn, asked, placeOf(page));
    }
    case verbs.showPolicy:
      return actions.policy(session, signOn, roleDefinitionId(press.roleDefinitionId), placeOf(press.page));
    case verbs.showHistory: {
      const { roleDefinitionId: role, principalId: principal, days, page } = press;
      const asked = {
        ...(role === undefined ? {} : { roleDefinitionId: roleDefinitionId(role) }),
        ...(principal === undefined ? {} : { principalId: principalId(principal) }),
        days: Number(days),
      };
      return actions.history(session, signOn, asked, placeOf(page));
    }
  }
}
