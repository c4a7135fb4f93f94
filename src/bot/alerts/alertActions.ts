import { type Card } from '../../cards/card.ts';
import { dismissAlertCard } from '../../cards/dismissAlertCard.ts';
import { type verbs } from '../../cards/verbs.ts';
import { type Alert } from '../../pim/alerts/alert.ts';
import { type AlertAct, handledAlert, MOST_REASON_CHARACTERS } from '../../pim/alerts/handleAlert.ts';
import { type OperationDeps } from '../../pim/operations/deps.ts';
import { type SignOn } from '../../pim/ports.ts';
import { type AuditEntry } from '../../pim/records.ts';
import { wordsFor } from '../../words/wordsFor.ts';
import { type AlertViewDeps, drawAlert, drawAlerts } from './alertViews.ts';
import { type EntitledPostureDeps, isEntitled } from '../posture/entitledPosture.ts';
import { type OperationDesk } from '../operationDesk.ts';
import { type PressOf } from '../pressedButtons.ts';
import { type Session } from '../sessions.ts';

/** What acting on alerts needs. */
export interface AlertActionsDeps
  extends
    Pick<EntitledPostureDeps, 'pimFor' | 'administrators' | 'chatOf'>,
    Pick<OperationDeps, 'alerts' | 'administrationFor' | 'directory' | 'claims' | 'clock' | 'random'> {
  readonly desk: OperationDesk;
  /** Looks for alerts, where nobody has looked yet. */
  readonly lookForAlerts: () => Promise<void>;
  /** Something was put into the outbox: deliver it now. */
  readonly wakeDelivery: () => void;
}

type Handling = PressOf<typeof verbs.acknowledgeAlert | typeof verbs.snoozeAlert>;

/**
 * Shows alerts to those who may know of everybody's roles, and notes what they make of them. A press proves nothing: who
 * presses is asked of Entra each time, and the alert is read again.
 */
export class AlertActions {
  readonly #deps: AlertActionsDeps;
  readonly #view: AlertViewDeps;

  constructor(deps: AlertActionsDeps) {
    this.#deps = deps;
    this.#view = { ...deps, mayDismissAlerts: deps.administrationFor !== undefined };
  }

