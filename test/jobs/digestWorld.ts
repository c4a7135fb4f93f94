import { type DigestSettings } from '../../src/jobs/dueDigests.ts';
import { type DigestDeps, sendDigests } from '../../src/jobs/sendDigests.ts';
import { type Person } from '../../src/pim/ids.ts';
import { SharedHoldings } from '../../src/pim/operations/sharedHoldings.ts';
import { SharedSettings } from '../../src/pim/operations/sharedSettings.ts';
import { type DigestMessage } from '../../src/pim/records.ts';
import { aConversation } from '../support/inMemoryRecords.ts';
import { OperationWorld } from '../support/operationWorld.ts';

const usual: DigestSettings = {
  isDigestOn: true,
  digestAt: '08:30',
  isDigestOnWeekends: true,
  defaultTimeZone: 'UTC',
  administrators: undefined,
};

/** People who may get a digest, and a clock for when it is looked whether one is due. */
export class DigestWorld {
  readonly records = new OperationWorld();
  now = new Date('2026-01-05T08:30:00Z');

  deps(settings: Partial<DigestSettings> = {}): DigestDeps {
    const clock = { now: (): Date => this.now };
    const { directory, posture, preferences, digests, lookback, pim } = this.records;
    return {
      ...this.records.with({ clock }),
      tenantId: pim.id,
      preferences,
      digests,
      lookback,
      holdings: new SharedHoldings({ directory, clock }),
      roleSettings: new SharedSettings({ posture, clock }),
      settings: { ...usual, ...settings },
    };
  }

  async sendAt(time: string | number, settings?: Partial<DigestSettings>): Promise<void> {
    this.now = new Date(time);
    await sendDigests(this.deps(settings));
  }

  async somebody(timeZone: string | undefined, digestAt?: string): Promise<Person> {
    const person = this.records.pim.addPerson('Somebody');
    await this.moves(person, timeZone);
    if (digestAt !== undefined) await this.records.preferences.set(person, { digestAt });
    return person;
  }

  /** Teams says another zone of the person. */
  moves(person: Person, timeZone: string | undefined): Promise<void> {
    return this.records.conversations.remember(aConversation(person, { timeZone }));
  }

  /** Local dates of every digest that was queued for somebody. */
  sentTo(person: Person, kind: DigestMessage['kind'] = 'digest'): readonly string[] {
    return this.records.outbox.waiting.flatMap(({ person: { id }, message }) =>
      id === person.id && message.kind === kind ? [message.localDate] : [],
    );
  }

  /** The same, after this time went by, a quarter of an hour at a time. */
  async sentBetween(person: Person, from: string, to: string): Promise<readonly string[]> {
    for (let at = Date.parse(from); at <= Date.parse(to); at += 15 * 60_000) await this.sendAt(at);
    return this.sentTo(person);
  }
}
