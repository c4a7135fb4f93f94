import { type TurnContext } from 'botbuilder';
import { type CardContext } from '../cards/card.ts';
import { type Card } from '../cards/card.ts';
import { type Random } from '../pim/ports.ts';
import { type PreparationDeps } from '../pim/operations/prepareActivation.ts';
import { type FollowedRequest } from '../pim/records.ts';
import { type ActivationInput } from '../pim/policy.ts';
import { type RoleAtScope } from '../pim/roles.ts';

/** What a dialog may use during one turn: PIM as the signed-in person, how to draw, how to send, how to submit. */
export interface TurnScope extends PreparationDeps {
  readonly random: Random;
  readonly card: CardContext;
  /** What the person typed, cleaned; empty where the turn was begun by a button. */
  readonly text: string;
  /** Sends a card into this chat; answers with its activity id. */
  readonly send: (card: Card) => Promise<string>;
  readonly update: (activityId: string, card: Card) => Promise<void>;
  /** Hands a complete activation over; from here on it is an operation, not a conversation. */
  readonly submit: (submission: Submission) => Promise<void>;
  /** The person's latest requests, newest first, for sensible values. */
  readonly lastRequests: () => Promise<readonly FollowedRequest[]>;
}

/** A complete activation, and the form it came from. */
export interface Submission {
  /** ULID; becomes the id of the operation, so that a form can be submitted once only. */
  readonly draftId: string;
  readonly role: RoleAtScope;
  readonly input: ActivationInput;
  readonly formActivityId: string | undefined;
  /** It is to go past the rules of the house. */
  readonly isEmergency: boolean;
}

const SCOPE = Symbol('latchkey.turnScope');

/** Gives the turn its scope; the bot does so before it runs a dialog. */
export const setTurnScope = (context: TurnContext, scope: TurnScope): void => {
  context.turnState.set(SCOPE, scope);
};

/** The scope of a turn. */
export const turnScopeOf = (context: TurnContext): TurnScope => context.turnState.get<TurnScope>(SCOPE);
