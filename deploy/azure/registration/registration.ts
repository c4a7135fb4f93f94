import { parseArgs } from 'node:util';
import { findOrMakeApplication, findOrMakeServicePrincipal } from './application.ts';
import { type AzureCli, AzureError, createAzureCli, type RunAzure } from './azureCli.ts';
import { type AzureCloud, readCloud } from './azureCloud.ts';
import { ensurePermissions } from './permissions.ts';
import { ensureRedirect, ensureSignOn } from './signOn.ts';
import { ensureTrust } from './trust.ts';
import { type Feature, features, isFeature, wantedPermissions } from './wantedPermissions.ts';

const usage = [
  'Usage: node deploy/azure/registration/register.ts [options]',
  '',
  'Makes the app registration in the tenant that "az login" is signed in to, or completes it. What is there stays; it may be',
  'run again at any time. It grants nothing: an administrator has to consent, and the last lines say how.',
  '',
  '  --name NAME        what it is called; else Latchkey',
  '  --app-id GUID      a registration that is there, by its client id',
  '  --public-url URL   the https address by which browsers reach Latchkey, for its redirect URI',
  '  --identity GUID    object id of the managed identity that it trusts',
  '  --with FEATURES    permissions for these too, with commas between:',
  ...Object.entries(features).map(([name, { says }]) => `    ${name.padEnd(16)} ${says}`),
  '  --dry-run          says what it would do, and changes nothing',
];

interface Wish {
  readonly name: string;
  readonly appId: string | undefined;
  readonly publicUrl: string | undefined;
  readonly identity: string | undefined;
  readonly features: readonly Feature[];
  readonly isDryRun: boolean;
}

/** What was typed is no good; the message says what. */
class WrongOption extends Error {}

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const options = {
  name: { type: 'string', default: 'Latchkey' },
  'app-id': { type: 'string' },
  'public-url': { type: 'string' },
  identity: { type: 'string' },
  with: { type: 'string', default: '' },
  'dry-run': { type: 'boolean', default: false },
} as const;

function typed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw new WrongOption(error instanceof Error ? error.message : String(error));
  }
}

function readWish(args: readonly string[]): Wish {
  const values = typed(args);
  const { identity, 'app-id': appId, 'public-url': publicUrl } = values;
  for (const id of [appId, identity])
    if (id !== undefined && !GUID.test(id)) throw new WrongOption(`"${id}" is not a GUID.`);
  if (publicUrl !== undefined && !/^https:\/\/[^/?#]+\/?$/.test(publicUrl))
    throw new WrongOption('--public-url must be an https address without a path.');
  const names = values.with.split(',').filter((name) => name !== '');
  const unknown = names.find((name) => !isFeature(name));
  if (unknown !== undefined) throw new WrongOption(`There is no feature "${unknown}".`);
  return {
    name: values.name,
    appId,
    publicUrl,
    identity,
    features: names.filter(isFeature),
    isDryRun: values['dry-run'],
  };
}

function register(wish: Wish, az: AzureCli, print: (line: string) => void): void {
  const cloud = readCloud(az);
  const application = findOrMakeApplication(az, cloud, wish);
  const principal = findOrMakeServicePrincipal(az, application);
  ensureSignOn(az, cloud, application);
  if (wish.publicUrl !== undefined) ensureRedirect(az, application, wish.publicUrl);
  ensurePermissions(az, application, { wanted: wantedPermissions(wish.features), print });
  if (wish.identity !== undefined)
    ensureTrust(az, cloud, { appId: application.appId, identity: wish.identity });
  for (const line of closing(cloud, application.appId, principal)) print(line);
}

/** What whoever goes on has to know, and the one step that is left to an administrator. */
const closing = (
  { tenantId }: AzureCloud,
  appId: string,
  principal: string | undefined,
): readonly string[] => [
  '',
  `client id (MicrosoftAppId)          ${appId}`,
  `tenant (MicrosoftAppTenantId)       ${tenantId}`,
  `service principal (object id)       ${principal ?? '<not made yet>'}`,
  '',
  'Nothing was granted. A Privileged Role Administrator looks at the list of permissions and consents, once:',
  'in the Entra admin center under App registrations, API permissions, "Grant admin consent"; or with',
  `  az ad app permission admin-consent --id ${appId}`,
];

/** What the command needs of the world. */
interface RegistrationWorld {
  readonly run: RunAzure;
  readonly print: (line: string) => void;
  readonly complain: (line: string) => void;
}

/**
 * Makes or completes the registration that `args` ask for.
 * @returns the exit code: 0 done, 1 the Azure CLI refused, 2 a wrong option
 */
export function runRegistration(
  args: readonly string[],
  { run, print, complain }: RegistrationWorld,
): number {
  if (args.includes('--help')) {
    for (const line of usage) print(line);
    return 0;
  }
  try {
    const wish = readWish(args);
    register(wish, createAzureCli(run, { isDryRun: wish.isDryRun, print }), print);
    return 0;
  } catch (error) {
    // A wrong option, or what the Azure CLI said: a sentence. Anything else is a fault of ours, with its trace.
    if (!(error instanceof WrongOption) && !(error instanceof AzureError)) throw error;
    complain(error.message);
    return error instanceof AzureError ? 1 : 2;
  }
}
