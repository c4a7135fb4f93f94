/** The clouds that Microsoft runs. */
export type MicrosoftCloud = 'public' | 'gcc-high' | 'dod' | 'china';

/** Where everything of one cloud is. No URL ends with a slash. */
export interface CloudParts {
  readonly title: string;
  /** The login host. */
  readonly loginHost: string;
  /** Graph, and what stands before the name of a Graph scope. */
  readonly graphUrl: string;
  /** Whose token the bot shows to the Teams connector; `/.default` comes behind it. */
  readonly connectorResource: string;
  /** Hosts of the Teams connector: the only ones that the bot's token goes to. */
  readonly connectorHosts: readonly string[];
  /** Exact `iss` of what the Bot Framework says to the bot. */
  readonly channelIssuer: string;
  /** OpenID metadata of the Bot Framework: its keys. */
  readonly channelMetadataUrl: string;
  /** What the host of every Azure Key Vault ends with. */
  readonly vaultHost: string;
  /** What hosts of people's own storage end with. */
  readonly storageHost: string;
  /** Audience of a managed identity's token that Entra takes as the app's credential. */
  readonly exchangeAudience: string;
  /** Where people go on by hand: PIM's approvals. */
  readonly portalUrl: string;
  /** Of the parts above, those that no source settles: from general knowledge, and to be looked at on the first day. */
  readonly notSettled: readonly (keyof CloudParts)[];
}

/** PIM's approvals in the portal. Its addresses are not documented and may change. */
const APPROVALS = '/#view/Microsoft_Azure_PIMCommon/ApproveRequestMenuBlade/~/aadmigratedroles';

const usGovernment = {
  loginHost: 'login.microsoftonline.us',
  connectorResource: 'https://api.botframework.us',
  channelIssuer: 'https://api.botframework.us',
  channelMetadataUrl: 'https://login.botframework.azure.us/v1/.well-known/openidconfiguration',
  vaultHost: 'vault.usgovcloudapi.net',
  exchangeAudience: 'api://AzureADTokenExchangeUSGov',
  portalUrl: `https://portal.azure.us${APPROVALS}`,
} as const;

/**
 * Every cloud, whole (Microsoft: "National clouds", "Microsoft Graph national cloud deployments", the constants of the Bot
 * Framework SDK, service URLs for proactive messages by cloud, Microsoft 365 endpoints). A GCC tenant lives in the public
 * cloud with a connector of its own. This is the only place where a host of Microsoft's is written.
 */
export const clouds: Readonly<Record<MicrosoftCloud, CloudParts>> = {
  public: {
    title: 'public, GCC too',
    loginHost: 'login.microsoftonline.com',
    graphUrl: 'https://graph.microsoft.com',
    connectorResource: 'https://api.botframework.com',
    connectorHosts: ['smba.trafficmanager.net', 'smba.infra.gcc.teams.microsoft.com'],
    channelIssuer: 'https://api.botframework.com',
    channelMetadataUrl: 'https://login.botframework.com/v1/.well-known/openidconfiguration',
    vaultHost: 'vault.azure.net',
    storageHost: 'sharepoint.com',
    exchangeAudience: 'api://AzureADTokenExchange',
    portalUrl: `https://entra.microsoft.com${APPROVALS}`,
    notSettled: ['portalUrl'],
  },
  'gcc-high': {
    ...usGovernment,
    title: 'US Government, GCC High',
    graphUrl: 'https://graph.microsoft.us',
    connectorHosts: ['smba.infra.gov.teams.microsoft.us'],
    storageHost: 'sharepoint.us',
    notSettled: ['portalUrl'],
  },
  dod: {
    ...usGovernment,
    title: 'US Government, DoD',
    graphUrl: 'https://dod-graph.microsoft.us',
    connectorHosts: ['smba.infra.dod.teams.microsoft.us'],
    storageHost: 'sharepoint-mil.us',
    // Bots are documented for GCC High alone.
    notSettled: ['portalUrl', 'channelIssuer', 'channelMetadataUrl', 'connectorResource'],
  },
  china: {
    title: 'China, operated by 21Vianet',
    loginHost: 'login.partner.microsoftonline.cn',
    graphUrl: 'https://microsoftgraph.chinacloudapi.cn',
    connectorResource: 'https://api.botframework.azure.cn',
    // As seen in the field; Microsoft's list of service URLs has none.
    connectorHosts: ['msteams.botframework.azure.cn', 'frontend.botapi.msg.infra.teams.microsoftonline.cn'],
    channelIssuer: 'https://api.botframework.azure.cn',
    channelMetadataUrl: 'https://login.botframework.azure.cn/v1/.well-known/openidconfiguration',
    vaultHost: 'vault.azure.cn',
    storageHost: 'sharepoint.cn',
    exchangeAudience: 'api://AzureADTokenExchangeChina',
    portalUrl: `https://portal.azure.cn${APPROVALS}`,
    notSettled: ['portalUrl', 'connectorHosts', 'channelIssuer', 'channelMetadataUrl', 'connectorResource'],
  },
};

/** Every Microsoft cloud, in order. */
export const microsoftClouds = Object.keys(clouds) as readonly MicrosoftCloud[];
