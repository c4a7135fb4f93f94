import { randomBytes } from 'node:crypto';
import { type SandboxClock, type User } from '../world.ts';
import { type AuthorizeRequest } from './authorizeRequest.ts';
import { EntraError } from './entraError.ts';
import { type SignIn } from './tokenMaker.ts';

/** A finished sign-in that waits to be redeemed. */
export interface FinishedSignIn {
  readonly user: User;
  readonly signIn: SignIn;
  readonly request: AuthorizeRequest;
}

const codeLivesMinutes = 10;

/** Authorization codes: each is good once, for ten minutes. */
export class RedeemableCodes {
  #codes = new Map<string, { finished: FinishedSignIn; expiresAt: Date; isRedeemed: boolean }>();
  readonly #clock: SandboxClock;

  constructor(clock: SandboxClock) {
    this.#clock = clock;
  }

  issue(finished: FinishedSignIn): string {
    const code = `1.${secret()}`;
    const expiresAt = new Date(this.#clock.now().getTime() + codeLivesMinutes * 60_000);
    this.#codes.set(code, { finished, expiresAt, isRedeemed: false });
    return code;
  }

  /** What the code stands for; from then on it is used up, even if the rest of the request is refused. */
  redeem(code: string): FinishedSignIn {
    const held = this.#codes.get(code);
    if (held === undefined)
      throw new EntraError('invalid_grant', 70000, 'The provided authorization code is malformed.');
    if (held.isRedeemed)
      throw new EntraError('invalid_grant', 54005, 'The authorization code was already redeemed.');
    held.isRedeemed = true;
    if (held.expiresAt <= this.#clock.now()) {
      throw new EntraError('invalid_grant', 70008, 'The authorization code has expired.');
    }
    return held.finished;
  }

  reset(): void {
    this.#codes = new Map();
  }
}

/** What a refresh token stands for. */
export interface Renewable {
  readonly userId: string;
  readonly amr: readonly string[];
  readonly scope: string;
}

/** Refresh tokens; they outlive their use, as Entra's do for a confidential client. */
export class RefreshTokens {
  #tokens = new Map<string, Renewable>();

  issue(renewable: Renewable): string {
    const token = `1.${secret()}${secret()}`;
    this.#tokens.set(token, renewable);
    return token;
  }

  find(token: string): Renewable {
    const held = this.#tokens.get(token);
    if (held === undefined)
      throw new EntraError('invalid_grant', 70000, 'The refresh token is malformed or unknown.');
    return held;
  }

  reset(): void {
    this.#tokens = new Map();
  }
}

function secret(): string {
  return randomBytes(32).toString('base64url');
}
