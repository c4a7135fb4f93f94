import { z } from 'zod';
import { type TenantId } from '../pim/ids.ts';
import { type Logger } from '../pim/logger.ts';
import { type Clock } from '../pim/ports.ts';
import { createAppTokens } from './appTokens.ts';
import { type AppCredential, createClientApplications } from './credential.ts';
import { type MicrosoftEndpoints } from './endpoints.ts';
import { createNetworkClient } from './networkClient.ts';

/** What reading a secret takes. */
export interface VaultOptions {
  readonly endpoints: MicrosoftEndpoints;
  readonly tenantId: TenantId;
  readonly appId: string;
  readonly credential: AppCredential;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly deadlineMs?: number;
}

/** A vault that did not give its secret; the message says why, in a sentence. */
export class VaultError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'VaultError';
  }
}

/** Version of Key Vault's interface (Azure: "Get Secret"). */
const API_VERSION = '7.4';
const DEADLINE_MS = 10_000;

const secret = z.object({ value: z.string().min(1) });

/**
 * Reads one secret of Azure Key Vault with the app's own credential. The address was checked when the configuration was
 * read; redirects are not followed, since the token would go with them.
 * @throws VaultError
 */
export async function readVaultSecret(secretUrl: string, options: VaultOptions): Promise<string> {
  const { endpoints, clock, deadlineMs = DEADLINE_MS } = options;
  const networkClient = createNetworkClient({ endpoints, deadlineMs });
  const applications = createClientApplications({
    ...options,
    authorityHost: endpoints.authorityHost,
    networkClient,
  });
  const scope = `https://${endpoints.vaultHost}/.default`;
  const token = await createAppTokens({ applications, clock })
    .token(scope)
    .catch((error: unknown) => {
      throw new VaultError('Entra gave the app no token for the vault.', { cause: error });
    });
  let response: Response;
  try {
    response = await fetch(`${secretUrl}?api-version=${API_VERSION}`, {
      redirect: 'manual',
      signal: AbortSignal.timeout(deadlineMs),
      headers: { authorization: `Bearer ${token}` },
    });
  } catch (error) {
    throw new VaultError('The vault cannot be reached.', { cause: error });
  }
  const text = await response.text();
  if (response.status !== 200) throw new VaultError(reasonOf(response.status));
  const read = secret.safeParse(parsed(text));
  if (!read.success) throw new VaultError('The vault answered with something that is no secret.');
  return read.data.value;
}

function reasonOf(status: number): string {
  if (status === 401 || status === 403)
    return `The app may not read the secret (${status}): give it the role Key Vault Secrets User.`;
  if (status === 404) return 'The vault has no such secret (404).';
  return `The vault answered ${status}.`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
