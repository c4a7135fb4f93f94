import { requestCard } from '../cards/requestCard.ts';
import { type RequestState } from '../cards/requestState.ts';
import { roleOnCard } from '../cards/roleOnCard.ts';
import { isPimError, type PimError } from '../pim/errors.ts';
import { inputOf } from '../pim/operations/activateRole.ts';
import { type OperationResult } from '../pim/operations/runOperation.ts';
import { type PimDirectory, type SignOn } from '../pim/ports.ts';
import { type Intent, type Operation } from '../pim/records.ts';
import { scopeOfId } from '../pim/roles.ts';
import { type Chat } from './chat.ts';
import { putCard } from './putCard.ts';
import { type Session } from './sessions.ts';

/** What somebody wants who activates. */
export type ActivationIntent = Extract<Intent, { kind: 'activate' }>;

/** What showing an activation needs. */
export interface ActivationOutcomeDeps {
  readonly directory: Pick<PimDirectory, 'role'>;
  readonly chatOf: (session: Session) => Chat;
  /** Shows the form again with what was given, because the role asked for something else. */
  readonly reopenForm: (
    session: Session,
    signOn: SignOn,
    intent: ActivationIntent,
    error: PimError,
    formActivityId: string | undefined,
  ) => Promise<void>;
}

/** Where an activation stands that PIM does not know (yet), and on which message it was asked for. */
interface Shown {
  readonly intent: ActivationIntent;
  readonly formActivityId: string | undefined;
}

/** What the form can be filled in otherwise for; nothing that was typed is lost. */
const mendedInForm = ['policy_not_satisfied', 'house_rules'] as const;

/** Shows what came of an activation that did not become a request; a request has a card of its own, which is queued with it. */
export async function showActivation(
  deps: ActivationOutcomeDeps,
  session: Session,
  { operation, state, request, error }: OperationResult,
  { signOn, ...shown }: Shown & { readonly signOn: SignOn | undefined },
): Promise<void> {
  if (request !== undefined) return;
  if (error !== undefined && signOn !== undefined && isPimError(error, ...mendedInForm)) {
    await deps.reopenForm(session, signOn, shown.intent, error, shown.formActivityId);
    return;
  }
  await draw(deps, session, operation, {
    ...shown,
    state: state === 'UNKNOWN' ? { kind: 'unclear' } : { kind: 'refused', error },
  });
}

/** Says on the form's own message that PIM is being asked, or that it waits for its person's sign-in. */
export async function showActivationAtWork(
  deps: Pick<ActivationOutcomeDeps, 'directory' | 'chatOf'>,
  session: Session,
  operation: Operation,
  shown: Shown & { readonly state: { readonly kind: 'checking' | 'needsSignIn' } },
): Promise<void> {
  if (shown.formActivityId !== undefined) await draw(deps, session, operation, shown);
}

async function draw(
  { directory, chatOf }: Pick<ActivationOutcomeDeps, 'directory' | 'chatOf'>,
  session: Session,
  operation: Operation,
  { intent, formActivityId, state }: Shown & { readonly state: RequestState },
): Promise<void> {
  const { startAt, ...asked } = inputOf(intent);
  const role = await directory.role(intent.roleDefinitionId);
  const card = requestCard(session.card, {
    key: undefined,
    state,
    role: roleOnCard({ role, scope: scopeOfId(intent.scopeId) }),
    ...asked,
    startAt,
    operationId: operation.id,
  });
  await putCard(chatOf(session), card, formActivityId);
}
