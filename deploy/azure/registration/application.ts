import { z } from 'zod';
import { type AzureCli, AzureError } from './azureCli.ts';
import { type AzureCloud } from './azureCloud.ts';

const scope = z.looseObject({ id: z.string(), value: z.string().nullable() });

const application = z.object({
  appId: z.string(),
  signInAudience: z.string(),
  identifierUris: z.array(z.string()),
  api: z.object({
    requestedAccessTokenVersion: z.number().nullable(),
    oauth2PermissionScopes: z.array(scope),
    preAuthorizedApplications: z.array(
      z.object({ appId: z.string(), delegatedPermissionIds: z.array(z.string()) }),
    ),
  }),
  web: z.object({ redirectUris: z.array(z.string()) }),
  requiredResourceAccess: z.array(
    z.object({
      resourceAppId: z.string(),
      resourceAccess: z.array(z.object({ id: z.string(), type: z.string() })),
    }),
  ),
});

/** An app registration as Graph tells it (Graph: `application`). */
export type Application = z.infer<typeof application>;

const SINGLE_TENANT = 'AzureADMyOrg';

/** Stands for the client id in a dry run, before there is one: nothing can be asked about it. */
const NOT_MADE = '<client id>';

/** Whether there is such a registration, or will be one. */
export const isMade = ({ appId }: Pick<Application, 'appId'>): boolean => appId !== NOT_MADE;

const notMadeYet = (): Application => ({
  appId: NOT_MADE,
  signInAudience: SINGLE_TENANT,
  identifierUris: [],
  api: { requestedAccessTokenVersion: null, oauth2PermissionScopes: [], preAuthorizedApplications: [] },
  web: { redirectUris: [] },
  requiredResourceAccess: [],
});

const addressOf = ({ graph }: AzureCloud, appId: string): string =>
  `${graph}/v1.0/applications(appId='${appId}')`;

/** Reads a registration by its client id. */
const readApplication = (az: AzureCli, cloud: AzureCloud, appId: string): Application =>
  application.parse(az.ask('rest', '--method', 'get', '--url', addressOf(cloud, appId)));

/** Changes some members of a registration and leaves the others alone. */
export function patchApplication(
  az: AzureCli,
  cloud: AzureCloud,
  { appId, sentence, change }: { readonly appId: string; readonly sentence: string; readonly change: object },
): void {
  const headers = ['--headers', 'Content-Type=application/json'];
  const body = ['--body', JSON.stringify(change)];
  az.change(sentence, 'rest', '--method', 'patch', '--url', addressOf(cloud, appId), ...headers, ...body);
}

const ids = z.array(z.object({ appId: z.string() }));

/** The one registration of this name, or of this client id; made where there is none of the name. */
export function findOrMakeApplication(
  az: AzureCli,
  cloud: AzureCloud,
  { name, appId }: { readonly name: string; readonly appId: string | undefined },
): Application {
  if (appId !== undefined) return singleTenant(az, readApplication(az, cloud, appId));
  const filter = `displayName eq '${name.replaceAll("'", "''")}'`;
  const found = ids.parse(az.ask('ad', 'app', 'list', '--filter', filter));
  if (found.length > 1) {
    throw new AzureError(
      `There are ${found.length} registrations called ${name}: choose one with --app-id, ${found.map((one) => one.appId).join(' or ')}.`,
    );
  }
  const [only] = found;
  if (only !== undefined) return singleTenant(az, readApplication(az, cloud, only.appId));
  const made = az.change(
    `make the app registration ${name}, for this tenant alone`,
    ...['ad', 'app', 'create', '--display-name', name, '--sign-in-audience', SINGLE_TENANT],
  );
  return made === undefined ? notMadeYet() : application.parse(made);
}

/** A registration that other tenants could sign in to is made one of this tenant. */
function singleTenant(az: AzureCli, found: Application): Application {
  if (found.signInAudience !== SINGLE_TENANT) {
    az.change(
      `let nobody of other tenants sign in (${found.signInAudience} until now)`,
      ...['ad', 'app', 'update', '--id', found.appId, '--sign-in-audience', SINGLE_TENANT],
    );
  }
  return found;
}

/** The object id of the registration's service principal; made where there is none. `undefined` in a dry run before that. */
export function findOrMakeServicePrincipal(az: AzureCli, application: Application): string | undefined {
  const { appId } = application;
  const found = isMade(application) ? az.ask('ad', 'sp', 'list', '--filter', `appId eq '${appId}'`) : [];
  const [only] = z.array(z.object({ id: z.string() })).parse(found);
  if (only !== undefined) return only.id;
  const made = az.change('make its service principal', 'ad', 'sp', 'create', '--id', appId);
  return made === undefined ? undefined : z.object({ id: z.string() }).parse(made).id;
}
