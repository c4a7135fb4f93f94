import { type Alert, type AlertChange, type AlertEvent } from '../../src/pim/alerts/alert.ts';
import { alertIdOf, type AlertLook, type Alerts } from '../../src/pim/alerts/alerts.ts';
import { worstFirst } from '../../src/pim/alerts/observeAlerts.ts';
import { type AuditTrail, type Outbox } from '../../src/pim/records.ts';
import { type InMemoryCards } from './inMemoryRecords.ts';

interface InMemoryAlertsDeps {
  readonly cards: InMemoryCards;
  readonly outbox: Pick<Outbox, 'add'>;
  readonly audit: Pick<AuditTrail, 'append'>;
}

/** Alerts in this process. */
export class InMemoryAlerts implements Alerts {
  readonly all = new Map<string, Alert>();
  readonly events = new Map<string, AlertEvent[]>();
  look: AlertLook | undefined;
  readonly #deps: InMemoryAlertsDeps;

  constructor(deps: InMemoryAlertsDeps) {
    this.#deps = deps;
  }

  standing(): Promise<readonly Alert[]> {
    return Promise.resolve(
      [...this.all.values()].filter(({ resolvedAt }) => resolvedAt === undefined).sort(worstFirst),
    );
  }

  of(id: string): Promise<Alert | undefined> {
    return Promise.resolve(this.all.get(id));
  }

  history(id: string, limit: number): Promise<readonly AlertEvent[]> {
    return Promise.resolve((this.events.get(id) ?? []).toReversed().slice(0, limit));
  }

  lastLook(): Promise<AlertLook | undefined> {
    return Promise.resolve(this.look);
  }

  async fold(...[look, fold, newId]: Parameters<Alerts['fold']>): Promise<void> {
    this.look = look;
    for (const change of fold([...this.all.values()])) await this.#write(change, newId);
  }

  async handle(
    ...[id, decide, { newId, audit }]: Parameters<Alerts['handle']>
  ): ReturnType<Alerts['handle']> {
    const alert = this.all.get(id);
    if (alert === undefined) return undefined;
    const change = decide(alert);
    if (change === undefined) return { alert, isChanged: false };
    await this.#write(change, newId);
    if (audit !== undefined) await this.#deps.audit.append(audit);
    return { alert: change.alert, isChanged: true };
  }

  async noteTelling(...[told, messages]: Parameters<Alerts['noteTelling']>): Promise<void> {
    for (const { id, raise, telling } of told) {
      const alert = this.all.get(id);
      if (alert?.raise === raise && alert.telling === 'due') this.all.set(id, { ...alert, telling });
    }
    await this.#deps.outbox.add(messages);
  }

  sweep(before: Date): Promise<void> {
    for (const [id, { resolvedAt }] of this.all) {
      if (resolvedAt !== undefined && resolvedAt < before) this.all.delete(id);
    }
    return Promise.resolve();
  }

  async #write({ alert, events, isVisible }: AlertChange, newId: () => string): Promise<void> {
    this.all.set(alert.id, alert);
    this.events.set(alert.id, [...(this.events.get(alert.id) ?? []), ...events]);
    if (!isVisible) return;
    const cards = this.#deps.cards.all.filter(
      ({ kind, requestId, activityId, receipt }) =>
        kind === 'alert' &&
        alertIdOf(requestId) === alert.id &&
        (activityId !== undefined || receipt === 'queued'),
    );
    await this.#deps.outbox.add(
      cards.map(({ id, person }) => ({ id: newId(), person, message: { kind: 'card', cardId: id } })),
    );
  }
}
