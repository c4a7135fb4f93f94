import { randomUUID } from 'node:crypto';
import { type Application, patchApplication } from './application.ts';
import { type AzureCli } from './azureCli.ts';
import { type AzureCloud } from './azureCloud.ts';

/** Teams' own clients, which get a sign-on token without asking the person (Microsoft: Teams SSO). */
const TEAMS_CLIENTS = {
  'Teams on desktops and phones': '1fec8e78-bce4-4aaf-ab1b-5451cc387264',
  'Teams in browsers': '5e3ce6c0-2b1f-4285-8d4b-75ee78787346',
} as const;

const SCOPE = 'access_as_user';

/** Lets Teams sign people on to the registration: token version, identifier URI, scope, and who may ask for it. */
export function ensureSignOn(az: AzureCli, cloud: AzureCloud, found: Application): void {
  const { appId, api } = found;
  const patch = (sentence: string, change: object): void => {
    patchApplication(az, cloud, { appId, sentence, change: { api: change } });
  };
  if (api.requestedAccessTokenVersion !== 2)
    patch('ask for access tokens of version 2', { requestedAccessTokenVersion: 2 });
  ensureIdentifier(az, found);
  const known = api.oauth2PermissionScopes.find(({ value }) => value === SCOPE);
  const scopeId = known?.id ?? randomUUID();
  if (known === undefined) {
    patch(`add the scope ${SCOPE}, with which Teams signs people on`, {
      oauth2PermissionScopes: [...api.oauth2PermissionScopes, newScope(scopeId)],
    });
  }
  // After the scope and in a call of its own: Graph wants to know the id by then.
  ensurePreAuthorized(patch, api.preAuthorizedApplications, scopeId);
}

function ensureIdentifier(az: AzureCli, { appId, identifierUris }: Application): void {
  // Teams takes no other form for a bot.
  const wanted = `api://botid-${appId}`;
  if (identifierUris.includes(wanted)) return;
  const all = [...identifierUris, wanted];
  az.change(
    `add the identifier URI ${wanted}`,
    ...['ad', 'app', 'update', '--id', appId, '--identifier-uris', ...all],
  );
}

const newScope = (id: string): object => ({
  id,
  value: SCOPE,
  type: 'User',
  isEnabled: true,
  adminConsentDisplayName: 'Sign in to Latchkey',
  adminConsentDescription: 'Lets Teams tell Latchkey who is writing.',
  userConsentDisplayName: 'Sign in to Latchkey',
  userConsentDescription: 'Lets Teams tell Latchkey that it is you.',
});

type PreAuthorized = Application['api']['preAuthorizedApplications'];

function ensurePreAuthorized(
  patch: (sentence: string, change: object) => void,
  found: PreAuthorized,
  scopeId: string,
): void {
  const missing = Object.entries(TEAMS_CLIENTS).filter(
    ([, client]) =>
      found.find(({ appId }) => appId === client)?.delegatedPermissionIds.includes(scopeId) !== true,
  );
  if (missing.length === 0) return;
  const ids: readonly string[] = missing.map(([, client]) => client);
  const kept = found.map((one) =>
    ids.includes(one.appId)
      ? { appId: one.appId, delegatedPermissionIds: [...one.delegatedPermissionIds, scopeId] }
      : one,
  );
  const added = ids
    .filter((client) => !found.some(({ appId }) => appId === client))
    .map((client) => ({ appId: client, delegatedPermissionIds: [scopeId] }));
  patch(`let ${missing.map(([name]) => name).join(' and ')} ask for it without a question`, {
    preAuthorizedApplications: [...kept, ...added],
  });
}

/** The address to which Entra's sign-in page comes back. */
export function ensureRedirect(az: AzureCli, { appId, web }: Application, publicUrl: string): void {
  const wanted = `${publicUrl.replace(/(?<!\/)\/+$/, '')}/auth/end`;
  if (web.redirectUris.includes(wanted)) return;
  const all = [...web.redirectUris, wanted];
  az.change(
    `add the redirect URI ${wanted}`,
    ...['ad', 'app', 'update', '--id', appId, '--web-redirect-uris', ...all],
  );
}
