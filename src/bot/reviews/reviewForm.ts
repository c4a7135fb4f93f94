import {
  reviewConfirmCard,
  reviewDismissedCard,
  reviewFormCard,
  type ReviewFormOnCard,
} from '../../cards/reviewFormCard.ts';
import { type Card } from '../../cards/card.ts';
import { type verbs } from '../../cards/verbs.ts';
import { type RoleDefinitionId } from '../../pim/ids.ts';
import { type OperationDeps } from '../../pim/operations/deps.ts';
import { type Posture } from '../../pim/posture/posture.ts';
import { type SignOn } from '../../pim/ports.ts';
import { type Review, type ReviewPlan } from '../../pim/reviews/review.ts';
import { mostDays, MOST_ROLES } from '../../pim/reviews/reviewTerms.ts';
import { wordsFor } from '../../words/wordsFor.ts';
import { type EntitledPostureDeps, entitledPosture, isEntitled } from '../posture/entitledPosture.ts';
import { type OperationDesk } from '../operationDesk.ts';
import { type PressOf } from '../pressedButtons.ts';
import { type CheckedDraft, plansOf, readReviewDraft } from './reviewDraft.ts';
import { putCard } from '../putCard.ts';
import { type Session } from '../sessions.ts';

/** What a new review begins with. */
export type ReviewDefaults = Pick<ReviewPlan, 'cadence' | 'assignments' | 'days'>;

/** What setting up reviews needs. */
export interface ReviewFormDeps
  extends
    EntitledPostureDeps,
    Pick<OperationDeps, 'reviewing' | 'directory' | 'claims' | 'clock' | 'random'> {
  readonly desk: OperationDesk;
  readonly reviewDefaults: ReviewDefaults;
}

type Given = ReviewFormOnCard['given'];
type Confirmed = PressOf<typeof verbs.confirmReview>;

/** More roles make a form that Teams does not take. */
const MOST_CHOICES = 100;

/** An administrator sets reviews up: one operation for each role, each with its own outcome. */
export class ReviewForm {
  readonly #deps: ReviewFormDeps;
  constructor(deps: ReviewFormDeps) {
    this.#deps = deps;
  }

  /** Shows the form. */
  async open(session: Session, signOn: SignOn): Promise<void> {
    const posture = await this.#offered(session, signOn);
    if (posture === undefined) return;
    const { cadence, assignments, days } = this.#deps.reviewDefaults;
    const given = {
      roles: '',
      assignments,
      cadence,
      days: String(days),
      by: 'named',
      named: '',
      fallback: '',
    };
    await this.#put(session, this.#form(session, posture, this.#deps.random.ulid(), given, []), undefined);
  }

  /** Reads what was filled in, and asks once more; what is in the way stands on the form. */
  async check(
    session: Session,
    signOn: SignOn,
    press: PressOf<typeof verbs.checkReview>,
    activityId: string | undefined,
  ): Promise<void> {
    const posture = await this.#offered(session, signOn);
    if (posture === undefined) return;
    const given: Given = {
      roles: press.roles ?? '',
      assignments: press.assignments ?? '',
      cadence: press.cadence ?? '',
      days: (press.days ?? '').trim(),
      by: press.by ?? '',
      named: press.named ?? '',
      fallback: press.fallback ?? '',
    };
    const { directory } = this.#deps;
    const { draftId } = press;
    const words = wordsFor(session.card.locale).reviews.form.problems;
    const { problems, draft } = await readReviewDraft(directory, posture, { draftId, given }, words);
    if (draft === undefined) {
      await this.#put(session, this.#form(session, posture, draftId, given, problems), activityId);
      return;
    }
    const plans = this.#plansOf(session, posture, draft);
    const names = await this.#names(plans);
    const card = reviewConfirmCard(session.card, {
      draft,
      plans,
      nameOf: (id) => names.get(id) ?? id,
      existing: await this.#existing(plans),
    });
    await this.#put(session, card, activityId);
  }