  /** `alerts`: everything that stands, the worst first. A further page takes the place of the one before. */
  async list(session: Session, signOn: SignOn, page = 1, activityId?: string): Promise<void> {
    if (!(await isEntitled(this.#deps, session, signOn))) return;
    await this.#deps.lookForAlerts();
    await this.#put(session, await drawAlerts(this.#view, session.card, { page }), activityId);
  }

  /** One alert, on a card of its own. */
  async show(session: Session, signOn: SignOn, alertId: string): Promise<void> {
    if (!(await isEntitled(this.#deps, session, signOn))) return;
    const alert = await this.#alert(session, alertId);
    if (alert !== undefined)
      await this.#put(session, await drawAlert(this.#view, session.card, alert), undefined);
  }

  /** Acknowledges, or puts off. Of two who do so at once the second is told, and changes nothing. */
  async handle(
    session: Session,
    signOn: SignOn,
    press: Handling,
    activityId: string | undefined,
  ): Promise<void> {
    if (!(await isEntitled(this.#deps, session, signOn))) return;
    const { replies } = wordsFor(session.card.locale).alerts;
    const act = actOf(press);
    if (typeof act === 'string') return this.#say(session, replies[act]);
    const before = await this.#alert(session, press.alertId);
    if (before === undefined) return;
    const { alerts, clock, random } = this.#deps;
    const now = clock.now();
    const handled = await alerts.handle(
      press.alertId,
      (alert) => handledAlert(alert, act, { by: session.person.id, now }),
      { newId: () => random.ulid(), audit: entryOf(session, before, act) },
    );
    if (handled === undefined) return;
    this.#deps.wakeDelivery();
    if (!handled.isChanged) {
      const isOver = handled.alert.resolvedAt !== undefined;
      await this.#say(session, isOver ? replies.alreadyResolved : replies.alreadyAcknowledged);
    }
    const page = 'page' in press ? press.page : undefined;
    const card =
      page === undefined
        ? await drawAlert(this.#view, session.card, handled.alert)
        : await drawAlerts(this.#view, session.card, { page: Number(page) });
    await this.#put(session, card, activityId);
  }

  /** Asks once more whether one of PIM's own alerts is to be dismissed there. */
  async askToDismiss(session: Session, signOn: SignOn, alertId: string): Promise<void> {
    const alert = await this.#dismissible(session, signOn, alertId);
    if (alert === undefined) return;
    const draftId = this.#deps.random.ulid();
    const shown = { alertId, alertName: alert.rule, state: 'confirm', draftId } as const;
    await this.#put(session, dismissAlertCard(session.card, shown), undefined);
  }

  /** The second yes: from here on it is an operation, which takes a proof of identity of its own. */
  async dismiss(
    session: Session,
    signOn: SignOn,
    { alertId, draftId }: PressOf<typeof verbs.confirmDismissal>,
    activityId: string | undefined,
  ): Promise<void> {
    const alert = await this.#dismissible(session, signOn, alertId);
    if (alert === undefined) return;
    if (!(await this.#deps.claims.claim(`draft/${draftId}`))) return;
    const operation = await this.#deps.desk.open(
      session,
      { kind: 'dismissAlert', alertId, alertName: alert.rule },
      { id: draftId, cardActivityId: activityId },
    );
    if (operation === undefined) await this.#say(session, wordsFor(session.card.locale).replies.cardIsOld);
    else await this.#deps.desk.start(session, operation, activityId);
  }

  /** Drops the question. */
  async leave(
    session: Session,
    signOn: SignOn,
    { alertId, draftId }: PressOf<typeof verbs.leaveAlert>,
    activityId: string | undefined,
  ): Promise<void> {
    if (!(await isEntitled(this.#deps, session, signOn))) return;
    await this.#deps.claims.claim(`draft/${draftId}`);
    const alert = await this.#alert(session, alertId);
    if (alert === undefined) return;
    const card = dismissAlertCard(session.card, { alertId, alertName: alert.rule, state: 'left' });
    await this.#put(session, card, activityId);
  }

  /** One of PIM's own, where such a change is offered at all, for somebody who may know of it. */
  async #dismissible(session: Session, signOn: SignOn, alertId: string): Promise<Alert | undefined> {
    const { alerts, changes } = wordsFor(session.card.locale);
    if (this.#deps.administrationFor === undefined) {
      await this.#say(session, changes.notOffered);
      return undefined;
    }
    if (!(await isEntitled(this.#deps, session, signOn))) return undefined;
    const alert = await this.#alert(session, alertId);
    if (alert === undefined || alert.source === 'pim') return alert;
    await this.#say(session, alerts.dismissal.onlyPim);
    return undefined;
  }

  async #alert(session: Session, alertId: string): Promise<Alert | undefined> {
    const alert = await this.#deps.alerts.of(alertId);
    if (alert === undefined) await this.#say(session, wordsFor(session.card.locale).alerts.replies.notThere);
    return alert;
  }

  async #say(session: Session, text: string): Promise<void> {
    await this.#deps.chatOf(session).sendText(text);
  }

  async #put(session: Session, card: Card, activityId: string | undefined): Promise<void> {
    const chat = this.#deps.chatOf(session);
    if (activityId === undefined) await chat.sendCard(card);
    else await chat.updateCard(activityId, card);
  }
}

/** What is asked for, or which word is missing. */
function actOf(press: Handling): AlertAct | 'reasonNeeded' | 'daysNeeded' {
  const reason = (press.comment ?? '').trim().slice(0, MOST_REASON_CHARACTERS);
  if (press.verb === 'alert.acknowledge') return { kind: 'acknowledge', reason };
  if (reason === '') return 'reasonNeeded';
  if (press.snoozeDays === undefined) return 'daysNeeded';
  return { kind: 'snooze', reason, days: Number(press.snoozeDays) };
}

/** The trail has who and what; the reason stands in the alert's own history. */
const entryOf = ({ person }: Session, alert: Alert, act: AlertAct): AuditEntry => ({
  event: act.kind === 'snooze' ? 'alert.snoozed' : 'alert.acknowledged',
  tenantId: person.tenantId,
  actor: person.id,
  ...(alert.roleDefinitionId === undefined ? {} : { roleDefinitionId: alert.roleDefinitionId }),
  facts: {
    alert: alert.id,
    source: alert.source,
    rule: alert.rule,
    ...(act.kind === 'snooze' ? { days: act.days } : {}),
  },
});
