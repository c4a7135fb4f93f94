import { claimsOf } from '../wire.ts';
import { type SandboxClock } from '../world.ts';
import { type Directory } from './directory.ts';
import { type TokenMaker } from './tokenMaker.ts';

/** A token this close to its end is not handed out again. */
const renewBeforeSeconds = 300;

/** The sign-on tokens that people's Teams clients hold: like the real client, one is handed out until it nears its end. */
export class SignOnTokens {
  #held = new Map<string, string>();
  readonly #maker: TokenMaker;
  readonly #directory: Directory;
  readonly #clock: SandboxClock;

  constructor(maker: TokenMaker, directory: Directory, clock: SandboxClock) {
    this.#maker = maker;
    this.#directory = directory;
    this.#clock = clock;
  }

  async for(userId: string): Promise<string> {
    const held = this.#held.get(userId);
    const renewAt = this.#clock.now().getTime() / 1_000 + renewBeforeSeconds;
    if (held !== undefined && Number(claimsOf(held)?.['exp']) > renewAt) return held;
    const fresh = await this.#maker.teamsSignOn(this.#directory.signingIn(userId));
    this.#held.set(userId, fresh);
    return fresh;
  }

  reset(): void {
    this.#held = new Map();
  }
}
