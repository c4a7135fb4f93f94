import { randomUUID } from 'node:crypto';
import { createEntra, type Entra, type EntraOptions } from '../../src/graph/entra.ts';
import { sandboxEndpoints } from '../../src/graph/endpoints.ts';
import { principalId, tenantId } from '../../src/pim/ids.ts';
import { type Logger } from '../../src/pim/logger.ts';
import { type PimGateway, type SignOn } from '../../src/pim/ports.ts';
import { type RunningSandbox } from './runningSandbox.ts';

const silent: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

/** The adapter to Entra and Graph on a sandbox, with a clock that follows the sandbox's. */
export class GraphWorld {
  readonly entra: Entra;
  readonly #sandbox: RunningSandbox;
  #shiftMs = 0;

  constructor(sandbox: RunningSandbox, given: Partial<EntraOptions> = {}) {
    const { tenantInfo, url } = sandbox;
    this.#sandbox = sandbox;
    this.entra = createEntra({
      endpoints: sandboxEndpoints(url),
      tenantId: tenantId(tenantInfo.tenantId),
      appId: tenantInfo.appId,
      credential: { kind: 'secret', secret: tenantInfo.secret },
      clock: { now: () => this.now() },
      logger: silent,
      jitter: () => 0,
      newId: randomUUID,
      ...given,
    });
  }

  now(): Date {
    return new Date(Date.now() + this.#shiftMs);
  }

  /** Moves the sandbox's clock, and this one with it. */
  async forward(minutes: number): Promise<void> {
    this.#shiftMs = (await this.#sandbox.control.forward(minutes * 60_000)).shiftMs;
  }

  /** The proof that Teams' single sign-on gives for a person, verified as the bot does. */
  async signOn(oid: string): Promise<SignOn> {
    const assertion = await this.#sandbox.control.signOnToken(oid);
    const { person, expiresAt } = await this.entra.signOnVerifier.verify(assertion);
    return {
      person,
      expiresAt,
      receivedAt: this.now(),
      assertion,
      graphToken: undefined,
      signInId: undefined,
    };
  }

  /** PIM as this person sees it. */
  async as(oid: string): Promise<PimGateway> {
    return this.entra.pimFor(await this.signOn(principalId(oid)));
  }
}
