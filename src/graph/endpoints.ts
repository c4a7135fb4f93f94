import { clouds, type MicrosoftCloud } from '../pim/clouds.ts';

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
  /** Where people go on by hand: PIM's approvals in the portal. */
  readonly portalUrl: string;
}

/** A cloud as Graph's adapter needs it. */
const endpointsOf = (cloud: MicrosoftCloud): MicrosoftEndpoints => {
  const { loginHost, graphUrl, connectorResource, vaultHost, portalUrl } = clouds[cloud];
  return {
    loginUrl: `https://${loginHost}`,
    authorityHost: loginHost,
    graphUrl,
    graphScopeBase: graphUrl,
    botScope: `${connectorResource}/.default`,
    vaultHost,
    portalUrl,
  };
};

/** Login and Graph of each cloud. */
export const microsoftEndpoints: Readonly<Record<MicrosoftCloud, MicrosoftEndpoints>> = {
  public: endpointsOf('public'),
  'gcc-high': endpointsOf('gcc-high'),
  dod: endpointsOf('dod'),
  china: endpointsOf('china'),
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
