import { type Person, type PrincipalId, type RequestId } from '../../src/pim/ids.ts';
import { type OperationDeps } from '../../src/pim/operations/deps.ts';
import { requestedEntry, runOperation, type OperationResult } from '../../src/pim/operations/runOperation.ts';
import { type Administrators, type Random, type SignOn } from '../../src/pim/ports.ts';
import { type FollowedRequest, type Intent, type Operation } from '../../src/pim/records.ts';
import { type RequestLimits } from '../../src/pim/requestLimits.ts';
import { type Role } from '../../src/pim/roles.ts';
import { type SnapshotSettings } from '../../src/pim/posture/snapshot.ts';
import { defaultSettings } from '../../src/settings.ts';
import { InMemoryAdministration } from './inMemoryAdministration.ts';
import { InMemoryClaims } from './inMemoryClaims.ts';
import { InMemoryAlerts } from './inMemoryAlerts.ts';
import { InMemoryDigests, InMemoryLookback, InMemoryPreferences } from './inMemoryDigests.ts';
import {
  InMemoryAgainWishes,
  InMemoryDeadlines,
  InMemoryExtensions,
  InMemoryProvisioningDelays,
  InMemoryReminders,
} from './inMemoryFollowUps.ts';
import { InMemoryOperations } from './inMemoryOperations.ts';
import { InMemoryOutbox } from './inMemoryOutbox.ts';
import { InMemoryPim } from './inMemoryPim.ts';
import { aConversation, InMemoryAudit, InMemoryCards, InMemoryConversations } from './inMemoryRecords.ts';
import { InMemoryRequests } from './inMemoryRequests.ts';
import { InMemoryReviewCards } from './inMemoryReviewCards.ts';
import { InMemoryVotings } from './inMemoryVotings.ts';
import { InMemoryReviews } from './inMemoryReviews.ts';
import { aSignOn, InMemoryTokens } from './inMemorySignOns.ts';
import { TestClock } from './testClock.ts';

/** What was logged, by level. */
export interface Logged {
  readonly level: string;
  readonly facts: object;
  readonly message: string;
}

/** Randomness that rises and repeats itself in every run. */
function countedRandom(): Random {
  let made = 0;
  const next = (): string => (made += 1).toString().padStart(24, '0');
  return { ulid: () => `01${next()}`, secret: () => `secret-${next()}` };
}

/** A tenant, Latchkey's memory and a clock, all in this process. */
export class OperationWorld implements OperationDeps {
  readonly clock = new TestClock();
  readonly pim = new InMemoryPim(this.clock);
  readonly audit = new InMemoryAudit();
  readonly operations = new InMemoryOperations(this.clock, this.audit);
  readonly claims = new InMemoryClaims();
  readonly outbox = new InMemoryOutbox(this.clock, this.claims);
  readonly requests = new InMemoryRequests(this.clock, this);
  readonly cards = new InMemoryCards(this.clock);
  readonly votings = new InMemoryVotings(this.clock, this);
  readonly conversations = new InMemoryConversations();
  readonly alerts = new InMemoryAlerts(this);
  readonly reminders = new InMemoryReminders(this.clock, this.requests, this.cards);
  readonly againWishes = new InMemoryAgainWishes(this.requests);
  readonly extensions = new InMemoryExtensions(this.outbox);
  readonly provisioningDelays = new InMemoryProvisioningDelays();
  readonly deadlines = new InMemoryDeadlines(this.requests);
  readonly tokens = new InMemoryTokens(this.clock);
  limits: RequestLimits = defaultSettings().limits;
  /** Emergency accounts. */
  readonly breakGlass: PrincipalId[] = [];
  readonly yardstick = { breakGlass: this.breakGlass };
  /** What was waited in all; no test waits. */
  pausedMs = 0;
  readonly pause = (milliseconds: number): Promise<void> => {
    this.pausedMs += milliseconds;
    return Promise.resolve();
  };
  readonly preferences = new InMemoryPreferences();
  readonly digests = new InMemoryDigests(this.outbox);
  readonly lookback = new InMemoryLookback(this.clock);
  readonly random = countedRandom();
  readonly logged: Logged[] = [];
  readonly logger = {
    debug: this.#heard('debug'),
    info: this.#heard('info'),
    warn: this.#heard('warn'),
    error: this.#heard('error'),
  };
  readonly pimFor = this.pim.pimFor;
  readonly directory = this.pim.directory;
  readonly administration = new InMemoryAdministration(this.pim);
  readonly administrationFor = this.administration.administrationFor;
  readonly reviewing = new InMemoryReviews(this.pim);
  readonly reviewCards = new InMemoryReviewCards(this);
  /** How roles are set, for who reads them all at once. */
  roleSettings: readonly SnapshotSettings[] = [];
  readonly posture = {
    settings: (): Promise<readonly SnapshotSettings[]> => Promise.resolve(this.roleSettings),
  };
  /** Members of the administrators' group. */
  readonly administratorIds: PrincipalId[] = [];
  readonly administrators: Administrators = {
    all: () => Promise.resolve(this.administratorIds),
    has: ({ id }) => Promise.resolve(this.administratorIds.includes(id)),
  };

