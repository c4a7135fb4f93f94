import { clouds, type MicrosoftCloud } from '../pim/clouds.ts';

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

/** The channel of a Microsoft cloud. */
export const channelEndpoints = (cloud: MicrosoftCloud): ChannelEndpoints => ({
  metadataUrl: clouds[cloud].channelMetadataUrl,
  issuer: clouds[cloud].channelIssuer,
  keyOrigins: [],
  clientOrigins: [],
});

/** The public channel with its keys published by an offline tenant; an address that is none is refused elsewhere. */
export const sandboxChannelEndpoints = (sandboxUrl: string): ChannelEndpoints => ({
  ...channelEndpoints('public'),
  metadataUrl: `${sandboxUrl}/botframework/v1/.well-known/openidconfiguration`,
  clientOrigins: URL.canParse(sandboxUrl) ? [new URL(sandboxUrl).origin] : [],
});
