/** Where Entra and Graph are, for one cloud. No URL ends with a slash. */
export interface MicrosoftEndpoints {
  /** Stands in for the login host, for the bot and for browsers alike. In a real cloud it is the login host. */
  readonly loginUrl: string;
  /** The real login host, also in the sandbox: MSAL knows its endpoints without asking anybody. */
  readonly authorityHost: string;
  /** What stands before `/v1.0` and `/beta`. */
  readonly graphUrl: string;
  /** What stands before the name of a Graph scope. Real names are kept in the sandbox. */
  readonly graphScopeBase: string;
  /** Scope of the app-only token with which the bot calls the Teams connector. */
  readonly botScope: string;
  /** What the host of every Azure Key Vault ends with. */
  readonly vaultHost: string;
}

/** The clouds that Microsoft runs. */
export type MicrosoftCloud = 'public' | 'gcc-high' | 'dod' | 'china';

const usGovernment = {
  loginUrl: 'https://login.microsoftonline.us',
  authorityHost: 'login.microsoftonline.us',
  botScope: 'https://api.botframework.us/.default',
  vaultHost: 'vault.usgovcloudapi.net',
};

/** Login and Graph of each cloud (Microsoft: "National cloud deployments"). */
export const microsoftEndpoints: Readonly<Record<MicrosoftCloud, MicrosoftEndpoints>> = {
  public: {
    loginUrl: 'https://login.microsoftonline.com',
    authorityHost: 'login.microsoftonline.com',
    graphUrl: 'https://graph.microsoft.com',
    graphScopeBase: 'https://graph.microsoft.com',
    botScope: 'https://api.botframework.com/.default',
    vaultHost: 'vault.azure.net',
  },
  'gcc-high': {
    ...usGovernment,
    graphUrl: 'https://graph.microsoft.us',
    graphScopeBase: 'https://graph.microsoft.us',
  },
  dod: {
    ...usGovernment,
    graphUrl: 'https://dod-graph.microsoft.us',
    graphScopeBase: 'https://dod-graph.microsoft.us',
  },
  china: {
    loginUrl: 'https://login.partner.microsoftonline.cn',
    authorityHost: 'login.partner.microsoftonline.cn',
    graphUrl: 'https://microsoftgraph.chinacloudapi.cn',
    graphScopeBase: 'https://microsoftgraph.chinacloudapi.cn',
    botScope: 'https://api.botframework.azure.cn/.default',
    vaultHost: 'vault.azure.cn',
  },
};

/** The public cloud with its hosts replaced by paths of an offline tenant; everything else stays as it is. */
export const sandboxEndpoints = (sandboxUrl: string): MicrosoftEndpoints => {
  const base = sandboxUrl.replace(/(?<!\/)\/+$/, '');
  return { ...microsoftEndpoints.public, loginUrl: `${base}/login`, graphUrl: `${base}/graph` };
};

/** `base` itself, or something below it: the same origin, nobody's credentials, and the path goes on after a slash. */
export function isBelow(base: string, url: string): boolean {
  if (!URL.canParse(url)) return false;
  const root = new URL(`${base}/`);
  const asked = new URL(url);
  const hasCredentials = asked.username !== '' || asked.password !== '';
  return !hasCredentials && asked.origin === root.origin && asked.pathname.startsWith(root.pathname);
}
