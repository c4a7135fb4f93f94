import { isPimError } from '../errors.ts';
import { type Person, type PrincipalId } from '../ids.ts';
import { type PimDirectory } from '../ports.ts';
import { type OutboundMessage } from '../outbox.ts';
import {
  type CardRecord,
  type Cards,
  type FollowedRequest,
  type FollowedRequests,
  type Operations,
} from '../records.ts';
import { isWaitingForApproval } from '../requests.ts';

/** Who is served first: the members of these groups, through others too, and these people. Never empty both. */
export interface PilotMembers {
  readonly groups: readonly PrincipalId[];
  readonly people: readonly PrincipalId[];
}

/** `unknown`: a group could not be read, so nobody is let in by it. */
export type Admission = 'served' | 'notYet' | 'unknown';

/** What the door asks. */
export interface PilotDoorDeps {
  readonly directory: Pick<PimDirectory, 'peopleOf'>;
  readonly cards: Pick<Cards, 'of' | 'ofRequest' | 'numbered' | 'openOf'>;
  readonly requests: Pick<FollowedRequests, 'of'>;
  readonly operations: Pick<Operations, 'of'>;
}

/**
 * Who is served while Latchkey is tried out with a first group. Approvers are served for the decision about a member's
 * request, whoever they are, or it would wait for ever: for that decision, and for nothing else. Who belongs to a group is
 * known as long as the directory remembers memberships.
 */
export class PilotDoor {
  readonly #deps: PilotDoorDeps;
  readonly #members: PilotMembers;

  constructor(deps: PilotDoorDeps, members: PilotMembers) {
    this.#deps = deps;
    this.#members = members;
  }

  /** Whether everything is open to this person. */
  person({ id }: Pick<Person, 'id'>): Promise<Admission> {
    return this.#principal(id);
  }

  /** Whether this person may go on with the card of this id: it is theirs to decide by, and a member asks. */
  async card(person: Person, cardId: string): Promise<Admission> {
    return this.#approval(person, await this.#deps.cards.of(cardId));
  }

  /** The same of a card by the person's own number. */
  async numbered(person: Person, number: number): Promise<Admission> {
    return this.#approval(person, await this.#deps.cards.numbered(person, number));
  }

  /** Whether this person may go on with what they began: a decision about a member's request. */
  async operation(person: Person, operationId: string): Promise<Admission> {
    const operation = await this.#deps.operations.of(operationId);
    if (operation?.intent.kind !== 'decide' || !isSame(operation.person, person)) return 'notYet';
    return this.#ofMember(await this.#deps.requests.of(person.tenantId, operation.intent.requestId));
  }

  /** Whether a message goes to somebody now: to members all of them, to their approvers what is about that decision. */
  async message(person: Person, message: OutboundMessage): Promise<Admission> {
    const admission = await this.person(person);
    if (admission === 'served') return admission;
    // Who is not known to be a member may be their approver all the same; nobody is told less than is known.
    const asApprover = await this.#asApprover(person, message);
    return asApprover === 'notYet' ? admission : asApprover;
  }

  async #asApprover(person: Person, message: OutboundMessage): Promise<Admission> {
    switch (message.kind) {
      case 'card':
        return this.card(person, message.cardId);
      case 'notice': {
        const cards = await this.#deps.cards.ofRequest(person.tenantId, message.requestId);
        return this.#approval(
          person,
          cards.find((card) => card.kind === 'approval' && isSame(card.person, person)),
        );
      }
      case 'reminder':
        return this.#reminder(person);
      default:
        return 'notYet';
    }
  }

  /** One message for all that waits: it goes only where members alone are waiting. */
  async #reminder(person: Person): Promise<Admission> {
    const open = await this.#deps.cards.openOf(person, 'approval');
    const requests = await Promise.all(
      open.map(({ requestId }) => this.#deps.requests.of(person.tenantId, requestId)),
    );
    const waiting = requests.filter((request) => request !== undefined && isWaitingForApproval(request));
    const found = await Promise.all(waiting.map((request) => this.#ofMember(request)));
    return found.find((admission) => admission !== 'served') ?? (found.length === 0 ? 'notYet' : 'served');
  }

  async #approval(person: Person, card: CardRecord | undefined): Promise<Admission> {
    if (card?.kind !== 'approval' || !isSame(card.person, person)) return 'notYet';
    return this.#ofMember(await this.#deps.requests.of(person.tenantId, card.requestId));
  }

  #ofMember(request: Pick<FollowedRequest, 'requestor'> | undefined): Promise<Admission> {
    return request === undefined ? Promise.resolve('notYet') : this.#principal(request.requestor);
  }

  async #principal(id: PrincipalId): Promise<Admission> {
    if (this.#members.people.includes(id)) return 'served';
    const found = await Promise.all(this.#members.groups.map((group) => this.#isIn(group, id)));
    if (found.includes('served')) return 'served';
    return found.includes('unknown') ? 'unknown' : 'notYet';
  }

  async #isIn(group: PrincipalId, id: PrincipalId): Promise<Admission> {
    try {
      return (await this.#deps.directory.peopleOf(group)).some((person) => person.id === id)
        ? 'served'
        : 'notYet';
    } catch (error) {
      if (!isPimError(error)) throw error;
      return 'unknown';
    }
  }
}

const isSame = (one: Person, other: Person): boolean =>
  one.id === other.id && one.tenantId === other.tenantId;
