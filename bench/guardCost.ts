import {
  type Activity,
  ConfigurationBotFrameworkAuthentication,
  ConfigurationServiceClientCredentialFactory,
} from 'botbuilder';
import { createInboundGuard, type InboundGuard } from '../src/bot/inboundGuard.ts';
import { messageOf } from './load.ts';
import { app, type Neighbour } from './neighbour.ts';
import { median } from './statistics.ts';

/** How often. */
export interface GuardPlan {
  readonly rounds: number;
  readonly requestsPerRound: number;
}

/** Processor time of one request, in milliseconds; medians of the rounds. */
export interface GuardFigures {
  readonly requests: number;
  /** The SDK's own check of a good request, which reads no body. */
  readonly sdk: number;
  /** Ours, from the bytes of the body to the activity. */
  readonly guard: number;
  /** Ours, of a request with a token that nobody signed. */
  readonly refused: number;
}

const WARM_UP = 300;
const CHANNEL = 'https://api.botframework.com';

/** What the check before the SDK costs, beside the SDK's own, in one process and in turn. */
export async function measureGuard(
  neighbour: Neighbour,
  { rounds, requestsPerRound }: GuardPlan,
): Promise<GuardFigures> {
  const metadataUrl = `${neighbour.url}/botframework/v1/.well-known/openidconfiguration`;
  const guard = guardAt(neighbour, metadataUrl);
  const sdk = sdkAt(metadataUrl);
  const authorization = `Bearer ${await neighbour.channelToken()}`;
  const activity = messageOf(neighbour, 'help', 1);
  const body = Buffer.from(JSON.stringify(activity));
  const request = (bearer: string): Parameters<InboundGuard['check']>[0] => ({
    headers: { 'content-type': 'application/json; charset=utf-8', authorization: bearer },
    rawHeaders: ['content-type', 'application/json; charset=utf-8', 'authorization', bearer],
    body,
  });
  const unsigned = `${authorization.split('.').slice(0, 2).join('.')}.${'A'.repeat(342)}`;
  const checks = {
    sdk: async () => {
      await sdk.authenticateRequest(activity as Activity, authorization);
    },
    guard: async () => {
      if (!(await guard.check(request(authorization))).accepted)
        throw new Error('A good request was refused');
    },
    refused: async () => {
      if ((await guard.check(request(unsigned))).accepted) throw new Error('A bad request was let through');
    },
  };
  for (const check of Object.values(checks)) await cpuOf(check, WARM_UP);
  const figures: Record<keyof typeof checks, number[]> = { sdk: [], guard: [], refused: [] };
  for (let round = 0; round < rounds; round += 1) {
    for (const name of ['sdk', 'guard', 'refused'] as const) {
      figures[name].push((await cpuOf(checks[name], requestsPerRound)) / requestsPerRound);
    }
  }
  return {
    requests: rounds * requestsPerRound,
    sdk: median(figures.sdk),
    guard: median(figures.guard),
    refused: median(figures.refused),
  };
}

/** Processor time of this process while it does so, one after the other. Milliseconds. */
async function cpuOf(check: () => Promise<void>, times: number): Promise<number> {
  const before = process.cpuUsage();
  for (let done = 0; done < times; done += 1) await check();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

const guardAt = (neighbour: Neighbour, channelMetadataUrl: string): InboundGuard =>
  createInboundGuard({
    appId: app.id,
    tenantId: app.tenantId,
    channelMetadataUrl,
    channelIssuer: CHANNEL,
    allowedServiceUrls: (url) => url === neighbour.serviceUrl,
    allowedKeyOrigins: [neighbour.url],
    clock: { now: () => new Date() },
    fetch,
    logger: { debug: nothing, info: nothing, warn: nothing, error: nothing },
  });

const nothing = (): void => undefined;

const sdkAt = (metadataUrl: string): ConfigurationBotFrameworkAuthentication =>
  new ConfigurationBotFrameworkAuthentication(
    {
      ToChannelFromBotLoginUrl: 'https://login.microsoftonline.com/botframework.com',
      ToChannelFromBotOAuthScope: CHANNEL,
      ToBotFromChannelTokenIssuer: CHANNEL,
      ToBotFromChannelOpenIdMetadataUrl: metadataUrl,
    },
    // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- the SDK's own factories only implement the class that it asks for
    new ConfigurationServiceClientCredentialFactory({
      MicrosoftAppId: app.id,
      MicrosoftAppPassword: app.secret,
      MicrosoftAppType: 'SingleTenant',
      MicrosoftAppTenantId: app.tenantId,
    }),
  );
