import { auditCard } from '../../cards/auditCard.ts';
import { chooseQuestionCard } from '../../cards/chooseQuestionCard.ts';
import { historyCard, type HistoryOnCard } from '../../cards/historyCard.ts';
import { holdersCard } from '../../cards/holdersCard.ts';
import { inertText } from '../../cards/plainText.ts';
import { policyCard } from '../../cards/policyCard.ts';
import { type Card } from '../../cards/card.ts';
import { statsCard } from '../../cards/statsCard.ts';
import { type PrincipalId, type RoleDefinitionId } from '../../pim/ids.ts';
import { type OperationDeps } from '../../pim/operations/deps.ts';
import { checksOf, tierOf } from '../../pim/posture/compliance.ts';
import { judge } from '../../pim/posture/judge.ts';
import { ownHistory } from '../../pim/posture/ownHistory.ts';
import { peopleNamed } from '../../pim/posture/peopleNamed.ts';
import { type Posture } from '../../pim/posture/posture.ts';
import { activationStats, candidatesFor, historyOf, holdersOf } from '../../pim/posture/questions.ts';
import { rolesNamed } from '../../pim/posture/rolesNamed.ts';
import { type SnapshotActivation } from '../../pim/posture/snapshot.ts';
import { type SignOn } from '../../pim/ports.ts';
import { wordsFor } from '../../words/wordsFor.ts';
import { entitledPosture, type EntitledPostureDeps } from './entitledPosture.ts';
import { putCard } from '../putCard.ts';
import { HISTORY_DAYS, type Question } from '../questionWords.ts';
import { type Session } from '../sessions.ts';

/** What questions about the whole organization need. */
export interface PostureActionsDeps
  extends EntitledPostureDeps, Pick<OperationDeps, 'administrationFor' | 'directory' | 'clock'> {}

/** A page of an answer, and the message that it replaces. */
interface Place {
  readonly page: number;
  readonly activityId: string | undefined;
}

const ATOP: Place = { page: 1, activityId: undefined };
const DAY_MS = 86_400_000;

/** Answers questions about everybody, for those who may ask them: proved by their own token, at every single question. */
export class PostureActions {
  readonly #deps: PostureActionsDeps;
  constructor(deps: PostureActionsDeps) {
    this.#deps = deps;
  }

  /** The audit. */
  async audit(session: Session, signOn: SignOn): Promise<void> {
    const posture = await entitledPosture(this.#deps, session, signOn, 'withHistory');
    if (posture === undefined) return;
    await this.#put(session, auditCard(session.card, { posture, judgement: judge(posture) }), ATOP);
  }

  /** A typed question. */
  async ask(session: Session, signOn: SignOn, question: Question): Promise<void> {
    switch (question.kind) {
      case 'holders':
        return this.#whoHas(session, signOn, question.words, question.question);
      case 'history':
        return question.words === ''
          ? this.#own(session, signOn, question.days)
          : this.#historyNamed(session, signOn, question.words, question.days);
      case 'stats':
        return this.stats(session, signOn, question.days);
      case 'settings':
        return this.#policyNamed(session, signOn, question.words);
    }
  }

  /** Who has a role, or could. */
  async holders(
    session: Session,
    signOn: SignOn,
    { roleDefinitionId, question }: { roleDefinitionId: RoleDefinitionId; question: 'has' | 'canBecome' },
    place: Place = ATOP,
  ): Promise<void> {
    const posture = await entitledPosture(this.#deps, session, signOn, 'holdings');
    if (posture === undefined) return;
    const lines =
      question === 'has' ? holdersOf(posture, roleDefinitionId) : candidatesFor(posture, roleDefinitionId);
    const { isBreakGlass, at: asOf } = posture;
    const role = posture.role(roleDefinitionId);
    await this.#put(
      session,
      holdersCard(session.card, {
        question,
        role,
        lines,
        isBreakGlass,
        page: place.page,
        asOf,
        mayChange: this.#deps.administrationFor !== undefined,
      }),
      place,
    );
  }

  /** How a role is set, and what the baseline asks of it. */
  async policy(session: Session, signOn: SignOn, id: RoleDefinitionId, place: Place = ATOP): Promise<void> {
    const posture = await entitledPosture(this.#deps, session, signOn, 'holdings');
    if (posture === undefined) return;
    const { principal, at: asOf } = posture;
    const role = posture.role(id);
    const settings = posture.settingsOf(id);
    if (settings === undefined) {
      const { posture: words } = wordsFor(session.card.locale);
      await this.#deps.chatOf(session).sendText(words.settings.notRead(inertText(role.displayName)));
      return;
    }
    const tier = tierOf(posture, role);
    const checks = tier === undefined ? [] : checksOf(tier, settings);
    const { page } = place;
    const mayChange = this.#deps.administrationFor !== undefined;
    await this.#put(
      session,
      policyCard(session.card, { role, settings, tier, checks, principal, page, asOf, mayChange }),
      place,
    );
  }

  /** What was activated, of a role or by a person. */
  async history(
    session: Session,
    signOn: SignOn,
    of: {
      readonly roleDefinitionId?: RoleDefinitionId;
      readonly principalId?: PrincipalId;
      readonly days: number;
    },
    place: Place = ATOP,
  ): Promise<void> {
    const posture = await entitledPosture(this.#deps, session, signOn, 'withHistory');
    if (posture === undefined) return;
    const { roleDefinitionId, principalId, days } = of;
    const since = this.#daysAgo(days);
    const name =
      roleDefinitionId === undefined
        ? ((principalId && posture.principal(principalId).displayName) ?? '')
        : posture.role(roleDefinitionId).displayName;
    const { auditedSince } = posture.snapshot;
    const begins = auditedSince === null ? posture.at : new Date(auditedSince);
    const card = historyCard(session.card, {
      of: roleDefinitionId === undefined ? 'person' : 'role',
      name,
      lines: historyOf(posture, { roleDefinitionId, principalId, since }).map((one) => namedIn(posture, one)),
      since,
      logBegins: begins.getTime() > since.getTime() + DAY_MS ? begins : undefined,
      key: {
        ...(roleDefinitionId && { roleDefinitionId }),
        ...(principalId && { principalId }),
        days: String(days),
      },
      page: place.page,
      asOf: posture.at,
    });
    await this.#put(session, card, place);
  }

  /** Activations in figures. */
  async stats(session: Session, signOn: SignOn, days = HISTORY_DAYS): Promise<void> {
    const posture = await entitledPosture(this.#deps, session, signOn, 'withHistory');
    if (posture === undefined) return;
    const stats = activationStats(posture, this.#daysAgo(days));
    await this.#put(session, statsCard(session.card, stats, posture.at), ATOP);
  }

  #daysAgo(days: number): Date {
    return new Date(this.#deps.clock.now().getTime() - days * DAY_MS);
  }

  #whoHas(session: Session, signOn: SignOn, typed: string, question: 'has' | 'canBecome'): Promise<void> {
    return this.#roleNamed(session, signOn, { typed, question }, (roleDefinitionId) =>
      this.holders(session, signOn, { roleDefinitionId, question }),
    );
  }

  #policyNamed(session: Session, signOn: SignOn, typed: string): Promise<void> {
    return this.#roleNamed(session, signOn, { typed, question: 'settings' }, (id) =>
      this.policy(session, signOn, id),
    );
  }

