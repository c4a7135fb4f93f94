import { ConfigError, type EntraConfig, readEntraConfig } from '../config.ts';
import { connectEntra } from '../connections.ts';
import { type Entra } from '../graph/entra.ts';
import { isPimError } from '../pim/errors.ts';
import { type CommandWorld, Refusal } from './command.ts';
import { silent } from './commandStore.ts';

/** What a configuration says. @throws Refusal with a sentence for everything that is wrong with it */
export function orRefused<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof ConfigError) throw new Refusal(error.reasons);
    throw error;
  }
}

/**
 * Reads from Entra with the app's own credential; no database is needed.
 * @throws Refusal where it cannot be read
 */
export async function readingEntra<T>(
  { environment, clock }: CommandWorld,
  read: (entra: Entra, config: EntraConfig) => Promise<T>,
): Promise<T> {
  const config = orRefused(() => readEntraConfig(environment));
  try {
    return await read(connectEntra(config, { clock, logger: silent, jitter: () => 0.5 }), config);
  } catch (error) {
    if (!isPimError(error)) throw error;
    throw new Refusal([
      `Entra could not be read (${error.code}). Look at the credential and the permissions.`,
    ]);
  }
}
