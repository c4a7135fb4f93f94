import assert from 'node:assert/strict';
import { PimError, type PimErrorCode } from '../../src/pim/errors.ts';
import { type ActivationInput } from '../../src/pim/policy.ts';
import { type PimGateway } from '../../src/pim/ports.ts';
import { type EligibleRole, type RoleAtScope } from '../../src/pim/roles.ts';

/** The people of the contract. Both approvers may decide for the role with approval; the bystander may do nothing. */
export type ContractPerson = 'requestor' | 'approver' | 'otherApprover' | 'bystander';

/** A tenant for one test. */
export interface PimWorld {
  as(person: ContractPerson): Promise<PimGateway>;
  /**
   * Names of roles that the requestor is eligible for: one that nothing but a justification is asked for (eight hours at
   * most), one with approval, one at an administrative unit, one through a group. And one that only another may activate.
   */
  readonly roles: {
    readonly plain: string;
    readonly approved: string;
    readonly scoped: string;
    readonly throughGroup: string;
    readonly ofOther: RoleAtScope;
  };
  now(): Date;
  /** Lets time pass; what PIM does meanwhile is done when it resolves. */
  forward(minutes: number): Promise<void>;
}

/** What is asked for; 45 minutes where nothing else is given. */
export const input = (given: Partial<ActivationInput> = {}): ActivationInput => ({
  durationMinutes: 45,
  justification: 'Mail flow incident [ref:01JZZZZZZZZZZZZZZZZZZZZZZZ]',
  ticketNumber: '',
  ticketSystem: '',
  startAt: undefined,
  ...given,
});

/** For `assert.rejects`: a `PimError` with one of these codes. */
export const refusedWith = (...codes: readonly PimErrorCode[]) =>
  function isRefusal(error: unknown): boolean {
    assert.ok(error instanceof PimError, String(error));
    assert.ok(codes.includes(error.code), `${error.code}: ${error.message}`);
    return true;
  };

/** The person's eligibility for the role of this name. */
export async function eligibleFor(pim: PimGateway, name: string): Promise<EligibleRole> {
  const role = (await pim.eligibleRoles()).find((one) => one.role.displayName === name);
  assert.ok(role, `not eligible for ${name}`);
  return role;
}
