import { isSamePerson } from '../../src/pim/ids.ts';
import { UNCLEAR } from '../../src/pim/outbox.ts';
import { type ReviewCard, type ReviewCards } from '../../src/pim/reviewing.ts';
import { type RoundKey } from '../../src/pim/reviews/review.ts';
import { type OperationDeps } from '../../src/pim/operations/deps.ts';

interface StoredCard {
  card: ReviewCard;
  isReminded: boolean;
  isClosed: boolean;
}

/** Reviewers' cards in memory. */
export class InMemoryReviewCards implements ReviewCards {
  readonly #deps: Pick<OperationDeps, 'clock' | 'outbox'>;
  #rows: StoredCard[] = [];

  constructor(deps: Pick<OperationDeps, 'clock' | 'outbox'>) {
    this.#deps = deps;
  }

  async announce(cards: Parameters<ReviewCards['announce']>[0]): Promise<number> {
    let made = 0;
    for (const { messageId, ...given } of cards) {
      if (this.#ofRound(given.round).some(({ card }) => isSamePerson(card.person, given.person))) continue;
      const rest = { activityId: undefined, receipt: 'queued', refusal: undefined } as const;
      const card: ReviewCard = { ...given, ...rest, createdAt: this.#deps.clock.now() };
      this.#rows.push({ card, isReminded: false, isClosed: false });
      await this.#queue('reviewCard', card, messageId);
      made += 1;
    }
    return made;
  }

  async of(id: string): Promise<ReviewCard | undefined> {
    return Promise.resolve(this.#rows.find(({ card }) => card.id === id)?.card);
  }

  async openOf(person: Parameters<ReviewCards['openOf']>[0]): Promise<readonly ReviewCard[]> {
    const open = this.#rows.filter(({ card, isClosed }) => !isClosed && isSamePerson(card.person, person));
    return Promise.resolve(open.map(({ card }) => card));
  }

  async ofRound(_tenantId: unknown, key: RoundKey): Promise<readonly ReviewCard[]> {
    return Promise.resolve(this.#ofRound(key).map(({ card }) => card));
  }

  async refusedOf(person: Parameters<ReviewCards['refusedOf']>[0]): Promise<readonly ReviewCard[]> {
    const refused = this.#rows.filter(({ card, isClosed }) => {
      const isMissed = !isClosed && card.refusal !== UNCLEAR;
      const isRefused = card.refusal !== undefined && (card.activityId !== undefined || isMissed);
      return isRefused && isSamePerson(card.person, person);
    });
    return Promise.resolve(refused.map(({ card }) => card));
  }

  async openRounds(): Promise<readonly RoundKey[]> {
    const open = this.#rows.filter(({ isClosed }) => !isClosed).map(({ card }) => card.round);
    return Promise.resolve([...new Map(open.map((round) => [round.roundId, round])).values()]);
  }

  async remind({ id }: ReviewCard, messageId: string): Promise<boolean> {
    const row = this.#rows.find(({ card }) => card.id === id);
    if (row === undefined || row.isReminded) return false;
    row.isReminded = true;
    await this.#queue('reviewReminder', row.card, messageId);
    return true;
  }

  async close(_tenantId: unknown, key: RoundKey, messageId: () => string): Promise<void> {
    for (const row of this.#ofRound(key).filter(({ isClosed }) => !isClosed)) {
      row.isClosed = true;
      await this.#queue('reviewCard', row.card, messageId());
    }
  }

  async setSent(id: string, _conversationId: string, activityId: string): Promise<void> {
    this.#change(id, { activityId, receipt: 'sent', refusal: undefined });
    return Promise.resolve();
  }

  async setReceipt(id: string, receipt: ReviewCard['receipt'], refusal?: string): Promise<void> {
    this.#change(id, { receipt, refusal });
    return Promise.resolve();
  }

  async sweep(): Promise<void> {
    this.#rows = this.#rows.filter(({ isClosed }) => !isClosed);
    return Promise.resolve();
  }

  #ofRound({ reviewId, roundId }: RoundKey): readonly StoredCard[] {
    return this.#rows.filter(
      ({ card: { round } }) => round.reviewId === reviewId && round.roundId === roundId,
    );
  }

  #change(id: string, change: Partial<ReviewCard>): void {
    for (const row of this.#rows) if (row.card.id === id) row.card = { ...row.card, ...change };
  }

  #queue(
    kind: 'reviewCard' | 'reviewReminder',
    { id, person }: ReviewCard,
    messageId: string,
  ): Promise<void> {
    return this.#deps.outbox.add([{ id: messageId, person, message: { kind, cardId: id } }]);
  }
}
