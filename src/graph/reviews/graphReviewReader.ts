import { PimError } from '../../pim/errors.ts';
import { type PrincipalId, type RoleDefinitionId } from '../../pim/ids.ts';
import { type ReviewReader } from '../../pim/reviewing.ts';
import {
  type Review,
  type ReviewedAssignments,
  type ReviewId,
  type ReviewItem,
  type ReviewRound,
  type RoundKey,
} from '../../pim/reviews/review.ts';
import { readStandingGrants } from '../administration/standingGrants.ts';
import { type AppTokens } from '../appTokens.ts';
import { graphCalls } from '../egress.ts';
import { createGraphClient, type GraphClient } from '../graphClient.ts';
import { type ClientDefaults } from '../graphPim.ts';
import { readContacted, readItem, readReview, readReviews, readRound } from './reviewShapes.ts';

/** What a reader of reviews is made of. */
export interface GraphReviewReaderOptions {
  readonly client: ClientDefaults;
  readonly appTokens: Pick<AppTokens, 'token' | 'forget'>;
  readonly graphScopeBase: string;
}

/** A whole tenant may have more than any list that one person sees. */
const MOST_PAGES = 5_000;

/** Reads access reviews as the app itself, page by page. */
export function createReviewReader({
  client,
  appTokens,
  graphScopeBase,
}: GraphReviewReaderOptions): ReviewReader {
  const { graphUrl, ...defaults } = client;
  const scope = `${graphScopeBase}/.default`;
  return new GraphReviewReader(
    createGraphClient({
      ...defaults,
      account: { graphUrl, groups: ['read'], owner: undefined },
      tokens: {
        token: () => appTokens.token(scope),
        forget: () => {
          appTokens.forget(scope);
        },
      },
      priority: 'Low',
    }),
  );
}

const idsOf = ({ reviewId, roundId }: RoundKey): readonly string[] => [reviewId, roundId];

class GraphReviewReader implements ReviewReader {
  readonly #client: GraphClient;

  constructor(client: GraphClient) {
    this.#client = client;
  }

  async *reviews(): AsyncGenerator<readonly Review[]> {
    for await (const page of this.#client.pages(graphCalls.reviews, {}, MOST_PAGES)) yield readReviews(page);
  }

  async review(id: ReviewId): Promise<Review> {
    const found = readReview(await this.#client.get(graphCalls.review, { ids: [id] }));
    if (found === undefined) throw new PimError('review_not_found', 'A review of something else');
    return found;
  }

  async roundsOf(id: ReviewId): Promise<readonly ReviewRound[]> {
    const rows = await this.#client.items(graphCalls.reviewRounds, { ids: [id] });
    return rows
      .map((row) => readRound(row, id))
      .sort((a, b) => (b.startAt?.getTime() ?? 0) - (a.startAt?.getTime() ?? 0));
  }

  async round(key: RoundKey): Promise<ReviewRound> {
    return readRound(await this.#client.get(graphCalls.reviewRound, { ids: idsOf(key) }), key.reviewId);
  }

  async *items(key: RoundKey): AsyncGenerator<readonly ReviewItem[]> {
    const pages = this.#client.pages(graphCalls.reviewItems, { ids: idsOf(key) }, MOST_PAGES);
    for await (const page of pages) yield page.map(readItem);
  }

  async item(...[key, id]: Parameters<ReviewReader['item']>): Promise<ReviewItem> {
    return readItem(await this.#client.get(graphCalls.reviewItem, { ids: [...idsOf(key), id] }));
  }

  async reviewersOf(key: RoundKey): Promise<readonly PrincipalId[]> {
    return readContacted(await this.#client.items(graphCalls.contactedReviewers, { ids: idsOf(key) }));
  }

  async holdersOf(
    role: RoleDefinitionId,
    assignments: ReviewedAssignments,
  ): Promise<ReadonlySet<PrincipalId>> {
    const calls = [
      ...(assignments === 'active' ? [] : [graphCalls.eligibilities]),
      ...(assignments === 'eligible' ? [] : [graphCalls.activeRoles]),
    ];
    const found = new Set<PrincipalId>();
    const query = { filter: `roleDefinitionId eq '${role}'` };
    for (const call of calls) {
      for await (const page of this.#client.pages(call, { query }, MOST_PAGES)) {
        for (const { principalId, roleDefinitionId } of readStandingGrants(page)) {
          if (roleDefinitionId === role) found.add(principalId);
        }
      }
    }
    return found;
  }
}
