import { type Person, personKey, type PrincipalId } from '../../src/pim/ids.ts';
import { type Clock } from '../../src/pim/ports.ts';
import { type ComparableSettings } from '../../src/pim/posture/settingFacts.ts';
import {
  type AuditEntry,
  type Digests,
  type FollowedRequest,
  type LastActivation,
  type Lookback,
  type Outbox,
  type Preferences,
  type PreferenceStore,
  type StandingAssignment,
} from '../../src/pim/records.ts';

/** Digests in memory: what has been queued is remembered for good. */
export class InMemoryDigests implements Digests {
  readonly #had = new Set<string>();
  readonly #outbox: Outbox;

  constructor(outbox: Outbox) {
    this.#outbox = outbox;
  }

  async queue(digests: Parameters<Digests['queue']>[0]): Promise<number> {
    const fresh = digests.filter(({ person, message: { kind, localDate } }) => {
      const key = `${personKey(person)} ${kind} ${localDate}`;
      const isNew = !this.#had.has(key);
      this.#had.add(key);
      return isNew;
    });
    await this.#outbox.add(fresh);
    return fresh.length;
  }

  isNoted(...[person, kind, localDate]: Parameters<Digests['isNoted']>): Promise<boolean> {
    return Promise.resolve(this.#had.has(`${personKey(person)} ${kind} ${localDate}`));
  }

  note(digests: Parameters<Digests['note']>[0]): Promise<void> {
    for (const { person, message } of digests)
      this.#had.add(`${personKey(person)} ${message.kind} ${message.localDate}`);
    return Promise.resolve();
  }
}

/** What happened in the tenant, as a test says. */
export class InMemoryLookback implements Lookback {
  audited: AuditEntry[] = [];
  approved: { readonly by: PrincipalId; readonly count: number }[] = [];
  refused: { readonly code: string; readonly count: number }[] = [];
  notDecided: FollowedRequest[] = [];
  readonly keptSettings: { readonly at: Date; readonly settings: readonly ComparableSettings[] }[] = [];
  readonly kept: { readonly at: Date; readonly assignments: readonly StandingAssignment[] }[] = [];
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  async events(_from: Date, names: readonly string[]): Promise<readonly AuditEntry[]> {
    return Promise.resolve(this.audited.filter(({ event }) => names.includes(event)));
  }

  async approvals(): Promise<readonly { readonly by: PrincipalId; readonly count: number }[]> {
    return Promise.resolve(this.approved);
  }

  async refusals(): Promise<readonly { readonly code: string; readonly count: number }[]> {
    return Promise.resolve(this.refused);
  }

  async undecided(from: Date, to: Date): Promise<readonly FollowedRequest[]> {
    return Promise.resolve(this.notDecided.filter(({ createdAt }) => createdAt >= from && createdAt < to));
  }

  async lastActivations(): Promise<readonly LastActivation[]> {
    return Promise.resolve([]);
  }

  async keepStanding(assignments: readonly StandingAssignment[]): Promise<void> {
    this.kept.push({ at: this.#clock.now(), assignments });
    return Promise.resolve();
  }

  async standingAt(time: Date): Promise<readonly StandingAssignment[] | undefined> {
    return Promise.resolve(this.kept.findLast(({ at }) => at <= time)?.assignments);
  }

  async keepSettings(settings: readonly ComparableSettings[]): Promise<void> {
    this.keptSettings.push({ at: this.#clock.now(), settings });
    return Promise.resolve();
  }

  async settingsAt(time: Date): Promise<readonly ComparableSettings[] | undefined> {
    return Promise.resolve(this.keptSettings.findLast(({ at }) => at <= time)?.settings);
  }

  async sweep(): Promise<void> {
    return Promise.resolve();
  }
}

/** People's choices in memory. */
export class InMemoryPreferences implements PreferenceStore {
  readonly #byPerson = new Map<string, Partial<Preferences>>();

  async of(person: Person): Promise<Partial<Preferences>> {
    return Promise.resolve(this.#byPerson.get(personKey(person)) ?? {});
  }

  async ofMany(people: readonly Person[]): Promise<ReadonlyMap<string, Partial<Preferences>>> {
    const found = new Map<string, Partial<Preferences>>();
    for (const person of people) {
      const chosen = this.#byPerson.get(personKey(person));
      if (chosen !== undefined) found.set(personKey(person), chosen);
    }
    return Promise.resolve(found);
  }

  async set(person: Person, preferences: Partial<Preferences>): Promise<void> {
    this.#byPerson.set(personKey(person), { ...(await this.of(person)), ...preferences });
  }
}
