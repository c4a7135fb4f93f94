import { type User } from '../world.ts';
import { type SeededTenant } from '../tenants/seededTenant.ts';
import { EntraError } from './entraError.ts';

/** The people of the tenant as sign-in sees them. */
export class Directory {
  readonly #tenant: SeededTenant;

  constructor(tenant: SeededTenant) {
    this.#tenant = tenant;
  }

  get people(): readonly User[] {
    return this.#tenant.users;
  }

  get tenantName(): string {
    return this.#tenant.name;
  }

  /** The person with this object id, if the account may sign in at all. */
  signingIn(id: string): User {
    const user = this.#tenant.users.find((one) => one.id === id);
    if (user === undefined) {
      throw new EntraError('invalid_grant', 50034, `The user account ${id} does not exist in the directory.`);
    }
    if (!user.accountEnabled) throw new EntraError('invalid_grant', 50057, 'The user account is disabled.');
    return user;
  }

  /** The person a `login_hint` means, by sign-in name or mail address. */
  hinted(hint: string | undefined): User | undefined {
    const wanted = hint?.toLowerCase();
    return this.#tenant.users.find(
      (user) => user.userPrincipalName.toLowerCase() === wanted || user.mail?.toLowerCase() === wanted,
    );
  }

  /** Whether the person may consent for the whole organization. */
  mayConsentForAll(user: User): boolean {
    return this.#tenant.consentingAdministrators.includes(user.id);
  }
}
