import { type Person, personKey } from '../../src/pim/ids.ts';
import {
  type Clock,
  type GraphToken,
  type SignOn,
  type TokenVault,
  type WriteMade,
} from '../../src/pim/ports.ts';
import { type LeftSignIn, type SignIn, type SignIns } from '../../src/pim/records.ts';

/** A proof of a person, received now, without any token in it. */
export const aSignOn = (person: Person, clock: Clock, changes: Partial<SignOn> = {}): SignOn => ({
  person,
  receivedAt: clock.now(),
  expiresAt: new Date(clock.now().getTime() + 60 * 60_000),
  assertion: 'an assertion',
  graphToken: undefined,
  signInId: undefined,
  ...changes,
});

/** A token from an interactive sign-in that lives for half an hour. */
export const aGraphToken = (clock: Clock, changes: Partial<GraphToken> = {}): GraphToken => ({
  accessToken: 'a token',
  expiresAt: new Date(clock.now().getTime() + 30 * 60_000),
  scopes: [],
  methods: ['pwd', 'mfa'],
  contexts: [],
  ...changes,
});

/** What is heard of a change that went out with this proof. */
export const aWriteMade = (
  { graphToken }: Partial<Pick<SignOn, 'graphToken'>>,
  clock: Clock,
  graphRequestId: string,
): WriteMade => {
  const { methods = ['pwd'], contexts = [] } = graphToken ?? {};
  return { token: { methods, contexts, issuedAt: clock.now(), id: 'token-1' }, graphRequestId };
};

/** People's proofs in memory: the newest of each, while it lives. */
export class InMemoryTokens implements TokenVault {
  readonly #byPerson = new Map<string, SignOn>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  async keep(signOn: SignOn): Promise<void> {
    this.#byPerson.set(personKey(signOn.person), { ...signOn, operationId: undefined });
    return Promise.resolve();
  }

  async of(person: Person): Promise<SignOn | undefined> {
    const signOn = this.#byPerson.get(personKey(person));
    return Promise.resolve(signOn !== undefined && signOn.expiresAt > this.#clock.now() ? signOn : undefined);
  }

  async holdersAmong(people: readonly Person[]): Promise<readonly Person[]> {
    const proofs = await Promise.all(people.map((person) => this.of(person)));
    return people.filter((_person, index) => proofs[index] !== undefined);
  }

  async forget(person: Person): Promise<void> {
    this.#byPerson.delete(personKey(person));
    return Promise.resolve();
  }

  async sweep(): Promise<void> {
    return Promise.resolve();
  }
}

/** Sign-ins in memory; what has expired is not there, and everything goes through JSON as in a database. */
export class InMemorySignIns implements SignIns {
  readonly #all = new Map<string, SignIn>();
  readonly #takenAt = new Map<string, Date>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  #living(): readonly SignIn[] {
    return [...this.#all.values()].filter(
      ({ id, expiresAt }) => expiresAt > this.#clock.now() && !this.#takenAt.has(id),
    );
  }

  #keep(signIn: SignIn): void {
    const { interactive, continuation } = signIn;
    this.#all.set(signIn.id, {
      ...signIn,
      continuation: JSON.parse(JSON.stringify(continuation)),
      interactive:
        interactive === undefined
          ? undefined
          : {
              ...interactive,
              provisional:
                interactive.provisional === undefined
                  ? undefined
                  : JSON.parse(JSON.stringify(interactive.provisional)),
            },
    });
  }

  async open(signIn: SignIn): Promise<void> {
    this.#keep(signIn);
    return Promise.resolve();
  }

  async of(id: string): Promise<SignIn | undefined> {
    return Promise.resolve(this.#living().find((signIn) => signIn.id === id));
  }

  async ofState(state: string): Promise<SignIn | undefined> {
    return Promise.resolve(this.#living().find(({ interactive }) => interactive?.state === state));
  }

  async openOf(person: Person): Promise<readonly SignIn[]> {
    const mine = this.#living().filter((signIn) => personKey(signIn.person) === personKey(person));
    return Promise.resolve([...mine].reverse());
  }

  async update(signIn: SignIn): Promise<void> {
    const stored = this.#all.get(signIn.id);
    if (stored !== undefined && !this.#takenAt.has(signIn.id))
      this.#keep({ ...signIn, kind: stored.kind, cardActivityId: stored.cardActivityId });
    return Promise.resolve();
  }

  async noteCard(id: string, card: Parameters<SignIns['noteCard']>[1]): Promise<boolean> {
    const stored = this.#all.get(id);
    if (stored === undefined || this.#takenAt.has(id)) return Promise.resolve(false);
    this.#keep({ ...stored, ...card });
    return Promise.resolve(true);
  }

  async take(id: string): Promise<SignIn | undefined> {
    const signIn = this.#living().find((living) => living.id === id);
    if (signIn !== undefined) this.#takenAt.set(id, this.#clock.now());
    return Promise.resolve(signIn);
  }

  async takeAs(signIn: SignIn): Promise<boolean> {
    const isTaken = (await this.take(signIn.id)) !== undefined;
    if (isTaken) this.#keep(signIn);
    return isTaken;
  }

  async finish(id: string): Promise<void> {
    this.#all.delete(id);
    this.#takenAt.delete(id);
    return Promise.resolve();
  }

  async left(limit: number): Promise<readonly LeftSignIn[]> {
    const now = this.#clock.now().getTime();
    const isLeft = ({ id, expiresAt }: SignIn): boolean =>
      expiresAt.getTime() <= now || (this.#takenAt.get(id)?.getTime() ?? now) <= now - 60_000;
    const left = [...this.#all.values()].filter(isLeft).slice(0, limit);
    return Promise.resolve(left.map((signIn) => ({ signIn, isTaken: this.#takenAt.has(signIn.id) })));
  }

  async sweep(): Promise<void> {
    return Promise.resolve();
  }
}