  /** Answers for the one role that is meant; asks which where it may be several. */
  async #roleNamed(
    session: Session,
    signOn: SignOn,
    { typed, question }: { readonly typed: string; readonly question: 'has' | 'canBecome' | 'settings' },
    answer: (id: RoleDefinitionId) => Promise<void>,
  ): Promise<void> {
    const posture = await entitledPosture(this.#deps, session, signOn, 'holdings');
    if (posture === undefined) return;
    const { posture: words } = wordsFor(session.card.locale);
    const found = rolesNamed(posture, typed);
    const [only, second] = found;
    if (only === undefined) {
      await this.#deps.chatOf(session).sendText(words.noSuchRole(typed));
      return;
    }
    if (second === undefined) return answer(only.id);
    await this.#put(
      session,
      chooseQuestionCard(session.card, {
        typed,
        roles: found.map(({ id, displayName, isBuiltIn }) => ({
          roleDefinitionId: id,
          name: displayName,
          isBuiltIn,
          question,
        })),
        people: [],
      }),
      ATOP,
    );
  }

  async #historyNamed(session: Session, signOn: SignOn, typed: string, days: number): Promise<void> {
    const posture = await entitledPosture(this.#deps, session, signOn, 'withHistory');
    if (posture === undefined) return;
    const roles = rolesNamed(posture, typed);
    const people = peopleNamed(posture, typed);
    const [role] = roles;
    const [person] = people;
    if (role === undefined && person === undefined) {
      const { posture: words } = wordsFor(session.card.locale);
      await this.#deps.chatOf(session).sendText(words.noSuchRoleOrPerson(typed));
      return;
    }
    if (roles.length + people.length === 1) {
      return this.history(session, signOn, {
        ...(role === undefined ? {} : { roleDefinitionId: role.id }),
        ...(person === undefined ? {} : { principalId: person.id }),
        days,
      });
    }
    await this.#put(
      session,
      chooseQuestionCard(session.card, {
        typed,
        roles: roles.map(({ id, displayName, isBuiltIn }) => ({
          roleDefinitionId: id,
          name: displayName,
          isBuiltIn,
          days: String(days),
        })),
        people: people.map(({ id, displayName, userPrincipalName }) => ({
          principalId: id,
          name: displayName,
          userPrincipalName,
          days: String(days),
        })),
      }),
      ATOP,
    );
  }

  /** Everybody may ask for their own; PIM lists it to their own token. */
  async #own(session: Session, signOn: SignOn, days: number): Promise<void> {
    const since = this.#daysAgo(days);
    const activations = ownHistory(await this.#deps.pimFor(signOn).myRequests({ isOpenOnly: false }), since);
    const names = await this.#roleNames(activations.map(({ roleDefinitionId }) => roleDefinitionId));
    const own: HistoryOnCard = {
      of: 'self',
      name: '',
      lines: activations.map((activation) => ({
        activation,
        person: '',
        role: names.get(activation.roleDefinitionId) ?? activation.roleDefinitionId,
        decidedBy: undefined,
      })),
      since,
      logBegins: undefined,
      key: undefined,
      page: 1,
      asOf: this.#deps.clock.now(),
    };
    await this.#put(session, historyCard(session.card, own), ATOP);
  }

  async #roleNames(ids: readonly RoleDefinitionId[]): Promise<ReadonlyMap<RoleDefinitionId, string>> {
    const roles = await Promise.all([...new Set(ids)].map((id) => this.#deps.directory.role(id)));
    return new Map(roles.map(({ id, displayName }) => [id, displayName]));
  }

  async #put(session: Session, card: Card, { activityId }: Place): Promise<void> {
    await putCard(this.#deps.chatOf(session), card, activityId);
  }
}

const namedIn = (posture: Posture, activation: SnapshotActivation) => ({
  activation,
  person: posture.principal(activation.principalId).displayName,
  role: posture.role(activation.roleDefinitionId).displayName,
  decidedBy: activation.decidedBy === null ? undefined : posture.principal(activation.decidedBy).displayName,
});
