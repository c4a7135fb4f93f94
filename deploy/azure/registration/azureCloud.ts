import { z } from 'zod';
import { type AzureCli, AzureError } from './azureCli.ts';

/** Where the cloud that `az` is signed in to has its addresses. */
export interface AzureCloud {
  readonly tenantId: string;
  /** Graph, without a slash at the end. */
  readonly graph: string;
  /** Entra's login host, without a slash at the end. */
  readonly login: string;
  /** Audience of tokens that Entra takes as a federated credential (Microsoft: "workload identity federation"). */
  readonly exchangeAudience: string;
}

const exchangeAudiences: Readonly<Record<string, string>> = {
  AzureCloud: 'api://AzureADTokenExchange',
  AzureUSGovernment: 'api://AzureADTokenExchangeUSGov',
  AzureChinaCloud: 'api://AzureADTokenExchangeChina',
};

const cloud = z.object({
  name: z.string(),
  endpoints: z.object({ microsoftGraphResourceId: z.string(), activeDirectory: z.string() }),
});

const withoutSlash = (url: string): string => (url.endsWith('/') ? url.slice(0, -1) : url);

/**
 * Asks which cloud and tenant `az` is signed in to.
 * @throws AzureError for a cloud that is not known here
 */
export function readCloud(az: AzureCli): AzureCloud {
  const { name, endpoints } = cloud.parse(az.ask('cloud', 'show'));
  const exchangeAudience = exchangeAudiences[name];
  if (exchangeAudience === undefined) throw new AzureError(`The cloud ${name} is not known here.`);
  const { tenantId } = z.object({ tenantId: z.string() }).parse(az.ask('account', 'show'));
  return {
    tenantId,
    graph: withoutSlash(endpoints.microsoftGraphResourceId),
    login: withoutSlash(endpoints.activeDirectory),
    exchangeAudience,
  };
}
