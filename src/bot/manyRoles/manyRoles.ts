import { manyRolesCard, type RoleOutcome } from '../../cards/manyRolesCard.ts';
import { manyRolesDismissedCard } from '../../cards/manyRolesForm.ts';
import { roleOfRequest } from '../../cards/roleOnCard.ts';
import { requestStateOf, type RequestState } from '../../cards/requestState.ts';
import { type verbs } from '../../cards/verbs.ts';
import { PimError } from '../../pim/errors.ts';
import { isSamePerson, roleDefinitionId } from '../../pim/ids.ts';
import { type OperationDeps } from '../../pim/operations/deps.ts';
import { type OperationResult, requestedEntry, runOperation } from '../../pim/operations/runOperation.ts';
import { type SignOn } from '../../pim/ports.ts';
import { type Intent, type Operation, type Together } from '../../pim/records.ts';
import { wordsFor } from '../../words/wordsFor.ts';
import { askForMore } from '../askForMore.ts';
import { type Chat } from '../chat.ts';
import { type PressOf } from '../pressedButtons.ts';
import { minutesOf } from '../pressFields.ts';
import { putCard } from '../putCard.ts';
import { roleShown } from '../roleShown.ts';
import { type Session } from '../sessions.ts';
import { type SignInDesk } from '../signIn/signIn.ts';
import { goesOnWithSignIn } from '../waitingOperation.ts';

/** What activating several roles takes. */
export interface ManyRolesDeps extends OperationDeps {
  readonly signIn: SignInDesk;
  readonly chatOf: (session: Session) => Chat;
  /** Something was put into the outbox: deliver it now. */
  readonly wakeDelivery: () => void;
  readonly scopes: { readonly base: readonly string[] };
}

type ActivateIntent = Extract<Intent, { kind: 'activate' }>;
/** One of several activations that were asked for together. */
type OneOfMany = Operation & { readonly intent: ActivateIntent & { readonly together: Together } };
type Submission = PressOf<typeof verbs.submitManyRoles>;

/** Whether an operation is one of several that were asked for together. */
export const isOneOfMany = (operation: Operation): operation is OneOfMany =>
  operation.intent.kind === 'activate' && operation.intent.together !== undefined;

/** Between the looks at roles that Entra is setting up. Milliseconds; afterwards each request's own card tells. */
const LOOKS = [1000, 2000, 3000, 4000];

/**
 * Activates several roles in one go: an operation for each, and one card that tells what came of all of them. Whatever can
 * go on goes on; where a stronger sign-in is asked for, there is one for all that it is enough for.
 */
export class ManyRoles {
  readonly #deps: ManyRolesDeps;
  constructor(deps: ManyRolesDeps) {
    this.#deps = deps;
  }

  /** The form carries everything, so it can be submitted after a restart, and once only. */
  async submit(
    session: Session,
    signOn: SignOn,
    press: Submission,
    activityId: string | undefined,
  ): Promise<void> {
    const { claims, operations } = this.#deps;
    const chat = this.#deps.chatOf(session);
    const { habits, replies } = wordsFor(session.card.locale);
    const chosen = chosenRoles(press);
    const [first] = chosen;
    if (first === undefined) {
      await chat.sendText(habits.many.nothingChosen);
      return;
    }
    if (!(await claims.claim(`draft/${press.draftId}`))) {
      const earlier = await operations.of(first.operationId);
      if (earlier?.person.id !== session.person.id) await chat.sendText(replies.cardIsOld);
      return;
    }
    const on = activityId ?? (await chat.sendCard(manyRolesCard(session.card, [])));
    const together = { operationIds: chosen.map(({ operationId }) => operationId), activityId: on };
    for (const one of chosen) await this.#open(session, press, one, together);
    await this.draw(session, together);
    await this.goOn(session, together, signOn);
  }

