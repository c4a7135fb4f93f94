import { type TeamsCloud } from './serviceUrls.ts';

/** Whose tokens the bot takes from the channel, and where their keys are. */
export interface ChannelEndpoints {
  readonly metadataUrl: string;
  /** Exact `iss` of a channel token; the sandbox keeps Microsoft's. */
  readonly issuer: string;
  /** Origins besides the metadata's own from which the keys may come. */
  readonly keyOrigins: readonly string[];
  /** Origins of Teams clients beside those that Teams' own browser library knows. */
  readonly clientOrigins: readonly string[];
}

/** The Bot Framework channel of each cloud (bot-docs: "Connector authentication", "Azure Government"). */
const channels: Readonly<Record<Exclude<TeamsCloud, 'sandbox'>, ChannelEndpoints>> = {
  public: {
    metadataUrl: 'https://login.botframework.com/v1/.well-known/openidconfiguration',
    issuer: 'https://api.botframework.com',
    keyOrigins: [],
    clientOrigins: [],
  },
  'gcc-high': {
    metadataUrl: 'https://login.botframework.azure.us/v1/.well-known/openidconfiguration',
    issuer: 'https://api.botframework.us',
    keyOrigins: [],
    clientOrigins: [],
  },
  dod: {
    metadataUrl: 'https://login.botframework.azure.us/v1/.well-known/openidconfiguration',
    issuer: 'https://api.botframework.us',
    keyOrigins: [],
    clientOrigins: [],
  },
  china: {
    metadataUrl: 'https://login.botframework.azure.cn/v1/.well-known/openidconfiguration',
    issuer: 'https://api.botframework.azure.cn',
    keyOrigins: [],
    clientOrigins: [],
  },
};

/** The channel of a Microsoft cloud. */
export const channelEndpoints = (cloud: Exclude<TeamsCloud, 'sandbox'>): ChannelEndpoints => channels[cloud];

/** The public channel with its keys published by an offline tenant; an address that is none is refused elsewhere. */
export const sandboxChannelEndpoints = (sandboxUrl: string): ChannelEndpoints => ({
  ...channels.public,
  metadataUrl: `${sandboxUrl}/botframework/v1/.well-known/openidconfiguration`,
  clientOrigins: URL.canParse(sandboxUrl) ? [new URL(sandboxUrl).origin] : [],
});
