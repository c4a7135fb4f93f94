import { setTimeout as pauseFor } from 'node:timers/promises';
import { type AdministrationFor } from '../pim/administration.ts';
import { type HeldTokens } from '../pim/departures.ts';
import { type TenantId } from '../pim/ids.ts';
import { type Logger } from '../pim/logger.ts';
import { type Reviewing } from '../pim/reviewing.ts';
import {
  type AppInstaller,
  type Clock,
  type InteractiveSignIn,
  type PimDirectory,
  type PimFor,
  type PostureReader,
  type SignOnVerifier,
} from '../pim/ports.ts';
import { createAdministrationFor } from './administration/graphAdministration.ts';
import { createPolicyReading } from './administration/policyReading.ts';
import { createAppInstaller } from './appInstaller.ts';
import { type AppPermissions, judgePermissions } from './appPermissions.ts';
import { createAppTokens } from './appTokens.ts';
import { createClockWatch } from './clockWatch.ts';
import { type AppCredential, createClientApplications } from './credential.ts';
import { type MicrosoftEndpoints } from './endpoints.ts';
import { type GraphCallMade } from './graphClient.ts';
import { createGraphDirectory } from './graphDirectory.ts';
import { createPimFor } from './graphPim.ts';
import {
  ADMINISTRATION_SCOPES,
  ALERT_SCOPES,
  DECISION_SCOPES,
  EXTENSION_SCOPES,
  OWN_ROLE_SCOPES,
  REVIEW_SCOPES,
  SETTINGS_SCOPES,
} from './graphScopes.ts';
import { createReviewGatewayFor } from './reviews/graphReviewGateway.ts';
import { createReviewReader } from './reviews/graphReviewReader.ts';
import { createInteractiveSignIn } from './interactiveSignIn.ts';
import { createGraphProbes, type GraphProbes } from './graphProbes.ts';
import { createNetworkClient } from './networkClient.ts';
import { createOnBehalfOf } from './onBehalfOf.ts';
import { createSignOnVerifier } from './signOnVerifier.ts';
import { createPostureReader } from './snapshot/postureReader.ts';
import { createTenantKeys } from './tenantKeys.ts';

export { type AppPermissions } from './appPermissions.ts';
export { type AppCredential } from './credential.ts';
export { type MicrosoftEndpoints } from './endpoints.ts';
export { type GraphCallMade } from './graphClient.ts';

/** What the adapter to Entra and Graph is made of. */
export interface EntraOptions {
  readonly endpoints: MicrosoftEndpoints;
  readonly tenantId: TenantId;
  /** Application (client) id of the registration, a lower-case GUID. */
  readonly appId: string;
  readonly credential: AppCredential;
  readonly clock: Clock;
  readonly logger: Logger;
  /** At least 0, less than 1: spreads repeated reads. */
  readonly jitter: () => number;
  /** A GUID for each call (`client-request-id`). */
  readonly newId: () => string;
  /** Of each attempt at a call, to Graph and to the login host alike. Default 10,000. */
  readonly deadlineMs?: number;
  /** Whether the app may be installed for people; it cannot leave the process otherwise. Default: no. */
  readonly mayInstallApp?: boolean;
  /** Whether administrators may change what others hold; it cannot leave the process otherwise. Default: no. */
  readonly mayAdminister?: boolean;
  /** Whether access reviews are set up and decided; it cannot leave the process otherwise. Default: no. */
  readonly mayReview?: boolean;
  /** Whether an operator looks at how everything stands. Default: no. */
  readonly mayProbe?: boolean;
  /** Waits so many milliseconds, where a long reading must not go faster than Graph takes it. Default: it really waits. */
  readonly pause?: (milliseconds: number) => Promise<void>;
  /** Hears of every attempt at a Graph call: metrics. */
  readonly onCall?: (made: GraphCallMade) => void;
}

/** Entra and Graph for one tenant and app. Nothing is contacted before it is used. */
export interface Entra {
  readonly pimFor: PimFor;
  /** `undefined` where administrators may not change what others hold. */
  readonly administrationFor: AdministrationFor | undefined;
  /** `undefined` where access reviews are not switched on. */
  readonly reviewing: Reviewing | undefined;
  readonly directory: PimDirectory;
  readonly posture: PostureReader;
  /** `undefined` where the app may not be installed for people. */
  readonly appInstaller: AppInstaller | undefined;
  /** `undefined` but for an operator who looks at how everything stands. */
  readonly probes: GraphProbes | undefined;
  readonly interactiveSignIn: InteractiveSignIn;
  readonly signOnVerifier: SignOnVerifier;
  /** Tokens that people's proofs were redeemed for. */
  readonly heldTokens: HeldTokens;
  /** App-only token with which the bot calls the Teams connector. @throws PimError `pim_unavailable` */
  readonly connectorToken: () => Promise<string>;
  /** What the app's own Graph token may do. @throws PimError `pim_unavailable` */
  readonly appPermissions: () => Promise<AppPermissions>;
  /** Whether Entra gives the app its token for Graph. @throws PimError `pim_unavailable` */
  readonly hasAppToken: () => Promise<boolean>;
  /** How far the clock of Entra and Graph is ahead of ours; `undefined` where that was not seen lately. */
  readonly clockOffsetSeconds: () => number | undefined;
  /** Scopes to ask for on the sign-in page: for one's own roles, for decisions, and for more time with an eligibility. */
  readonly scopes: {
    readonly base: readonly string[];
    readonly decisions: readonly string[];
    readonly extensions: readonly string[];
    /** For what others hold; `undefined` where administrators may not change that. */
    readonly administration: readonly string[] | undefined;
    /** For how roles are set; the same. */
    readonly settings: readonly string[] | undefined;
    /** For PIM's own alerts; the same. */
    readonly alerts: readonly string[] | undefined;
    /** For access reviews; `undefined` where they are not switched on. */
    readonly reviews: readonly string[] | undefined;
  };
}

