import { z } from 'zod';
import { isPimError } from '../pim/errors.ts';
import { type AppTokens } from './appTokens.ts';
import { type GraphCall, graphCalls } from './egress.ts';
import { createGraphClient } from './graphClient.ts';
import { type ClientDefaults } from './graphPim.ts';

const DIRECTORY_ROLES = "scopeId eq '/' and scopeType eq 'DirectoryRole'";

/** One call of the smallest answer for each thing that Latchkey reads as the app itself. */
const readings = {
  roleNames: { call: graphCalls.roleDefinitionsBeta, query: { top: '1' } },
  eligibilities: { call: graphCalls.eligibilities, query: { top: '1' } },
  assignments: { call: graphCalls.activeRoles, query: { top: '1' } },
  people: { call: graphCalls.people, query: { top: '1', select: 'id' } },
  groups: {
    call: graphCalls.roleGroups,
    query: { top: '1', select: 'id', filter: 'isAssignableToRole eq true' },
  },
  auditLog: { call: graphCalls.directoryAudits, query: { top: '1' } },
  settings: { call: graphCalls.roleSettings, query: { top: '1', filter: DIRECTORY_ROLES } },
  alerts: { call: graphCalls.roleAlerts, query: { filter: DIRECTORY_ROLES } },
  reviews: { call: graphCalls.reviews, query: { top: '1' } },
} as const satisfies Readonly<Record<string, { readonly call: GraphCall; readonly query: object }>>;

/** A thing that is read as the app itself. */
export type ReadingName = keyof typeof readings;

/** What is there of the approvals, which beta alone has. `notPermitted`: they answer, and the app itself may not read them. */
export type ApprovalsFound = 'there' | 'notPermitted' | 'gone';

/** Looks at how Graph answers, and changes nothing. Every method throws `PimError`. */
export interface GraphProbes {
  /** The least permission that Graph's documentation asks for a reading. */
  permissionFor(name: ReadingName): string;
  /** Reads the least that can be read of it. */
  read(name: ReadingName): Promise<void>;
  /** Asks for an approval that does not exist: the answer says whether there are approvals at all. */
  approvals(): Promise<ApprovalsFound>;
  /** Short names of the delegated scopes that were consented to for everybody (Graph: `oAuth2PermissionGrant`). */
  consentedScopes(): Promise<readonly string[]>;
  /** Whether the organization's app catalogue has the app. */
  isInCatalogue(): Promise<boolean>;
}

/** What the probes are made of. */
export interface GraphProbesOptions {
  readonly client: ClientDefaults;
  readonly appTokens: AppTokens;
  readonly graphScopeBase: string;
  /** The registration's id, which is the id of the manifest too. */
  readonly appId: string;
}

/** An id that no approval has. */
const NO_APPROVAL = '00000000-0000-4000-8000-000000000000';

const grant = z.object({ consentType: z.string(), scope: z.string().nullish() });
const catalogueApp = z.object({ externalId: z.string() });

/** The account of an operator who looks at how everything stands: reads alone, all of them of the table. */
export function createGraphProbes({
  client,
  appTokens,
  graphScopeBase,
  appId,
}: GraphProbesOptions): GraphProbes {
  const { graphUrl, ...defaults } = client;
  const scope = `${graphScopeBase}/.default`;
  const graph = createGraphClient({
    ...defaults,
    account: { graphUrl, groups: ['read', 'approve', 'probe'], owner: undefined },
    tokens: {
      token: () => appTokens.token(scope),
      forget: () => {
        appTokens.forget(scope);
      },
    },
    priority: 'Normal',
  });
  return {
    permissionFor: (name) => readings[name].call.leastApplication,
    read: async (name) => {
      const { call, query } = readings[name];
      await graph.get(call, { query });
    },
    approvals: async () => {
      try {
        await graph.get(graphCalls.approval, { ids: [NO_APPROVAL] });
        return 'there';
      } catch (error) {
        if (isPimError(error, 'request_not_found')) return 'there';
        if (isPimError(error, 'permission_missing', 'forbidden')) return 'notPermitted';
        if (isPimError(error, 'decide_in_portal')) return 'gone';
        throw error;
      }
    },
    consentedScopes: async () => {
      const rows = await graph.items(graphCalls.ownConsent, { ids: [appId] });
      return rows
        .flatMap((row) => grant.safeParse(row).data ?? [])
        .filter(({ consentType }) => consentType === 'AllPrincipals')
        .flatMap(({ scope: words }) => (words ?? '').split(' ').filter((word) => word !== ''));
    },
    isInCatalogue: async () => {
      const query = { filter: `externalId eq '${appId}'` };
      const rows = await graph.items(graphCalls.ownAppInCatalogue, { query });
      return rows.some((row) => catalogueApp.safeParse(row).data?.externalId.toLowerCase() === appId);
    },
  };
}