  /** Drops a form; it stays dropped. */
  async dismiss(session: Session, draftId: string, activityId: string | undefined): Promise<void> {
    // One that was submitted shows what came of it.
    if (!(await this.#deps.claims.claim(`draft/${draftId}`))) return;
    const card = manyRolesDismissedCard(session.card);
    await putCard(this.#deps.chatOf(session), card, activityId);
  }

  /** Draws the card again as things stand now; of whoever presses, and of nobody else. */
  async lookAgain(session: Session, operationIds: readonly string[]): Promise<void> {
    const [first] = await this.#ofTheirs(session, operationIds);
    if (first === undefined) {
      await this.#deps.chatOf(session).sendText(wordsFor(session.card.locale).replies.cardIsOld);
      return;
    }
    await this.draw(session, first.intent.together);
  }

  /** Runs what still waits, tells what came of it, and asks for the next sign-in that is missing. */
  async goOn(
    session: Session,
    together: Together,
    signOn: SignOn,
    first?: { readonly result: OperationResult; readonly answered: readonly string[] },
  ): Promise<void> {
    const results = new Map(first === undefined ? [] : [[first.result.operation.id, first.result]]);
    for (const operation of await this.#ofTheirs(session, together.operationIds)) {
      if (results.has(operation.id) || !goesOnWithSignIn(operation)) continue;
      const result = await runOperation(this.#deps, operation.id, signOn);
      if (result !== undefined) results.set(operation.id, result);
    }
    this.#deps.wakeDelivery();
    await this.draw(session, together, results);
    const waiting = [...results.values()].find(({ state }) => state === 'NEEDS_USER');
    if (waiting?.error !== undefined) {
      const { id: operationId } = waiting.operation;
      const answered = operationId === first?.result.operation.id ? [...first.answered] : [];
      await askForMore(this.#deps.signIn, session, waiting.error, {
        continuation: { kind: 'operation', operationId, answered },
        operationId,
        scopes: this.#deps.scopes.base,
      });
    }
    await this.#watch(session, together, results);
  }

  /** The card as things stand now; `results` know more than what is stored. */
  async draw(
    session: Session,
    together: Together,
    results: ReadonlyMap<string, OperationResult> = new Map(),
  ): Promise<readonly RoleOutcome[]> {
    const { unknownRole } = wordsFor(session.card.locale).habits.many;
    const outcomes = await Promise.all(
      (await this.#ofTheirs(session, together.operationIds)).map((operation) =>
        this.#outcomeOf(unknownRole, operation, results.get(operation.id)),
      ),
    );
    const card = manyRolesCard({ ...session.card, now: this.#deps.clock.now() }, outcomes);
    await this.#deps.chatOf(session).updateCard(together.activityId, card);
    return outcomes;
  }

  /** Roles that are being set up become active within seconds; the card says so while somebody is looking. */
  async #watch(
    session: Session,
    together: Together,
    results: ReadonlyMap<string, OperationResult>,
  ): Promise<void> {
    let isSettingUp = [...results.values()].some(({ state }) => state === 'DONE');
    for (const milliseconds of LOOKS) {
      if (!isSettingUp) return;
      await this.#deps.pause(milliseconds);
      const outcomes = await this.draw(session, together, results);
      isSettingUp = outcomes.some(({ state }) => state.kind === 'provisioning');
    }
  }

  async #open(
    session: Session,
    press: Submission,
    { operationId, minutes, ...role }: ChosenRole,
    together: Together,
  ): Promise<void> {
    const { person } = session;
    const intent: Intent = {
      kind: 'activate',
      ...role,
      durationMinutes: minutes,
      justification: (press.justification ?? '').trim(),
      ticketNumber: (press.ticketNumber ?? '').trim().slice(0, 100),
      ticketSystem: (press.ticketSystem ?? '').trim().slice(0, 100),
      startAt: press.startAt,
      askedAt: session.card.now.toISOString(),
      together,
    };
    // An id that is taken belongs to something else, which stays as it is.
    await this.#deps.operations.open(
      { id: operationId, person, intent },
      requestedEntry(person, operationId, intent),
    );
  }

  /** Those of the named operations that are this person's and belong together, in order. */
  async #ofTheirs(session: Session, ids: readonly string[]): Promise<readonly OneOfMany[]> {
    const found = await Promise.all(ids.map((id) => this.#deps.operations.of(id)));
    const theirs = found.filter(
      (operation): operation is OneOfMany =>
        operation !== undefined && isSamePerson(operation.person, session.person) && isOneOfMany(operation),
    );
    const activityId = theirs[0]?.intent.together.activityId;
    return theirs.filter(({ intent }) => intent.together.activityId === activityId);
  }

  async #outcomeOf(
    unknownName: string,
    { id: operationId, intent, person, state, outcome }: OneOfMany,
    result: OperationResult | undefined,
  ): Promise<RoleOutcome> {
    const { requests, clock } = this.#deps;
    const request =
      outcome.requestId === undefined ? undefined : await requests.of(person.tenantId, outcome.requestId);
    if (request !== undefined)
      return { operationId, role: roleOfRequest(request), state: requestStateOf(request, clock.now()) };
    const role = await roleShown(this.#deps, intent, unknownName);
    const error = result?.error ?? new PimError(outcome.errorCode ?? 'outcome_unknown', 'It ended so');
    return { operationId, role, state: stateBefore(state, error) };
  }
}

/** Where an activation stands that PIM does not know (yet). */
function stateBefore(state: Operation['state'], error: PimError): RequestState {
  switch (state) {
    case 'INTENT':
    case 'RUNNING':
      return { kind: 'checking' };
    case 'NEEDS_USER':
      return { kind: 'needsSignIn' };
    case 'UNKNOWN':
    case 'DONE':
      return { kind: 'unclear' };
    case 'REFUSED':
    case 'CONFLICT':
      return { kind: 'refused', error };
  }
}

interface ChosenRole {
  readonly operationId: string;
  readonly roleDefinitionId: ActivateIntent['roleDefinitionId'];
  readonly scopeId: string;
  readonly minutes: number;
}

/** The roles of a form that were not left out. Each is asked of PIM as the person, whoever wrote the ids. */
function chosenRoles(press: Submission): readonly ChosenRole[] {
  const minutes = [press.minutes0, press.minutes1, press.minutes2, press.minutes3, press.minutes4];
  return press.roles
    .split('|')
    .map((entry, index) => {
      const [operationId = '', role = '', scopeId = ''] = entry.split(' ');
      return {
        operationId,
        roleDefinitionId: roleDefinitionId(role),
        scopeId,
        minutes: minutesOf(minutes[index]),
      };
    })
    .filter((one) => one.minutes > 0);
}
