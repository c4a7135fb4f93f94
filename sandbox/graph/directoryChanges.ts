import { z } from 'zod';
import { type Answer } from '../world.ts';
import { type Pim } from './pim/pim.ts';

/** What may be changed of a person, group, administrative unit, service principal or role; the rest stays. */
const change = z.strictObject({
  id: z.guid(),
  displayName: z.string().optional(),
  accountEnabled: z.boolean().optional(),
  userType: z.enum(['Member', 'Guest']).optional(),
  members: z.array(z.guid()).optional(),
  /** In which language the person uses Teams. */
  locale: z.string().optional(),
});

type Entry = Record<string, unknown> & { readonly id: string };

/** Changes what administrators change in the directory, past role management: names, guests, disabled accounts, members; and people their language. */
export class DirectoryChanges {
  readonly #pim: Pim;
  /** What stood there before, by the entry. */
  readonly #before = new Map<Entry, Entry>();

  constructor(pim: Pim) {
    this.#pim = pim;
  }

  /** Answers 204, or 404 where the tenant has nobody and nothing with this id, or that has no such member. */
  make(body: unknown): Answer {
    const { id, ...wanted } = change.parse(body);
    const entry = this.#entries().find((one) => one.id === id.toLowerCase());
    const isThere = entry !== undefined && Object.keys(wanted).every((name) => name in entry);
    if (!isThere)
      return { status: 404, body: { error: { code: 'NotFound', message: 'Nothing like that.' } } };
    if (!this.#before.has(entry)) this.#before.set(entry, { ...entry });
    Object.assign(entry, wanted);
    this.#pim.world.journal.add({
      kind: 'control',
      summary: `The directory was changed: ${Object.keys(wanted).join(', ')}`,
      actor: undefined,
      status: 204,
      wire: { request: JSON.stringify(body, undefined, 2) },
    });
    return { status: 204 };
  }

  /** Everything is as it was seeded. */
  undo(): void {
    for (const [entry, before] of this.#before) Object.assign(entry, before);
    this.#before.clear();
  }

  #entries(): readonly Entry[] {
    const { users, groups, administrativeUnits, servicePrincipals } = this.#pim.world.tenant;
    const { roleDefinitions } = this.#pim.state;
    const all = [...users, ...groups, ...administrativeUnits, ...servicePrincipals, ...roleDefinitions];
    return all as unknown as readonly Entry[];
  }
}