  /** The same world with something of it replaced. */
  with(changes: Partial<OperationDeps>): OperationDeps {
    const { pimFor, directory, operations, requests, cards, outbox, conversations } = this;
    const { claims, audit, tokens, clock, random, logger } = this;
    const stores = { operations, requests, cards, outbox, conversations, claims, audit, tokens };
    const { alerts, reminders, againWishes, extensions, provisioningDelays } = this;
    const { votings } = this;
    const followUps = { votings, alerts, reminders, againWishes, extensions, provisioningDelays };
    const { administrators, administrationFor, reviewing, reviewCards, limits, yardstick, pause } = this;
    return {
      ...stores,
      ...followUps,
      pimFor,
      directory,
      administrationFor,
      reviewing,
      reviewCards,
      administrators,
      limits,
      yardstick,
      pause,
      clock,
      random,
      logger,
      ...changes,
    };
  }

  #heard(level: string) {
    return (facts: object, message: string): void => {
      this.logged.push({ level, facts, message });
    };
  }

  /** Somebody with the app installed. */
  async person(name: string): Promise<Person> {
    const person = this.pim.addPerson(name);
    await this.conversations.remember(aConversation(person, { name }));
    return person;
  }

  /** Stores an intent. */
  async open(person: Person, intent: Intent): Promise<Operation> {
    const id = this.random.ulid();
    const { operation } = await this.operations.open(
      { id, person, intent },
      requestedEntry(person, id, intent),
    );
    return operation;
  }

  /** Runs a stored intent with a fresh proof, asked for it. */
  async run(
    { id, person }: Operation,
    signOn: Partial<SignOn> = {},
    answered: readonly string[] = [],
  ): Promise<OperationResult | undefined> {
    return runOperation(this, id, aSignOn(person, this.clock, { operationId: id, ...signOn }), { answered });
  }

  /** Stores and runs; somebody else must not run it. */
  async does(person: Person, intent: Intent): Promise<OperationResult> {
    const result = await this.run(await this.open(person, intent));
    if (result === undefined) throw new Error('Nobody ran it');
    return result;
  }

  /** What is followed of a request. */
  followed(id: RequestId): FollowedRequest {
    const request = this.requests.saved.get(id);
    if (request === undefined) throw new Error(`Request ${id} is not followed`);
    return request;
  }

  /** Status of a request in the tenant. */
  statusOf(id: RequestId): string {
    return this.pim.stored(id).request.status;
  }
}

/** An intent to activate a role. */
export const toActivate = (
  { id }: Role,
  changes: Partial<Extract<Intent, { kind: 'activate' }>> = {},
): Intent => ({
  kind: 'activate',
  roleDefinitionId: id,
  scopeId: '/',
  durationMinutes: 60,
  justification: 'Mailbox is stuck',
  ticketNumber: '',
  ticketSystem: '',
  startAt: undefined,
  ...changes,
});

/** An intent to decide. */
export const toDecide = (
  requestId: RequestId,
  decision: 'Approve' | 'Deny' = 'Approve',
  comment = 'Planned change',
): Intent => ({ kind: 'decide', requestId, decision, comment });

/** A world in which Ana is eligible for a role that Ben and Dara approve, and for one that nobody has to. */
export interface ApprovalWorld {
  readonly world: OperationWorld;
  readonly ana: Person;
  readonly ben: Person;
  readonly dara: Person;
  /** Needs approval. */
  readonly exchange: Role;
  /** Needs none. */
  readonly reader: Role;
  /** Ana asks for the role with approval; gives the request as it is followed. */
  readonly ask: (changes?: Partial<Extract<Intent, { kind: 'activate' }>>) => Promise<FollowedRequest>;
}

/** Makes it. */
export async function approvalWorld(): Promise<ApprovalWorld> {
  const world = new OperationWorld();
  const [ana, ben, dara] = [
    await world.person('Ana Ruiz'),
    await world.person('Ben Okafor'),
    await world.person('Dara Lind'),
  ];
  const exchange = world.pim.addRole('Exchange Administrator', {
    approvers: [
      { kind: 'person', id: ben.id },
      { kind: 'person', id: dara.id },
    ],
  });
  const reader = world.pim.addRole('Reports Reader');
  world.pim.makeEligible(ana, exchange);
  world.pim.makeEligible(ana, reader);
  return {
    world,
    ana,
    ben,
    dara,
    exchange,
    reader,
    ask: async (changes) => {
      const { request, error } = await world.does(ana, toActivate(exchange, changes));
      if (request === undefined) throw new Error('Not asked', { cause: error });
      return request;
    },
  };
}
