import { type ChangeKey } from '../../cards/actionShapes.ts';
import { changeHoldingCard } from '../../cards/changeHoldingCard.ts';
import { type ChangeForm, type ChangeSubject, type OpenChange } from '../../cards/changeOnCard.ts';
import { conversionsCard } from '../../cards/conversionsCard.ts';
import { roleOnCard } from '../../cards/roleOnCard.ts';
import { type verbs } from '../../cards/verbs.ts';
import { type AdministrationGateway, type Grant, type HoldingChange } from '../../pim/administration.ts';
import { isPimError, PimError } from '../../pim/errors.ts';
import { principalId } from '../../pim/ids.ts';
import { checkChange } from '../../pim/operations/checkChange.ts';
import { type OperationDeps } from '../../pim/operations/deps.ts';
import { judge } from '../../pim/posture/judge.ts';
import { type Posture } from '../../pim/posture/posture.ts';
import { type SignOn } from '../../pim/ports.ts';
import { scopeOfId } from '../../pim/roles.ts';
import { wordsFor } from '../../words/wordsFor.ts';
import { type EntitledPostureDeps, entitledPosture, isEntitled } from '../posture/entitledPosture.ts';
import { type OperationDesk } from '../operationDesk.ts';
import { changeOf, kindOf, movedBy } from './pressedChange.ts';
import { type PressOf } from '../pressedButtons.ts';
import { roleOf } from '../pressFields.ts';
import { putCard } from '../putCard.ts';
import { type Session } from '../sessions.ts';

/** What changes of other people's roles need. */
export interface ChangeActionsDeps
  extends
    EntitledPostureDeps,
    Pick<
      OperationDeps,
      'administrationFor' | 'directory' | 'yardstick' | 'claims' | 'clock' | 'random' | 'pause'
    > {
  readonly desk: OperationDesk;
}

type Key = Pick<ChangeKey, 'what' | 'scopeId'> & {
  readonly principalId: string;
  readonly roleDefinitionId: string;
};

/** A form, and what is needed to check what comes of it. */
type Prepared = ChangeSubject &
  Pick<OpenChange, 'form'> & {
    readonly admin: AdministrationGateway;
    /** What is changed, as it is now. */
    readonly own: Grant | undefined;
  };

const USUAL_DAYS = 180;
/** Access that nobody has to activate. */
const USUAL_ACTIVE_DAYS = 7;

const usualDays = ({ what }: Pick<Key, 'what'>): number =>
  what === 'assignActive' ? USUAL_ACTIVE_DAYS : USUAL_DAYS;

/**
 * An administrator changes what somebody else holds: shown what is there, asked how, told what PIM would say, asked once
 * more. What is confirmed becomes an operation, which takes a proof of identity of its own.
 */
export class ChangeActions {
  readonly #deps: ChangeActionsDeps;
  constructor(deps: ChangeActionsDeps) {
    this.#deps = deps;
  }

