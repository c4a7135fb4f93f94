import { entriesChanged } from './entries.ts';
import { type SeededTenant } from './tenants/seededTenant.ts';
import { type User } from './world.ts';

/** People whom an administrator deletes from the directory. What PIM knows of them stays, as it does for a while in Entra. */
export class DeletedUsers {
  readonly #users: User[];
  readonly #seeded: readonly User[];

  constructor({ users }: SeededTenant) {
    this.#users = users as User[];
    this.#seeded = [...users];
  }

  /** `false` where nobody has that id. */
  delete(id: string): boolean {
    const at = this.#users.findIndex((user) => user.id === id.toLowerCase());
    if (at >= 0) this.#users.splice(at, 1);
    entriesChanged(this.#users);
    return at >= 0;
  }

  reset(): void {
    this.#users.length = 0;
    for (const user of this.#seeded) this.#users.push(user);
    entriesChanged(this.#users);
  }
}
