import { z } from 'zod';
import { type Application, isMade } from './application.ts';
import { type AzureCli } from './azureCli.ts';
import { type AzureCloud } from './azureCloud.ts';

const credentials = z.array(
  z.object({ issuer: z.string(), subject: z.string(), audiences: z.array(z.string()) }),
);

/** Lets the registration trust a managed identity, so that it takes neither secret nor certificate. */
export function ensureTrust(
  az: AzureCli,
  { tenantId, login, exchangeAudience }: AzureCloud,
  { appId, identity }: { readonly appId: Application['appId']; readonly identity: string },
): void {
  const issuer = `${login}/${tenantId}/v2.0`;
  const asked = isMade({ appId }) ? az.ask('ad', 'app', 'federated-credential', 'list', '--id', appId) : [];
  const found = credentials.parse(asked);
  const isThere = found.some(
    (one) => one.issuer === issuer && one.subject === identity && one.audiences.includes(exchangeAudience),
  );
  if (isThere) return;
  const credential = {
    name: `identity-${identity.slice(0, 8)}`,
    description: 'The managed identity that Latchkey runs as',
    issuer,
    subject: identity,
    audiences: [exchangeAudience],
  };
  az.change(
    `trust the managed identity ${identity}`,
    ...['ad', 'app', 'federated-credential', 'create', '--id', appId],
    ...['--parameters', JSON.stringify(credential)],
  );
}
