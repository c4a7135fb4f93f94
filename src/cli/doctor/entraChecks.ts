import { type EntraConfig } from '../../config.ts';
import { type Entra } from '../../graph/entra.ts';
import { isPimError } from '../../pim/errors.ts';
import { type BrokenHouseRule } from '../../pim/houseRules/houseRule.ts';
import { MAXIMUM_OFFSET_SECONDS } from '../../readinessChecks.ts';
import { type CheckName, checkNames } from './checkTable.ts';
import { consentChecks } from './consentChecks.ts';
import { attention, failed, type Finding, look, notLookedAt, type Seen, well } from './finding.ts';
import { graphChecks } from './graphChecks.ts';
import { houseRules } from './houseRulesCheck.ts';
import { pilot } from './pilotCheck.ts';
import { excessPermissions, featurePermissions, requiredPermissions } from './permissionChecks.ts';

const needsToken = (name: CheckName): boolean =>
  /^(?:permissions|consent|graph)\./.test(name) || ['catalogue', 'pilot', 'houseRules'].includes(name);

/** Everything about Entra and Graph. Without a token for Graph the rest is not looked at; the connector’s is asked for all the same. */
export async function entraChecks(
  entra: Entra | undefined,
  config: EntraConfig | undefined,
  broken: readonly BrokenHouseRule[],
): Promise<readonly Finding[]> {
  if (entra === undefined || config === undefined) {
    const without = notLookedAt('the configuration is wrong', 'Put the configuration right first.');
    const names = checkNames.filter((name) => needsToken(name) || /^(?:token\..*|clock)$/.test(name));
    return names.map((check) => ({ check, ...without }));
  }
  const [graph, connector] = await Promise.all([
    look('token.graph', () => token(() => entra.hasAppToken())),
    look('token.connector', () => token(() => entra.connectorToken())),
  ]);
  const rest = graph.verdict === 'well' ? await withToken(entra, config, broken) : withoutToken();
  return [graph, connector, ...rest, await look('clock', () => Promise.resolve(clock(entra)))];
}

const withoutToken = (): readonly Finding[] =>
  checkNames.filter(needsToken).map((check) => ({
    check,
    ...notLookedAt('Entra gives the app no token', 'Put the credential right first.'),
  }));

async function withToken(
  entra: Entra,
  { settings }: EntraConfig,
  broken: readonly BrokenHouseRule[],
): Promise<readonly Finding[]> {
  const { probes, directory, appPermissions } = entra;
  if (probes === undefined) throw new Error('Entra was connected without probes');
  const features = { reviews: settings.reviews.enabled, installing: settings.delivery.installForApprovers };
  const found = await Promise.all([
    look('permissions.required', async () => requiredPermissions(await appPermissions())),
    look('permissions.excess', async () => excessPermissions(await appPermissions(), features)),
    look('permissions.features', async () => featurePermissions(await appPermissions(), features)),
    consentChecks(probes, settings),
    graphChecks(probes, directory, settings),
    look('pilot', () => pilot(directory, settings)),
    look('houseRules', () => houseRules(entra, settings, broken)),
  ]);
  return found.flat();
}

/** What to do about Entra's own numbers for a credential that it does not take. */
const credentialFixes: Readonly<Record<string, string>> = {
  AADSTS7000215: 'The secret is not one of this app’s: take the value of a client secret, not its id.',
  AADSTS7000222: 'The secret has expired: make a new one, or better take a certificate.',
  AADSTS700027: 'The certificate is not among those of the app registration: upload it there.',
  AADSTS700016: 'There is no such app in this tenant: look at MicrosoftAppId and MicrosoftAppTenantId.',
  AADSTS700213: 'The registration does not trust this managed identity: add a federated credential for it.',
  AADSTS90002: 'There is no such tenant in this cloud: look at MicrosoftAppTenantId and LATCHKEY_CLOUD.',
};

async function token(get: () => Promise<unknown>): Promise<Seen> {
  try {
    await get();
    return well('Entra gives it');
  } catch (error) {
    if (!isPimError(error)) throw error;
    const { graphCode = error.code } = error.details;
    return failed(
      `Entra gives none (${graphCode})`,
      credentialFixes[graphCode] ??
        'Look at the credential of the app registration, at LATCHKEY_CLOUD, and whether this machine reaches the login host.',
    );
  }
}

function clock(entra: Entra): Seen {
  const offset = entra.clockOffsetSeconds();
  if (offset === undefined)
    return notLookedAt('nobody answered with a date', 'Let this machine reach Entra.');
  const told = `Microsoft’s clocks are ${Math.abs(offset)} s ${offset < 0 ? 'behind' : 'ahead'}`;
  const fix = 'Set this machine’s clock by NTP: tokens are judged by it.';
  if (Math.abs(offset) > MAXIMUM_OFFSET_SECONDS) return failed(told, fix);
  return Math.abs(offset) > MAXIMUM_OFFSET_SECONDS / 4
    ? attention(told, fix)
    : well(offset === 0 ? 'no difference' : told);
}
