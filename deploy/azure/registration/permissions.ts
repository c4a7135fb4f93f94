import { z } from 'zod';
import { isAccessChanging } from '../../../src/graph/appPermissions.ts';
import { type Application } from './application.ts';
import { type AzureCli, AzureError } from './azureCli.ts';
import { type WantedPermissions } from './wantedPermissions.ts';

/** Microsoft Graph, in every cloud. */
const GRAPH_APP_ID = '00000003-0000-0000-c000-000000000000';

const named = z.array(z.object({ id: z.string(), value: z.string().nullable() }));
const graphPrincipal = z.object({ appRoles: named, oauth2PermissionScopes: named });

/** A permission as a registration names it: `Role` for the app itself, `Scope` for people. */
interface Entry {
  readonly id: string;
  readonly type: string;
  readonly name: string;
}

/**
 * Puts the wanted permissions on the registration's list. The list is a wish: nothing is granted before an administrator
 * consents. What is on it and not wanted is named, and stays.
 * @throws AzureError where Graph has no such permission
 */
export function ensurePermissions(
  az: AzureCli,
  { appId, requiredResourceAccess }: Application,
  { wanted, print }: { readonly wanted: WantedPermissions; readonly print: (line: string) => void },
): void {
  const known = knownPermissions(az);
  const idOf = (type: string, name: string): Entry => {
    const entry = known.find((one) => one.type === type && one.name === name);
    if (entry === undefined) throw new AzureError(`Graph of this cloud has no permission ${name} (${type}).`);
    return entry;
  };
  const entries = [
    ...wanted.application.map((name) => idOf('Role', name)),
    ...wanted.delegated.map((name) => idOf('Scope', name)),
  ];
  const listed = requiredResourceAccess
    .filter(({ resourceAppId }) => resourceAppId === GRAPH_APP_ID)
    .flatMap(({ resourceAccess }) => resourceAccess);
  const isIn = (list: readonly { id: string; type: string }[], { id, type }: { id: string; type: string }) =>
    list.some((one) => one.id === id && one.type === type);
  const missing = entries.filter((entry) => !isIn(listed, entry));
  if (missing.length > 0) {
    az.change(
      `put on the list of permissions: ${missing.map(({ name, type }) => `${name} (${type})`).join(', ')}`,
      ...['ad', 'app', 'permission', 'add', '--id', appId, '--api', GRAPH_APP_ID],
      ...['--api-permissions', ...missing.map(({ id, type }) => `${id}=${type}`)],
    );
  }
  for (const one of listed.filter((entry) => !isIn(entries, entry))) print(notWanted(one, known));
}

function knownPermissions(az: AzureCli): readonly Entry[] {
  const { appRoles, oauth2PermissionScopes } = graphPrincipal.parse(
    az.ask('ad', 'sp', 'show', '--id', GRAPH_APP_ID),
  );
  const entries = (list: z.infer<typeof named>, type: string): readonly Entry[] =>
    list.map(({ id, value }) => ({ id, type, name: value ?? '' }));
  return [...entries(appRoles, 'Role'), ...entries(oauth2PermissionScopes, 'Scope')];
}

function notWanted({ id, type }: { id: string; type: string }, known: readonly Entry[]): string {
  const name = known.find((one) => one.id === id && one.type === type)?.name ?? id;
  const isDangerous = type === 'Role' && isAccessChanging(name);
  return isDangerous
    ? `take away: ${name} (${type}) could change who has access; while it is granted Latchkey relays nothing`
    : `not needed: ${name} (${type}) is on the list; take it away unless you know what for`;
}