  /** The second yes: an operation for each role. The form's id is claimed, so all of it is done once. */
  async confirm(
    session: Session,
    signOn: SignOn,
    press: Confirmed,
    activityId: string | undefined,
  ): Promise<void> {
    const posture = await this.#offered(session, signOn);
    if (posture === undefined) return;
    const { claims, desk, random, chatOf } = this.#deps;
    const { replies } = wordsFor(session.card.locale);
    const plans = this.#plansOf(session, posture, press);
    if (plans.some(({ days, cadence }) => days > mostDays(cadence)) || plans.length > MOST_ROLES) {
      await chatOf(session).sendText(replies.cardIsOld);
      return;
    }
    if (!(await claims.claim(`draft/${press.draftId}`))) return;
    const together = plans.map(() => random.ulid());
    const opened = [];
    for (const [index, plan] of plans.entries()) {
      const id = together[index];
      const intent = { kind: 'review', act: { what: 'create', plan, together }, justification: '' } as const;
      const operation = id && (await desk.open(session, intent, { id, cardActivityId: activityId }));
      if (operation) opened.push(operation);
    }
    for (const operation of opened) await desk.start(session, operation);
  }

  /** Drops the form, or the second question of any act. */
  async dismiss(
    session: Session,
    signOn: SignOn,
    press: PressOf<typeof verbs.dismissReview>,
    activityId: string | undefined,
  ): Promise<void> {
    if (!(await isEntitled(this.#deps, session, signOn))) return;
    await this.#deps.claims.claim(`draft/${press.draftId}`);
    await this.#put(session, reviewDismissedCard(session.card), activityId);
  }

  /** Who holds what, for whoever may know it; `undefined` after a word. */
  async #offered(session: Session, signOn: SignOn): Promise<Posture | undefined> {
    if (this.#deps.reviewing !== undefined) return entitledPosture(this.#deps, session, signOn, 'holdings');
    await this.#deps.chatOf(session).sendText(wordsFor(session.card.locale).reviews.notOffered);
    return undefined;
  }

  /** The roles that somebody holds or may activate: others need no review. */
  #form(
    session: Session,
    posture: Posture,
    draftId: string,
    given: Given,
    problems: readonly string[],
  ): Card {
    const held = new Set([...posture.eligible, ...posture.standing].map(({ role }) => role.id));
    const roles = [...held]
      .map((id) => posture.role(id))
      .toSorted((a, b) => (a.displayName < b.displayName ? -1 : 1))
      .slice(0, MOST_CHOICES);
    return reviewFormCard(session.card, { draftId, roles, given, problems });
  }

  #plansOf(session: Session, posture: Posture, draft: CheckedDraft): readonly ReviewPlan[] {
    const { title } = wordsFor(session.card.locale).reviews;
    const { assignments } = draft;
    return plansOf(draft, {
      title: (id) => title(posture.role(id).displayName, { assignments }),
      now: this.#deps.clock.now(),
    });
  }

  async #names(plans: readonly ReviewPlan[]): Promise<ReadonlyMap<string, string>> {
    const { directory } = this.#deps;
    const names = new Map<string, string>();
    for (const { roleDefinitionId: id } of plans) names.set(id, (await directory.role(id)).displayName);
    for (const one of [...(plans[0]?.reviewers ?? []), ...(plans[0]?.fallbackReviewers ?? [])]) {
      if (one.kind === 'person') names.set(one.id, (await directory.person(one.id))?.displayName ?? one.id);
      if (one.kind === 'group') names.set(one.id, (await directory.groupName(one.id)) ?? one.id);
    }
    return names;
  }

  /** A role that is under review already is said, and not refused. */
  async #existing(plans: readonly ReviewPlan[]): Promise<readonly Review[]> {
    const roles = new Set<RoleDefinitionId>(plans.map(({ roleDefinitionId }) => roleDefinitionId));
    const found = new Map<RoleDefinitionId, Review>();
    for await (const page of this.#deps.reviewing?.reader.reviews() ?? []) {
      for (const review of page) {
        const isOver = review.status === 'completed' && !review.isRecurring;
        if (roles.has(review.roleDefinitionId) && !isOver) found.set(review.roleDefinitionId, review);
      }
    }
    return [...found.values()];
  }

  async #put(session: Session, card: Card, activityId: string | undefined): Promise<void> {
    await putCard(this.#deps.chatOf(session), card, activityId);
  }
}
