import { type OperationDeps } from '../../pim/operations/deps.ts';
import { type OperationResult } from '../../pim/operations/runOperation.ts';
import { fileProgress, type FileProgress } from '../../pim/policyFiles/fileProgress.ts';
import { type PolicyFiles } from '../../pim/policyFiles/policyFile.ts';
import { type Operation } from '../../pim/records.ts';
import { type Chat } from '../chat.ts';
import { putCard } from '../putCard.ts';
import { type Session } from '../sessions.ts';
import { type ConfirmedIntent, drawChange } from './changeViews.ts';

/** What showing a change needs. */
export interface ChangeOutcomeDeps extends Pick<OperationDeps, 'directory' | 'operations'> {
  readonly policyFiles: Pick<PolicyFiles, 'of'>;
  readonly chatOf: (session: Session) => Chat;
}

type Outcome =
  | { readonly state: 'done' | 'unclear' | 'needsSignIn' }
  | { readonly state: 'refused'; readonly error: unknown };

/** Shows what came of a change that an administrator confirmed, on the message on which they did. */
export async function showChange(
  deps: ChangeOutcomeDeps,
  session: Session,
  { operation, state, error }: OperationResult,
  intent: ConfirmedIntent,
): Promise<void> {
  const outcome: Outcome =
    state === 'DONE'
      ? { state: 'done' }
      : state === 'UNKNOWN'
        ? { state: 'unclear' }
        : { state: 'refused', error };
  await draw(deps, session, operation, intent, outcome);
}

/** Says on that message that the change waits for its person. */
export async function showChangeWaits(
  deps: ChangeOutcomeDeps,
  session: Session,
  operation: Operation,
  intent: ConfirmedIntent,
): Promise<void> {
  await draw(deps, session, operation, intent, { state: 'needsSignIn' });
}

async function draw(
  deps: ChangeOutcomeDeps,
  session: Session,
  { id: operationId, cardActivityId }: Operation,
  intent: ConfirmedIntent,
  outcome: Outcome,
): Promise<void> {
  const file = await progressOf(deps, session, intent);
  const card = await drawChange(deps.directory, session.card, intent, { ...outcome, operationId, file });
  await putCard(deps.chatOf(session), card, cardActivityId);
}

/** Of the policy file that wishes a change of settings. */
async function progressOf(
  deps: ChangeOutcomeDeps,
  { person }: Session,
  intent: ConfirmedIntent,
): Promise<FileProgress | undefined> {
  const fileId = intent.kind === 'changeSettings' ? intent.change.fromFile : undefined;
  return fileId === undefined ? undefined : fileProgress(deps, person, fileId);
}
