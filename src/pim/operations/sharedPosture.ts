import { type Yardstick } from '../posture/baseline.ts';
import { postureOf, type Posture } from '../posture/posture.ts';
import { type Snapshot } from '../posture/snapshot.ts';
import { type Clock } from '../ports.ts';

/** So long one reading serves everybody who asks; whoever is answered is told when it was made. */
const SERVES_MINUTES = 5;

/** What a posture is read by. */
export interface SharedPostureDeps {
  /** @throws PimError */
  readonly read: () => Promise<Snapshot>;
  readonly yardstick: Yardstick;
  readonly clock: Clock;
}

/**
 * The latest reading of the tenant, for the questions of entitled people: whoever asks first begins it, everybody else
 * shares it. One that failed is not kept.
 */
export class SharedPosture {
  readonly #deps: SharedPostureDeps;
  #reading: { readonly posture: Promise<Posture>; readonly begunAt: number } | undefined;

  constructor(deps: SharedPostureDeps) {
    this.#deps = deps;
  }

  /** @throws PimError when the tenant cannot be read now */
  current(): Promise<Posture> {
    const now = this.#deps.clock.now().getTime();
    const age = this.#reading === undefined ? undefined : now - this.#reading.begunAt;
    // A clock that was set back must not make an old reading young.
    if (this.#reading !== undefined && age !== undefined && age >= 0 && age < SERVES_MINUTES * 60_000) {
      return this.#reading.posture;
    }
    const posture = this.#read();
    const reading = { posture, begunAt: now };
    this.#reading = reading;
    posture.catch(() => {
      if (this.#reading === reading) this.#reading = undefined;
    });
    return posture;
  }

  /** Something was changed from here: whoever asks next is told what there is since. */
  forget(): void {
    this.#reading = undefined;
  }

  async #read(): Promise<Posture> {
    return postureOf(await this.#deps.read(), this.#deps.yardstick);
  }
}
