import { type GraphProbes, type ReadingName } from '../../graph/graphProbes.ts';
import { isPimError } from '../../pim/errors.ts';
import { type PimDirectory } from '../../pim/ports.ts';
import { type Settings } from '../../settings.ts';
import { attention, failed, type Finding, look, notLookedAt, type Seen, well } from './finding.ts';

/** What Latchkey cannot do without; the others only make it poorer. */
const needed: Readonly<Record<ReadingName, boolean>> = {
  roleNames: true,
  eligibilities: true,
  assignments: true,
  settings: true,
  people: true,
  groups: true,
  auditLog: false,
  alerts: false,
  reviews: false,
};

/** How Graph answers what the app itself asks of it. */
export async function graphChecks(
  probes: GraphProbes,
  directory: Pick<PimDirectory, 'settingsOfAll'>,
  settings: Settings,
): Promise<readonly Finding[]> {
  const names = Object.keys(needed) as readonly ReadingName[];
  return Promise.all([
    ...names.map((name) => look(`graph.${name}`, () => reading(name, probes, directory, settings))),
    look('graph.approvals', () => approvals(probes)),
    look('catalogue', () => catalogue(probes)),
  ]);
}

async function reading(
  name: ReadingName,
  probes: GraphProbes,
  directory: Pick<PimDirectory, 'settingsOfAll'>,
  settings: Settings,
): Promise<Seen> {
  if (name === 'reviews' && !settings.reviews.enabled) return well('not needed: reviews.enabled is off');
  try {
    if (name === 'settings') return await policies(directory);
    await probes.read(name);
    return well('answers');
  } catch (error) {
    if (!isPimError(error, 'permission_missing', 'forbidden')) return problem(name, error);
    const permission = probes.permissionFor(name);
    const told = `Graph refuses: it asks for ${permission}`;
    const fix = `Grant ${permission} to the app and consent to it; what was just granted takes some minutes.`;
    return needed[name] || name === 'reviews' ? failed(told, fix) : attention(told, fix);
  }
}

/** Not only whether Graph answers: whether the settings of roles can be understood. */
async function policies(directory: Pick<PimDirectory, 'settingsOfAll'>): Promise<Seen> {
  const settings = await directory.settingsOfAll();
  if (settings.length === 0)
    return failed('no role has settings', 'Look whether this tenant has PIM (Entra ID P2 or Governance).');
  const asking = settings.filter(({ approval }) => approval.isRequired);
  return well(`${settings.length} roles can be read, ${asking.length} of them ask for approval`);
}

function problem(name: ReadingName, error: unknown): Seen {
  if (isPimError(error, 'licence_missing'))
    return failed('the tenant has no licence for PIM', 'PIM takes Entra ID P2 or Entra ID Governance.');
  if (name === 'roleNames' && isPimError(error, 'unexpected_answer'))
    return attention(
      'beta does not answer: roles are read from v1.0, and none is marked as privileged',
      'Nothing; look again later.',
    );
  throw error;
}

async function approvals(probes: GraphProbes): Promise<Seen> {
  switch (await probes.approvals()) {
    case 'there':
      return well('beta has them');
    case 'notPermitted':
      return well('beta has them; approvers read them with their own sign-in, the app itself may not');
    case 'gone':
      return failed(
        'beta does not have them any more: approvers are led to the portal',
        'Decide in the Entra admin center, and look for a newer version of Latchkey.',
      );
  }
}

async function catalogue(probes: GraphProbes): Promise<Seen> {
  try {
    return (await probes.isInCatalogue())
      ? well('Latchkey is in it')
      : failed(
          'Latchkey is not in it, or has another id than MicrosoftAppId',
          'Make the package (npm run package) and upload it in the Teams admin center under Manage apps.',
        );
  } catch (error) {
    if (!isPimError(error, 'permission_missing', 'forbidden')) throw error;
    return notLookedAt(
      'the app may not read the catalogue',
      'Grant AppCatalog.Read.All to have it looked at, or look in the Teams admin center under Manage apps.',
    );
  }
}
