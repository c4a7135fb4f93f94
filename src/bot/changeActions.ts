import { type ChangeKey } from '../cards/actionShapes.ts';
import { changeHoldingCard, type ChangeForm, type ChangeSubject } from '../cards/changeHoldingCard.ts';
import { conversionsCard } from '../cards/conversionsCard.ts';
import { roleOnCard } from '../cards/roleOnCard.ts';
import { type verbs } from '../cards/verbs.ts';
import { type AdministrationGateway, type Grant, type HoldingChange } from '../pim/administration.ts';
import { isPimError, PimError } from '../pim/errors.ts';
import { principalId } from '../pim/ids.ts';
import { checkChange } from '../pim/operations/checkChange.ts';
import { type OperationDeps } from '../pim/operations/deps.ts';
import { judge } from '../pim/posture/judge.ts';
import { type Posture } from '../pim/posture/posture.ts';
import { type SignOn } from '../pim/ports.ts';
import { scopeOfId } from '../pim/roles.ts';
import { wordsFor } from '../words/wordsFor.ts';
import { type EntitledPostureDeps, entitledPosture, isEntitled } from './entitledPosture.ts';
import { type OperationDesk } from './operationDesk.ts';
import { type PressOf } from './pressedButtons.ts';
import { roleOf } from './pressFields.ts';
import { type Session } from './sessions.ts';

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

const USUAL_DAYS = 180;
const DAY_MS = 86_400_000;

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
    const chat = this.#deps.chatOf(session);
    if (activityId === undefined) await chat.sendCard(card);
    else await chat.updateCard(activityId, card);
  }

  /** Shows the form, with what is there now. */
  async open(session: Session, signOn: SignOn, key: Key): Promise<void> {
    const admin = await this.#administration(session, signOn);
    if (admin === undefined) return;
    const posture = await entitledPosture(this.#deps, session, signOn, 'withHistory');
    if (posture === undefined) return;
    const subject = await this.#subjectOf(key, posture);
    const draftId = this.#deps.random.ulid();
    const form = await this.#formOf(admin, posture, key, { draftId, justification: '', days: USUAL_DAYS });
    await this.#deps
      .chatOf(session)
      .sendCard(changeHoldingCard(session.card, { ...subject, state: 'form', form }));
  }

  /** Asks PIM's dry run, and then the person once more; what is in the way stands on the form. */
  async check(
    session: Session,
    signOn: SignOn,
    press: PressOf<typeof verbs.checkChange>,
    activityId: string | undefined,
  ): Promise<void> {
    const admin = await this.#administration(session, signOn);
    if (admin === undefined) return;
    const posture = await entitledPosture(this.#deps, session, signOn, 'withHistory');
    if (posture === undefined) return;
    const subject = await this.#subjectOf(press, posture);
    const justification = (press.justification ?? '').trim();
    const given = { draftId: press.draftId, justification, days: Number(press.days ?? '0') };
    const form = await this.#formOf(admin, posture, press, given);
    const change = changeOf({ ...press, days: press.days ?? '0' }, this.#deps.clock.now());
    const problem = await this.#problemWith(admin, change);
    const state = problem === undefined ? 'confirm' : 'form';
    await this.#put(
      session,
      changeHoldingCard(session.card, { ...subject, state, form: { ...form, problem } }),
      activityId,
    );
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

  async #subjectOf(key: Key, posture: Posture | undefined): Promise<ChangeSubject<ChangeKey['what']>> {
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

  async #formOf(
    admin: AdministrationGateway,
    posture: Posture,
    key: Key,
    given: Pick<ChangeForm, 'draftId' | 'justification' | 'days'>,
  ): Promise<ChangeForm> {
    const role = roleOf(key);
    const holder = principalId(key.principalId);
    const [limits, grant] = await Promise.all([admin.limitsOf(role.roleDefinitionId), grantOf(admin, key)]);
    return {
      ...given,
      limits,
      nowUntil: grant?.endAt,
      lastUsed: posture.lastUse(holder, role.roleDefinitionId)?.at,
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
    const chat = this.#deps.chatOf(session);
    if (activityId === undefined) await chat.sendCard(card);
    else await chat.updateCard(activityId, card);
  }
}

const asksForThePerson = [
  'sign_in_required',
  'consent_required',
  'step_up_required',
  'multifactor_required',
] as const;

const grantOf = (admin: AdministrationGateway, key: Key): Promise<Grant | undefined> =>
  key.what === 'makeEligible' || key.what === 'removeActive'
    ? admin.assignmentOf(principalId(key.principalId), roleOf(key))
    : admin.eligibilityOf(principalId(key.principalId), roleOf(key));

function changeOf(
  press: Pick<
    PressOf<typeof verbs.confirmChange>,
    'what' | 'principalId' | 'roleDefinitionId' | 'scopeId' | 'days' | 'justification'
  >,
  now: Date,
): HoldingChange {
  const base = {
    ...roleOf(press),
    principalId: principalId(press.principalId),
    justification: (press.justification ?? '').trim(),
  };
  const days = Number(press.days);
  switch (press.what) {
    case 'makeEligible':
      return { ...base, what: press.what, days: days === 0 ? undefined : days };
    case 'extendEligible':
      return { ...base, what: press.what, endAt: new Date(now.getTime() + days * DAY_MS).toISOString() };
    case 'removeEligible':
    case 'removeActive':
      return { ...base, what: press.what };
  }
}