  /** `make eligible`: what could be an eligibility. */
  async conversions(session: Session, signOn: SignOn, page = 1, activityId?: string): Promise<void> {
    const posture = await entitledPosture(this.#deps, session, signOn, 'holdings');
    if (posture === undefined) return;
    const card = conversionsCard(session.card, {
      conversions: judge(posture).conversions,
      mayChange: this.#deps.administrationFor !== undefined,
      page,
      asOf: posture.at,
    });
    await putCard(this.#deps.chatOf(session), card, activityId);
  }

  /** Shows the form, with what is there now. */
  async open(session: Session, signOn: SignOn, key: Key): Promise<void> {
    const given = { draftId: this.#deps.random.ulid(), justification: '', days: usualDays(key) };
    const form = await this.#prepared(session, signOn, key, given);
    if (form === undefined) return;
    await this.#deps.chatOf(session).sendCard(changeHoldingCard(session.card, { ...form, state: 'form' }));
  }

  /** The other of eligible and active, on the same form; what was written stays. */
  async switchTo(
    session: Session,
    signOn: SignOn,
    press: PressOf<typeof verbs.switchChange>,
    activityId: string | undefined,
  ): Promise<void> {
    const justification = (press.justification ?? '').trim();
    const given = { draftId: press.draftId, justification, days: usualDays(press) };
    const form = await this.#prepared(session, signOn, press, given);
    if (form === undefined) return;
    await this.#put(session, changeHoldingCard(session.card, { ...form, state: 'form' }), activityId);
  }

  /** Asks PIM's dry run, and then the person once more; what is in the way stands on the form. */
  async check(
    session: Session,
    signOn: SignOn,
    press: PressOf<typeof verbs.checkChange>,
    activityId: string | undefined,
  ): Promise<void> {
    const days = press.days ?? '0';
    const justification = (press.justification ?? '').trim();
    const given = { draftId: press.draftId, justification, days: Number(days) };
    const form = await this.#prepared(session, signOn, press, given);
    if (form === undefined) return;
    const now = this.#deps.clock.now();
    const what = movedBy(press.what, given.days, form.own, now);
    const problem = await this.#problemWith(form.admin, changeOf({ ...press, what, days }, now));
    const card =
      problem === undefined
        ? changeHoldingCard(session.card, { ...form, what, state: 'confirm' })
        : changeHoldingCard(session.card, { ...form, state: 'form', form: { ...form.form, problem } });
    await this.#put(session, card, activityId);
  }

  /**
   * The second yes: from here on it is an operation. The form's id is the operation's, so it is done once. A press proves
   * no card: whoever may not know who has what learns nothing from what our guards would say.
   */
  async confirm(
    session: Session,
    signOn: SignOn,
    press: PressOf<typeof verbs.confirmChange>,
    activityId: string | undefined,
  ): Promise<void> {
    const { desk, claims, chatOf } = this.#deps;
    const { replies } = wordsFor(session.card.locale);
    if ((await this.#administration(session, signOn)) === undefined) return;
    if (!(await isEntitled(this.#deps, session, signOn))) return;
    if (!(await claims.claim(`draft/${press.draftId}`))) return;
    const change = changeOf(press, this.#deps.clock.now());
    const operation = await desk.open(
      session,
      { kind: 'changeHolding', change },
      { id: press.draftId, cardActivityId: activityId },
    );
    if (operation === undefined) {
      await chatOf(session).sendText(replies.cardIsOld);
      return;
    }
    await desk.start(session, operation, activityId);
  }

  /** Drops the form. Names are put on it for those alone who may know them. */
  async dismiss(
    session: Session,
    signOn: SignOn,
    press: PressOf<typeof verbs.dismissChange>,
    activityId: string | undefined,
  ): Promise<void> {
    if ((await this.#administration(session, signOn)) === undefined) return;
    if (!(await isEntitled(this.#deps, session, signOn))) return;
    await this.#deps.claims.claim(`draft/${press.draftId}`);
    const subject = await this.#subjectOf(press, undefined);
    await this.#put(session, changeHoldingCard(session.card, { ...subject, state: 'dismissed' }), activityId);
  }

  /** With the person's token; `undefined` after a word where nothing may be changed from here. */
  async #administration(session: Session, signOn: SignOn): Promise<AdministrationGateway | undefined> {
    const { administrationFor, chatOf } = this.#deps;
    if (administrationFor !== undefined) return administrationFor(signOn);
    await chatOf(session).sendText(wordsFor(session.card.locale).changes.notOffered);
    return undefined;
  }

  /** Everything that a form shows; `undefined` after a word to whoever may not have it. */
  async #prepared(
    session: Session,
    signOn: SignOn,
    key: Key,
    given: Pick<ChangeForm, 'draftId' | 'justification' | 'days'>,
  ): Promise<Prepared | undefined> {
    const admin = await this.#administration(session, signOn);
    if (admin === undefined) return undefined;
    const role = roleOf(key);
    const holder = principalId(key.principalId);
    const isNew = key.what === 'assignEligible' || key.what === 'assignActive';
    // Whoever is given something anew may hold nothing yet: the directory knows them, the posture may not.
    if (isNew && !(await isEntitled(this.#deps, session, signOn))) return undefined;
    const posture = isNew ? undefined : await entitledPosture(this.#deps, session, signOn, 'withHistory');
    if (!isNew && posture === undefined) return undefined;
    const [subject, limits, eligibility, assignment] = await Promise.all([
      this.#subjectOf(key, posture),
      admin.limitsOf(role.roleDefinitionId),
      admin.eligibilityOf(holder, role),
      admin.assignmentOf(holder, role),
    ]);
    const held = [
      ...(assignment === undefined ? [] : [{ kind: 'assignment' as const, until: assignment.endAt }]),
      ...(eligibility === undefined ? [] : [{ kind: 'eligibility' as const, until: eligibility.endAt }]),
    ];
    const lastUsed = posture && (posture.lastUse(holder, role.roleDefinitionId)?.at ?? 'never');
    const own = kindOf(key.what) === 'assignment' ? assignment : eligibility;
    return { ...subject, admin, own, form: { ...given, limits, held, lastUsed } };
  }

  async #subjectOf(key: Key, posture: Posture | undefined): Promise<ChangeSubject> {
    const id = principalId(key.principalId);
    const { roleDefinitionId, scopeId } = roleOf(key);
    const [role, person] = await Promise.all([
      this.#deps.directory.role(roleDefinitionId),
      posture === undefined ? this.#deps.directory.person(id) : undefined,
    ]);
    const known = posture?.principal(id);
    return {
      what: key.what,
      holder: known ?? {
        id,
        displayName: person?.displayName ?? id,
        userPrincipalName: person?.userPrincipalName ?? null,
      },
      role: roleOnCard({ role, scope: scopeOfId(scopeId) }),
    };
  }

  /** What speaks against it, as an error; `undefined`: nothing. */
  async #problemWith(admin: AdministrationGateway, change: HoldingChange): Promise<PimError | undefined> {
    if (change.justification === '') {
      return new PimError('policy_not_satisfied', 'No justification', {
        unmet: [{ rule: 'justification_missing' }],
      });
    }
    try {
      await checkChange(this.#deps, admin, change);
      return undefined;
    } catch (error) {
      // What only the person can give is asked for where every error is.
      if (isPimError(error, ...asksForThePerson) || !isPimError(error)) throw error;
      return error;
    }
  }

  async #put(
    session: Session,
    card: ReturnType<typeof changeHoldingCard>,
    activityId: string | undefined,
  ): Promise<void> {
    await putCard(this.#deps.chatOf(session), card, activityId);
  }
}

const asksForThePerson = [
  'sign_in_required',
  'consent_required',
  'step_up_required',
  'multifactor_required',
] as const;
