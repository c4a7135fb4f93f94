import { chooseRoleCard } from '../cards/chooseRoleCard.ts';
import { roleOnCard } from '../cards/roleOnCard.ts';
import { type OperationDeps } from '../pim/operations/deps.ts';
import { type SignOn } from '../pim/ports.ts';
import { matchRole } from '../pim/roleMatching.ts';
import { type ActiveRole, roleAtScope, type RoleAtScope } from '../pim/roles.ts';
import { wordsFor } from '../words/wordsFor.ts';
import { type Chat } from './chat.ts';
import { type EndActions } from './endActions.ts';
import { type OperationDesk } from './operationDesk.ts';
import { type Session } from './sessions.ts';

interface DeskDeps {
  readonly desk: Pick<OperationDesk, 'open' | 'start'>;
}

/** What somebody needs who types what is to become of a role they hold. */
export interface OwnRoleCommandDeps extends DeskDeps, Pick<OperationDeps, 'pimFor'> {
  readonly ends: Pick<EndActions, 'extend'>;
  readonly chatOf: (session: Session) => Chat;
}

/** Gives a role back that was pressed or chosen. `uniqueKey` is the press's: however often it arrives, it is done once. */
export async function deactivateRole(
  { desk }: DeskDeps,
  session: Session,
  role: RoleAtScope,
  uniqueKey: string | undefined,
): Promise<void> {
  const operation = await desk.open(session, { kind: 'deactivate', ...role }, { uniqueKey });
  if (operation !== undefined) await desk.start(session, operation);
}

/** Asks administrators for more time with an eligibility. */
export async function extendEligibility(
  { desk }: DeskDeps,
  session: Session,
  role: RoleAtScope,
  uniqueKey: string | undefined,
): Promise<void> {
  const { justification } = wordsFor(session.card.locale).followUps.extension;
  const intent = { kind: 'extendEligibility', ...role, justification } as const;
  const operation = await desk.open(session, intent, { uniqueKey });
  if (operation !== undefined) await desk.start(session, operation);
}

/** Gives back the role that was typed, or the only one that is active; asks which where several could be meant. */
export async function deactivateFromWords(
  deps: OwnRoleCommandDeps,
  session: Session,
  signOn: SignOn,
  roleWords: string,
): Promise<void> {
  const held = (await deps.pimFor(signOn).activeRoles()).filter(isActivated);
  const [only] = held;
  if (only === undefined) {
    await deps.chatOf(session).sendText(wordsFor(session.card.locale).replies.nothingActive);
    return;
  }
  const match = matchRole(roleWords, held);
  if (match.kind === 'exact' || (roleWords === '' && held.length === 1)) {
    const chosen = match.kind === 'exact' ? match.candidate : only;
    return deactivateRole(deps, session, roleAtScope(chosen), undefined);
  }
  await deps.chatOf(session).sendCard(
    chooseRoleCard(session.card, {
      purpose: 'deactivate',
      typed: roleWords,
      options: (match.kind === 'ask' ? match.candidates : held).map(roleOnCard),
    }),
  );
}

/** Says honestly what more time takes, for the role that was typed or the only one that is active. */
export async function extendFromWords(
  { pimFor, ends, chatOf }: OwnRoleCommandDeps,
  session: Session,
  signOn: SignOn,
  roleWords: string,
): Promise<void> {
  const held = (await pimFor(signOn).activeRoles()).filter(isActivated);
  const match = matchRole(roleWords, held);
  const chosen = match.kind === 'exact' ? match.candidate : held.length === 1 ? held[0] : undefined;
  if (chosen === undefined)
    await chatOf(session).sendText(wordsFor(session.card.locale).replies.extendUnknown);
  else await ends.extend(session, chosen);
}

const isActivated = ({ assignmentType }: ActiveRole): boolean => assignmentType === 'Activated';
