import { chooseRoleCard } from '../cards/chooseRoleCard.ts';
import { endingEligibilitiesCard } from '../cards/endingEligibilitiesCard.ts';
import { plainName } from '../cards/plainText.ts';
import { roleOnCard } from '../cards/roleOnCard.ts';
import { ENDING_SOON_DAYS, withExtensions } from '../pim/operations/composeDigest.ts';
import { type OperationDeps } from '../pim/operations/deps.ts';
import { type SignOn } from '../pim/ports.ts';
import { matchRole } from '../pim/roleMatching.ts';
import {
  type ActiveRole,
  type EligibleRole,
  isSameRole,
  roleAtScope,
  type RoleAtScope,
} from '../pim/roles.ts';
import { wordsFor } from '../words/wordsFor.ts';
import { type Chat } from './chat.ts';
import { type EndActions } from './endActions.ts';
import { type OperationDesk } from './operationDesk.ts';
import { type Session } from './sessions.ts';

interface DeskDeps {
  readonly desk: Pick<OperationDesk, 'open' | 'start'>;
}

/** What somebody needs who types what is to become of a role they hold. */
export interface OwnRoleCommandDeps extends DeskDeps, Pick<OperationDeps, 'pimFor' | 'extensions'> {
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
      takesNumber: false,
      typed: roleWords,
      options: (match.kind === 'ask' ? match.candidates : held).map(roleOnCard),
    }),
  );
}

/**
 * Says honestly what more time takes, for the active role that was typed, or the only one there is; offers to ask for more
 * time with an eligibility that ends soon. Asks which where several could be meant, and never answers about another.
 */
export async function extendFromWords(
  deps: OwnRoleCommandDeps,
  session: Session,
  signOn: SignOn,
  roleWords: string,
): Promise<void> {
  const pim = deps.pimFor(signOn);
  const held = (await pim.activeRoles()).filter(isActivated);
  const match = matchRole(roleWords, held);
  const [only] = held;
  if (match.kind === 'exact') return deps.ends.extend(session, match.candidate);
  if (roleWords === '' && held.length === 1 && only !== undefined) return deps.ends.extend(session, only);
  const ending = (await pim.eligibleRoles()).filter((eligible) => isEndingSoon(eligible, session.card.now));
  const endingMatch = matchRole(roleWords, ending);
  const chat = deps.chatOf(session);
  if (match.kind === 'ask' && endingMatch.kind !== 'exact') {
    const options = match.candidates.map(roleOnCard);
    await chat.sendCard(
      chooseRoleCard(session.card, { purpose: 'extend', takesNumber: false, typed: roleWords, options }),
    );
  } else if (endingMatch.kind === 'none') {
    const { extendUnknown, extendNoneFits } = wordsFor(session.card.locale).replies;
    await chat.sendText(roleWords === '' ? extendUnknown : extendNoneFits(plainName(roleWords)));
  } else {
    const meant = endingMatch.kind === 'exact' ? [endingMatch.candidate] : endingMatch.candidates;
    const marked = await withExtensions(deps, session.person, meant);
    await chat.sendCard(endingEligibilitiesCard(session.card, marked));
  }
}

/** The same for a role that was chosen. */
export async function extendChosen(
  deps: OwnRoleCommandDeps,
  session: Session,
  signOn: SignOn,
  chosen: RoleAtScope,
): Promise<void> {
  const held = (await deps.pimFor(signOn).activeRoles()).filter(isActivated);
  const role = held.find((candidate) => isSameRole(roleAtScope(candidate), chosen));
  if (role !== undefined) return deps.ends.extend(session, role);
  await deps.chatOf(session).sendText(wordsFor(session.card.locale).replies.extendUnknown);
}

/** Only what somebody holds themselves can be asked for; a group's eligibility is its owner's to extend. */
const isEndingSoon = ({ memberType, endAt }: EligibleRole, now: Date): boolean =>
  memberType === 'Direct' &&
  endAt !== undefined &&
  endAt > now &&
  endAt.getTime() <= now.getTime() + ENDING_SOON_DAYS * 86_400_000;

const isActivated = ({ assignmentType }: ActiveRole): boolean => assignmentType === 'Activated';
