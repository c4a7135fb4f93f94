import assert from 'node:assert/strict';
import { type HoldingChange } from '../../src/pim/administration.ts';
import { PimError } from '../../src/pim/errors.ts';
import { type Person, principalId, type PrincipalId } from '../../src/pim/ids.ts';
import { type OperationResult } from '../../src/pim/operations/runOperation.ts';
import { type AuditEntry, type Operation } from '../../src/pim/records.ts';
import { type Role, type RoleAtScope } from '../../src/pim/roles.ts';
import { OperationWorld } from './operationWorld.ts';

type What = HoldingChange['what'];

export const DAY_MINUTES = 24 * 60;
/** Everything that an administrator may change. */
export const everyWhat: readonly What[] = [
  'makeEligible',
  'assignEligible',
  'assignActive',
  'extendEligible',
  'extendActive',
  'updateEligible',
  'updateActive',
  'removeEligible',
  'removeActive',
];
/** An answer that never came. */
export const lost = new PimError('outcome_unknown', 'Lost');
/** A service principal. */
export const anApp = principalId('0e000000-0000-4000-8000-000000000009');

/** A world in which an administrator changes what Ana holds of a role. */
export class ChangeWorld {
  readonly world: OperationWorld;
  readonly admin: Person;
  readonly ana: Person;
  readonly role: Role;

  private constructor(world: OperationWorld, admin: Person, ana: Person) {
    this.world = world;
    this.admin = admin;
    this.ana = ana;
    this.role = world.pim.addRole('Exchange Administrator');
  }

  static async open(): Promise<ChangeWorld> {
    const world = new OperationWorld();
    return new ChangeWorld(world, await world.person('Omar Haddad'), await world.person('Ana Ruiz'));
  }

  inDays(days: number): Date {
    return new Date(this.world.clock.now().getTime() + days * DAY_MINUTES * 60_000);
  }

  toChange(
    what: What,
    { id }: Role = this.role,
    changes: { readonly principalId?: PrincipalId; readonly scopeId?: string; readonly days?: number } = {},
  ): HoldingChange {
    const { principalId: of = this.ana.id, scopeId = '/', days = 90 } = changes;
    const base = { roleDefinitionId: id, scopeId, principalId: of, justification: 'Ticket of the audit' };
    switch (what) {
      case 'makeEligible':
      case 'assignEligible':
        return { ...base, what, days };
      case 'assignActive':
        return { ...base, what, minutes: days * DAY_MINUTES };
      case 'extendEligible':
      case 'extendActive':
      case 'updateEligible':
      case 'updateActive':
        return { ...base, what, endAt: this.inDays(days).toISOString() };
      case 'removeEligible':
      case 'removeActive':
        return { ...base, what };
    }
  }

  does(change: HoldingChange, by: Person = this.admin): Promise<OperationResult> {
    return this.world.does(by, { kind: 'changeHolding', change });
  }

  opened(change: HoldingChange): Promise<Operation> {
    return this.world.open(this.admin, { kind: 'changeHolding', change });
  }

  /** What is really there. */
  held(change: HoldingChange): string {
    const kinds = (['assignment', 'eligibility'] as const).filter(
      (kind) => this.world.administration.has(kind, change.principalId, at(change)) !== undefined,
    );
    return kinds.join(' and ');
  }

  written(): readonly string[] {
    return this.world.administration.writes.map(({ method, kind }) => `${method} ${kind}`);
  }

  lastRow(): AuditEntry {
    const row = this.world.audit.entries.at(-1);
    assert.ok(row);
    return row;
  }

  /** Something for the change to find. */
  prepare(what: What, subject: { readonly id: PrincipalId } = this.ana, of: Role = this.role): void {
    const { pim, administration } = this.world;
    if (what === 'makeEligible' || what === 'removeActive') pim.makePermanent(subject, of);
    const key = { roleDefinitionId: of.id, scopeId: '/' };
    if (what === 'extendActive') administration.give('assignment', subject.id, key, this.inDays(3));
    if (what === 'updateActive') administration.give('assignment', subject.id, key, this.inDays(200));
    if (what === 'updateEligible') pim.makeEligible(subject, of, { endAt: this.inDays(200) });
    if (what === 'extendEligible') pim.makeEligible(subject, of, { endAt: this.inDays(3) });
    if (what === 'removeEligible') pim.makeEligible(subject, of);
  }
}

/** The role and scope of a change. */
export const at = ({ roleDefinitionId, scopeId }: HoldingChange): RoleAtScope => ({
  roleDefinitionId,
  scopeId,
});
