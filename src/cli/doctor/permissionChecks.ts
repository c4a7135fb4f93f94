import { permissionsInUse, type UsedFeatures } from '../../graph/usedPermissions.ts';
import { type AppPermissions, unusedPermissions, unmetPermissions } from '../../graph/appPermissions.ts';
import { attention, failed, type Seen, well } from './finding.ts';

const grant =
  'In Entra: App registrations › this app › API permissions › Microsoft Graph › Application permissions; then grant admin consent.';

/** Whether everything is granted that Latchkey takes whatever is switched on. */
export const requiredPermissions = ({ missing, granted }: AppPermissions): Seen =>
  missing.length === 0
    ? well(`all there (${granted.length} granted)`)
    : failed(`missing: ${missing.join(', ')}`, `Grant what is missing. ${grant}`);

/** Whether more is granted than Latchkey takes. */
export function excessPermissions({ changesAccess, granted }: AppPermissions, features: UsedFeatures): Seen {
  if (changesAccess.length > 0)
    return failed(
      `these could change who has access, so no change is relayed: ${changesAccess.join(', ')}`,
      'Take them away in Entra: App registrations › this app › API permissions. Nothing here needs them.',
    );
  const unused = unusedPermissions(granted, permissionsInUse(features));
  return unused.length === 0
    ? well('nothing that is not needed')
    : attention(
        `these serve nothing as Latchkey is set up: ${unused.join(', ')}`,
        'Take them away in Entra: App registrations › this app › API permissions.',
      );
}

/** Whether what is switched on has the permissions that it takes. */
export function featurePermissions({ granted }: AppPermissions, { reviews, installing }: UsedFeatures): Seen {
  const wanted = [
    ...(reviews ? ['AccessReview.Read.All'] : []),
    ...(installing ? ['AppCatalog.Read.All', 'TeamsAppInstallation.ReadWriteSelfForUser.All'] : []),
  ];
  const missing = unmetPermissions(granted, wanted);
  if (missing.length > 0)
    return failed(
      `missing for what is switched on: ${missing.join(', ')}`,
      `Grant them, or switch reviews.enabled or delivery.installForApprovers off. ${grant}`,
    );
  return well(wanted.length === 0 ? 'no feature is on that takes more' : 'all there');
}