const DEADLINE_MS = 10_000;

const waitFor = async (milliseconds: number): Promise<void> => {
  await pauseFor(milliseconds);
};

const scopesToAskFor = (mayAdminister: boolean, mayReview: boolean): Entra['scopes'] => ({
  base: OWN_ROLE_SCOPES,
  decisions: DECISION_SCOPES,
  extensions: EXTENSION_SCOPES,
  administration: mayAdminister ? ADMINISTRATION_SCOPES : undefined,
  settings: mayAdminister ? SETTINGS_SCOPES : undefined,
  alerts: mayAdminister ? ALERT_SCOPES : undefined,
  reviews: mayReview ? REVIEW_SCOPES : undefined,
});

/** Puts the adapter together. */
export function createEntra(options: EntraOptions): Entra {
  const { endpoints, tenantId, appId, clock, logger, onCall, deadlineMs = DEADLINE_MS } = options;
  const { graphScopeBase, authorityHost, graphUrl, loginUrl } = endpoints;
  const clockWatch = createClockWatch(clock);
  const onDate = clockWatch.hear;
  const networkClient = createNetworkClient({ endpoints, deadlineMs, onDate });
  const applications = createClientApplications({
    tenantId,
    appId,
    authorityHost,
    networkClient,
    logger,
    credential: options.credential,
  });
  const appTokens = createAppTokens({ applications, clock });
  const client = {
    graphUrl,
    deadlineMs,
    jitter: options.jitter,
    newId: options.newId,
    onCall: (made: GraphCallMade): void => {
      logger.debug(made, 'Graph was called');
      onCall?.(made);
    },
    onDate,
  };
  const asApp = { client, appTokens, graphScopeBase, clock };
  const directory = createGraphDirectory(asApp);
  const onBehalfOf = createOnBehalfOf({ applications, clock });
  const keys = createTenantKeys({ loginUrl, tenantId, clock, deadlineMs });
  const asPerson = { onBehalfOf, graphScopeBase, clock, client };
  return {
    ...whatIsSwitchedOn(options, asApp, asPerson),
    pimFor: createPimFor({ ...asPerson, names: directory }),
    directory,
    posture: createPostureReader({ ...asApp, tenantId, pause: options.pause ?? waitFor }),
    appInstaller: options.mayInstallApp === true ? createAppInstaller({ ...asApp, appId }) : undefined,
    probes: options.mayProbe === true ? createGraphProbes({ ...asApp, appId }) : undefined,
    interactiveSignIn: createInteractiveSignIn({ applications, endpoints, tenantId, appId, clock }),
    signOnVerifier: createSignOnVerifier({ keys, tenantId, appId, clock }),
    heldTokens: onBehalfOf.held,
    connectorToken: () => appTokens.token(endpoints.botScope),
    hasAppToken: async () => (await appTokens.token(`${graphScopeBase}/.default`)) !== '',
    clockOffsetSeconds: clockWatch.offsetSeconds,
    appPermissions: async () => judgePermissions(await appTokens.roles(`${graphScopeBase}/.default`)),
  };
}

/** What changes more than a person's own roles is there only where the settings say so, and so are its scopes. */
function whatIsSwitchedOn(
  { mayAdminister = false, mayReview = false }: EntraOptions,
  asApp: Parameters<typeof createPolicyReading>[0],
  asPerson: Parameters<typeof createReviewGatewayFor>[0],
): Pick<Entra, 'administrationFor' | 'reviewing' | 'scopes'> {
  return {
    administrationFor: mayAdminister
      ? createAdministrationFor({ ...asPerson, policyOf: createPolicyReading(asApp) })
      : undefined,
    reviewing: mayReview
      ? { reader: createReviewReader(asApp), gatewayFor: createReviewGatewayFor(asPerson) }
      : undefined,
    scopes: scopesToAskFor(mayAdminister, mayReview),
  };
}
