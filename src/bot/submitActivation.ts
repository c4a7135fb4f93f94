import { type Submission } from '../dialogs/turnScope.ts';
import { type SignOn } from '../pim/ports.ts';
import { type OperationDesk } from './operationDesk.ts';
import { type Session } from './sessions.ts';

/** A complete activation from a dialog: stored first, then run with the proof of this turn. */
export async function submitActivation(
  desk: OperationDesk,
  session: Session,
  signOn: SignOn,
  { draftId, role, input, formActivityId, isEmergency }: Submission,
): Promise<void> {
  const { startAt, ...given } = input;
  const intent = {
    kind: 'activate' as const,
    ...role,
    ...given,
    startAt: startAt?.toISOString(),
    ...(isEmergency ? { isEmergency } : {}),
  };
  const operation = await desk.open(session, intent, { id: draftId, cardActivityId: formActivityId });
  if (operation !== undefined) await desk.run(session, operation.id, signOn, { formActivityId });
}
