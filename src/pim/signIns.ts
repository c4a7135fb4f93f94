import { type Person } from './ids.ts';

/** A sign-in that was asked for: by the silent exchange in Teams, or interactively on our own page. */
export interface SignIn {
  /** 128 bits or more; the exchange id of the sign-in card, the ticket of the link. */
  readonly id: string;
  readonly person: Person;
  readonly kind: 'exchange' | 'interactive';
  /** What goes on as soon as the person has signed in; JSON that the bot wrote and parses strictly. */
  readonly continuation: unknown;
  /** The operation it is for; a decision takes a proof for this very operation only. */
  readonly operationId: string | undefined;
  readonly cardActivityId: string | undefined;
  /** Interactive only: everything the callback must find again. The verifier is encrypted at rest. */
  readonly interactive:
    | {
        readonly state: string;
        readonly nonce: string;
        readonly codeVerifier: string;
        readonly claims: string | undefined;
        readonly scopes: readonly string[];
        /** Why it was asked for, and the permissions that were named: a fresh link is offered in the same words. */
        readonly reason: 'signIn' | 'consent' | 'stepUp';
        readonly namedScopes: readonly string[];
        /** How many links before this one were used up without a proof. */
        readonly renewals: number;
        /** Set when the browser came to the start page; the callback must bring the same cookie. */
        readonly browserSecret: string | undefined;
        /** SHA-256 of the single-use code that goes back into Teams; set by the callback. */
        readonly codeHash: string | undefined;
        /** The proof from the callback, held until the code is brought back. */
        readonly provisional: unknown;
      }
    | undefined;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

/** Sign-ins that were asked for and not answered yet. */
export interface SignIns {
  open(signIn: SignIn): Promise<void>;
  of(id: string): Promise<SignIn | undefined>;
  ofState(state: string): Promise<SignIn | undefined>;
  /** Open ones of a person, newest first. */
  openOf(person: Person): Promise<readonly SignIn[]>;
  /** Keeps what it came to; nothing where it was taken in the meantime. Where its card lies is left to `noteCard`. */
  update(signIn: SignIn): Promise<void>;
  /**
   * Keeps where its card lies, and by which kind of card it is asked; the rest, which somebody may change in the same moment
   * by pressing what that card offers, stays as it is. `false` where it was taken in the meantime.
   */
  noteCard(
    id: string,
    card: Pick<SignIn, 'cardActivityId'> & Partial<Pick<SignIn, 'kind'>>,
  ): Promise<boolean>;
  /** Takes it: the first caller gets it, everybody after gets `undefined`. It stays stored until `finish`. */
  take(id: string): Promise<SignIn | undefined>;
  /** The same, and what is handed in takes the place of what was stored; false for everybody after the first. */
  takeAs(signIn: SignIn): Promise<boolean>;
  /** What it was asked for has gone on, or somebody said how to go on: nothing of it is kept. */
  finish(id: string): Promise<void>;
  /** Those that ran out, and those whose taker has not finished for so long that it must have ended; oldest first. */
  left(limit: number): Promise<readonly LeftSignIn[]>;
  /** Forgets those that ran out an hour ago. */
  sweep(): Promise<void>;
}

/** A sign-in that nobody goes on with by themselves. */
export interface LeftSignIn {
  readonly signIn: SignIn;
  /** Whether the person has signed in, and what they asked for has not ended. */
  readonly isTaken: boolean;
}
