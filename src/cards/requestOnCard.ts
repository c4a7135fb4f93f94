import { type CardKey } from './actionShapes.ts';
import { type Asked } from './requestFacts.ts';
import { type ApproverReach, type RequestState } from './requestState.ts';
import { type VotingOnCard } from './votingOnCard.ts';

/** An activation as its requestor sees it. */
export interface RequestOnCard extends Asked {
  /** `undefined` before the request is followed: the card then has no button that needs it. */
  readonly key: CardKey | undefined;
  readonly state: RequestState;
  /** Whom the card of the request was sent to; read while it waits. */
  readonly approvers?: readonly ApproverReach[];
  /** What rules of the house ask by votes; absent where they ask for none. */
  readonly voting?: VotingOnCard | undefined;
  readonly operationId?: string | undefined;
  /** Teams' ids (`29:…`) of those for whom the card redraws itself on opening. */
  readonly refreshFor?: readonly string[];
}
