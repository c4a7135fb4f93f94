import { generatedSeed, type GeneratedHoldings } from '../graph/seed/generatedSeed.ts';
import { type GeneratedReviews, generatedReviews } from '../graph/seed/generatedReviews.ts';
import { generatedDirectory } from './generatedDirectory.ts';
import { type OfflineTenant } from './offlineTenant.ts';
import { Randomness } from './randomness.ts';
import {
  everydayDelegatedScopes,
  groupReadingPermission,
  loopbackRedirectUris,
  readOnlyApplicationPermissions,
} from './seededTenant.ts';

/** How large a generated tenant is, and which of all such tenants. */
export interface GeneratedSize extends Omit<GeneratedHoldings, 'roles'> {
  /** The same number gives the same tenant. */
  readonly seed: number;
  readonly people: number;
  readonly groups: number;
  /** Roles of the tenant's own; three unless given. */
  readonly roles?: number;
  /** Access reviews, and how many decisions there are in all of them; none unless given. */
  readonly reviews?: GeneratedReviews;
}

/** From so many people on a tenant has the page size of the others; smaller ones have pages of a few items, so that there are several. */
const LARGE = 1_000;

/** A tenant that nobody wrote down: the same for the same size and seed. */
export function generatedTenant(size: GeneratedSize): OfflineTenant {
  const random = new Randomness(size.seed);
  const { seed, people, groups, roles = 3, reviews, ...holdings } = size;
  const id = random.guid();
  const directory = generatedDirectory(random, people, groups);
  const held = generatedSeed(random, directory, { ...holdings, roles });
  // Numbers of their own: with and without reviews the rest of the tenant is the same.
  const roleManagement =
    reviews === undefined
      ? held
      : { ...held, reviews: generatedReviews(new Randomness(seed), directory, reviews) };
  return {
    roleManagement,
    directory: {
      id,
      name: `Generated ${String(size.seed)}`,
      domain: 'generated.example',
      ...directory,
      registration: {
        appId: random.guid(),
        displayName: 'Latchkey',
        secrets: ['a-generated-tenant-is-make-believe'],
        certificates: [],
        redirectUris: loopbackRedirectUris,
        applicationPermissions: [...readOnlyApplicationPermissions, groupReadingPermission],
        consentedScopes: everydayDelegatedScopes,
      },
      wire: {
        pageSize: people < LARGE ? random.upTo(7) + 1 : 100,
        keyOrder: random.happens(0.5) ? 'documented' : 'reversed',
        actionCasing: random.happens(0.5) ? 'camel' : 'pascal',
        innerErrorKey: random.happens(0.5) ? 'innerError' : 'innererror',
        policyMessage: random.happens(0.5) ? 'new' : 'old',
        provisioningSeconds: random.upTo(5),
        auditLagSeconds: { least: 0, most: 0 },
      },
      consentingAdministrators: [roleManagement.administratorId],
      thingsToTry: [],
    },
  };
}
