import { type Person } from '../../pim/ids.ts';
import { type SignOn } from '../../pim/ports.ts';
import { type ReviewGateway, type Reviewing } from '../../pim/reviewing.ts';
import { type ReviewId, type ReviewItem, type ReviewPlan, type RoundKey } from '../../pim/reviews/review.ts';
import { type EgressGroup, type GraphCall, graphCalls } from '../egress.ts';
import { createGraphClient, type GraphClient } from '../graphClient.ts';
import { type ClientDefaults } from '../graphPim.ts';
import { createPersonTokens, type PersonTokenOptions } from '../personTokens.ts';
import { definitionBody } from './reviewBody.ts';
import { readItem, readMadeReview } from './reviewShapes.ts';

/** What gateways to reviews are made of. */
export interface GraphReviewGatewayOptions extends PersonTokenOptions {
  readonly client: ClientDefaults;
}

/** The one group of the egress table that such a gateway may use. */
const GROUPS: readonly EgressGroup[] = ['review'];

/** Makes gateways to access reviews, each with the tokens of one person. */
export function createReviewGatewayFor(options: GraphReviewGatewayOptions): Reviewing['gatewayFor'] {
  const { graphUrl, ...defaults } = options.client;
  const tokensOf = createPersonTokens(options);
  return (signOn, onWrite, beforeWrite) =>
    new GraphReviewGateway(
      signOn.person,
      createGraphClient({
        ...defaults,
        account: { graphUrl, groups: GROUPS, owner: signOn.person.id },
        tokens: tokensOf(ofThisIntent(signOn)),
        priority: 'High',
        onWrite,
        beforeWrite,
      }),
    );
}

/** Only the newest proof is the one that was asked for this: no token of an earlier sign-in serves beside it. */
const ofThisIntent = (signOn: SignOn): SignOn => ({ ...signOn, otherGraphTokens: [] });

const idsOf = ({ reviewId, roundId }: RoundKey): readonly string[] => [reviewId, roundId];

class GraphReviewGateway implements ReviewGateway {
  readonly actor: Person;
  readonly #client: GraphClient;

  constructor(actor: Person, client: GraphClient) {
    this.actor = actor;
    this.#client = client;
  }

  async *myItems(key: RoundKey): AsyncGenerator<readonly ReviewItem[]> {
    for await (const page of this.#client.pages(graphCalls.myReviewItems, { ids: idsOf(key) }))
      yield page.map(readItem);
  }

  async create(plan: ReviewPlan, title: string): Promise<ReviewId> {
    const body = definitionBody(plan, title);
    return readMadeReview(await this.#client.send(graphCalls.createReview, { body }));
  }

  async decide(...[key, id, decision, justification]: Parameters<ReviewGateway['decide']>): Promise<void> {
    const body = { decision, justification };
    await this.#client.send(graphCalls.decideReviewItem, { ids: [...idsOf(key), id], body });
  }

  remind(key: RoundKey): Promise<void> {
    return this.#act(graphCalls.remindReviewers, key);
  }

  stop(key: RoundKey): Promise<void> {
    return this.#act(graphCalls.stopReview, key);
  }

  apply(key: RoundKey): Promise<void> {
    return this.#act(graphCalls.applyReview, key);
  }

  async #act(call: GraphCall, key: RoundKey): Promise<void> {
    await this.#client.send(call, { ids: idsOf(key) });
  }
}
