import { isPimError } from '../../pim/errors.ts';
import {
  ADMINISTRATION_SCOPES,
  ALERT_SCOPES,
  DECISION_SCOPES,
  EXTENSION_SCOPES,
  hasScopes,
  OWN_ROLE_SCOPES,
  REVIEW_SCOPES,
  SETTINGS_SCOPES,
} from '../../graph/graphScopes.ts';
import { type GraphProbes } from '../../graph/graphProbes.ts';
import { type Settings } from '../../settings.ts';
import { type CheckName } from './checkTable.ts';
import {
  attention,
  failed,
  type Finding,
  look,
  notLookedAt,
  type Seen,
  unexpected,
  well,
} from './finding.ts';

/** What a feature takes of people, and what becomes of it without. */
interface Bundle {
  readonly check: CheckName;
  readonly scopes: readonly string[];
  readonly without: string;
  /** Everything else goes on without it. */
  readonly isOptional?: true;
  /** The switch of the settings file that is off. */
  readonly offBy?: string | undefined;
}

const bundlesOf = ({ administration, reviews }: Settings): readonly Bundle[] => [
  { check: 'consent.ownRoles', scopes: OWN_ROLE_SCOPES, without: 'nobody can activate anything' },
  {
    check: 'consent.decisions',
    scopes: DECISION_SCOPES,
    without: 'approvers may be sent to the portal',
    isOptional: true,
  },
  {
    check: 'consent.extensions',
    scopes: EXTENSION_SCOPES,
    without: 'whoever asks for more time is sent to the consent page',
    isOptional: true,
  },
  {
    check: 'consent.administration',
    scopes: [...ADMINISTRATION_SCOPES, ...SETTINGS_SCOPES, ...ALERT_SCOPES],
    without: 'administrators cannot change what others hold, settings or alerts',
    offBy: administration.changes ? undefined : 'administration.changes',
  },
  {
    check: 'consent.reviews',
    scopes: REVIEW_SCOPES,
    without: 'nobody can decide in an access review or set one up',
    offBy: reviews.enabled ? undefined : 'reviews.enabled',
  },
];

const consent =
  'In Entra: App registrations › this app › API permissions › Microsoft Graph › Delegated permissions; then grant admin consent.';

/** What was consented to for everybody, feature by feature; read once. */
export async function consentChecks(probes: GraphProbes, settings: Settings): Promise<readonly Finding[]> {
  const granted = probes.consentedScopes();
  // Each of those below looks at it; until the first does, a refusal is nobody's.
  granted.catch(() => undefined);
  return Promise.all(
    bundlesOf(settings).map((bundle) =>
      look(bundle.check, async () => seen(bundle, await readable(granted))),
    ),
  );
}

async function readable(granted: Promise<readonly string[]>): Promise<readonly string[] | Seen> {
  try {
    return await granted;
  } catch (error) {
    return isPimError(error, 'permission_missing', 'forbidden')
      ? notLookedAt(
          'Graph shows consent to apps with Directory.Read.All alone',
          'Grant it, or look in Entra: Enterprise applications › this app › Permissions › Admin consent.',
        )
      : unexpected(error);
  }
}

function seen({ scopes, without, isOptional, offBy }: Bundle, granted: readonly string[] | Seen): Seen {
  if (offBy !== undefined) return well(`not needed: ${offBy} is off`);
  if ('verdict' in granted) return granted;
  const missing = [...new Set(scopes)].filter((scope) => !hasScopes(granted, [scope]));
  if (missing.length === 0) return well('given for everybody');
  const told = `missing: ${missing.join(', ')}; ${without}`;
  return isOptional === true ? attention(told, consent) : failed(told, consent);
}
