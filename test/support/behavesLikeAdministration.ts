import assert from 'node:assert/strict';
import {
  type AdministrationGateway,
  type GrantKind,
  type GrantLimits,
  type GrantTerms,
} from '../../src/pim/administration.ts';
import { type PrincipalId, type RoleDefinitionId } from '../../src/pim/ids.ts';
import { tagged } from '../../src/pim/requests.ts';
import { GLOBAL_ADMINISTRATOR, type RoleAtScope } from '../../src/pim/roles.ts';
import { refusedWith } from './pimContract.ts';

/** A tenant for one test. */
export interface AdministrationWorld {
  /** The administrator may change what others hold, the bystander may not. */
  as(person: 'administrator' | 'bystander'): Promise<AdministrationGateway>;
  /** Holds nothing, and may activate nothing of their own. */
  readonly principal: PrincipalId;
  /** A role that may be given without end and takes nothing but a reason, for an assignment. */
  readonly role: RoleAtScope;
  /** An eligibility at an administrative unit. */
  readonly scoped: { readonly principal: PrincipalId; readonly role: RoleAtScope };
  /** An eligibility that somebody has through a group alone. */
  readonly throughGroup: { readonly member: PrincipalId; readonly role: RoleAtScope };
  /** A role of which one kind of grant has to end. */
  readonly limited: {
    readonly role: RoleDefinitionId;
    readonly kind: GrantKind;
    readonly limits: GrantLimits;
    /** PIM's message tells a grant without end from one that is too long. */
    readonly isPermanenceNamed: boolean;
  };
  /** Who is Global Administrator for good, in any order. */
  readonly permanent: readonly PrincipalId[];
  now(): Date;
  /** Lets time pass; what PIM does meanwhile is done when it resolves. */
  forward(minutes: number): Promise<void>;
}

const operationId = '01JZZZZZZZZZZZZZZZZZZZZZZZ';
const otherOperation = '01JYYYYYYYYYYYYYYYYYYYYYYY';
const justification = tagged('Joins the team', operationId);
const kinds: readonly GrantKind[] = ['eligibility', 'assignment'];

/** What any `AdministrationGateway` owes us. */
export function behavesLikeAdministration(open: () => Promise<AdministrationWorld>): void {
  let world: AdministrationWorld;
  let admin: AdministrationGateway;

  beforeEach(async () => {
    world = await open();
    admin = await world.as('administrator');
  });

  const forGood: GrantTerms = { endAt: undefined, justification };
  const inDays = (days: number): GrantTerms => ({
    endAt: new Date(world.now().getTime() + days * 86_400_000),
    justification,
  });
  const found = (kind: GrantKind) =>
    kind === 'eligibility'
      ? admin.eligibilityOf(world.principal, world.role)
      : admin.assignmentOf(world.principal, world.role);
  /** No proof lives for days: the administrator proves anew who they are. */
  const daysLater = async (days: number): Promise<void> => {
    await world.forward(days * 24 * 60);
    admin = await world.as('administrator');
  };
  const give = async (kind: GrantKind, terms: GrantTerms): Promise<void> => {
    await admin.grant(kind, world.principal, world.role, terms);
    await world.forward(1);
  };

  for (const kind of kinds) {
    describe(`a grant of an ${kind}`, () => {
      it('is there once PIM has made it, and only of its kind', async () => {
        assert.equal(await found(kind), undefined);
        const made = await admin.grant(kind, world.principal, world.role, forGood);
        assert.ok(['Provisioned', 'PendingProvisioning'].includes(made.status), made.status);
        assert.deepEqual(
          [made.action, made.principalId, made.roleDefinitionId, made.scopeId, made.justification],
          ['adminAssign', world.principal, world.role.roleDefinitionId, world.role.scopeId, justification],
        );
        await world.forward(1);
        const grant = await found(kind);
        assert.ok(grant?.startAt && grant.id !== '');
        assert.ok(Math.abs(grant.startAt.getTime() - world.now().getTime()) < 120_000);
        assert.equal(grant.endAt, undefined);
        assert.equal(await found(kind === 'eligibility' ? 'assignment' : 'eligibility'), undefined);
      });

      it('ends when it was to end', async () => {
        const terms = inDays(3);
        await give(kind, terms);
        const { endAt } = (await found(kind)) ?? {};
        assert.ok(endAt && terms.endAt);
        assert.ok(Math.abs(endAt.getTime() - terms.endAt.getTime()) < 1_000);
        await daysLater(3);
        assert.equal(await found(kind), undefined);
      });

      it('is refused where it is there already', async () => {
        await give(kind, forGood);
        await assert.rejects(
          admin.grant(kind, world.principal, world.role, forGood),
          refusedWith('already_active'),
        );
        await assert.rejects(
          admin.checkGrant(kind, world.principal, world.role, forGood),
          refusedWith('already_active'),
        );
      });

      it('can be tried, which changes nothing', async () => {
        await admin.checkGrant(kind, world.principal, world.role, inDays(3));
        await world.forward(1);
        assert.equal(await found(kind), undefined);
        assert.deepEqual(await admin.requestsTagged(operationId, world.principal), []);
      });

      it('gets another end', async () => {
        await give(kind, inDays(3));
        const terms = inDays(9);
        const made = await admin.extend(kind, world.principal, world.role, terms);
        assert.equal(made.action, 'adminExtend');
        await world.forward(1);
        const { endAt } = (await found(kind)) ?? {};
        assert.ok(endAt && terms.endAt && Math.abs(endAt.getTime() - terms.endAt.getTime()) < 1_000);
        await daysLater(3);
        assert.ok(await found(kind));
      });

      it('keeps its end where none is given', async () => {
        await give(kind, inDays(3));
        await assert.rejects(admin.extend(kind, world.principal, world.role, forGood));
        assert.ok((await found(kind))?.endAt);
      });

      it('gets an end that comes sooner, and none at all', async () => {
        await give(kind, inDays(9));
        const { principal, role } = world;
        const sooner = inDays(3);
        const made = await admin.update(kind, principal, role, sooner);
        assert.equal(made.action, 'adminUpdate');
        await world.forward(1);
        const { endAt } = (await found(kind)) ?? {};
        assert.ok(endAt && sooner.endAt && Math.abs(endAt.getTime() - sooner.endAt.getTime()) < 1_000);
        await admin.update(kind, principal, role, forGood);
        await world.forward(1);
        const grant = await found(kind);
        assert.ok(grant && grant.endAt === undefined);
        await daysLater(3);
        assert.ok(await found(kind), 'the end is gone');
      });

      it('is taken away', async () => {
        await give(kind, forGood);
        const made = await admin.remove(kind, world.principal, world.role, justification);
        assert.deepEqual([made.action, made.status], ['adminRemove', 'Revoked']);
        await world.forward(1);
        assert.equal(await found(kind), undefined);
      });

      it('is not there to be moved or taken away where it never was', async () => {
        const { principal, role } = world;
        await assert.rejects(admin.extend(kind, principal, role, inDays(3)), refusedWith('not_active'));
        await assert.rejects(admin.update(kind, principal, role, forGood), refusedWith('not_active'));
        await assert.rejects(admin.remove(kind, principal, role, justification), refusedWith('not_active'));
      });

      it('is nothing for somebody who may not', async () => {
        const bystander = await world.as('bystander');
        const { principal, role } = world;
        const mayNot = refusedWith('forbidden');
        await assert.rejects(bystander.grant(kind, principal, role, forGood), mayNot);
        await assert.rejects(bystander.checkGrant(kind, principal, role, forGood), mayNot);
        await give(kind, forGood);
        await assert.rejects(bystander.extend(kind, principal, role, inDays(3)), mayNot);
        await assert.rejects(bystander.update(kind, principal, role, inDays(3)), mayNot);
        await assert.rejects(bystander.remove(kind, principal, role, justification), mayNot);
        assert.ok(await found(kind));
      });
    });
  }

  it('is bound to one administrator', async () => {
    assert.notEqual(admin.actor.id, (await world.as('bystander')).actor.id);
  });

  it('finds an eligibility at a scope, however that is written', async () => {
    const { principal, role } = world.scoped;
    const written = [role.scopeId, role.scopeId.toUpperCase()];
    for (const scopeId of written) {
      assert.ok(await admin.eligibilityOf(principal, { ...role, scopeId }), scopeId);
    }
    assert.equal(await admin.eligibilityOf(principal, { ...role, scopeId: '/' }), undefined);
    await admin.remove('eligibility', principal, role, justification);
    await world.forward(1);
    assert.equal(await admin.eligibilityOf(principal, role), undefined);
  });

  it('does not take what comes through a group for somebody’s own', async () => {
    const { member, role } = world.throughGroup;
    assert.equal(await admin.eligibilityOf(member, role), undefined);
    await assert.rejects(admin.remove('eligibility', member, role, justification), refusedWith('not_active'));
  });

  it('knows who holds a role for good', async () => {
    const ids = async (): Promise<readonly PrincipalId[]> =>
      [...(await admin.permanentHoldersOf(GLOBAL_ADMINISTRATOR))].sort();
    assert.deepEqual(await ids(), [...world.permanent].sort());
    const role = { roleDefinitionId: GLOBAL_ADMINISTRATOR, scopeId: '/' };
    await admin.grant('assignment', world.principal, role, inDays(30));
    await world.forward(1);
    assert.ok(await admin.assignmentOf(world.principal, role));
    assert.deepEqual(await ids(), [...world.permanent].sort(), 'what ends is not for good');
    assert.deepEqual(await admin.permanentHoldersOf(world.role.roleDefinitionId), []);
  });

  it('knows what may be given, and is held to it', async () => {
    const { role, kind, limits, isPermanenceNamed } = world.limited;
    assert.deepEqual(await admin.limitsOf(role), limits);
    assert.equal(limits[kind].mayBePermanent, false);
    const target = { roleDefinitionId: role, scopeId: '/' };
    const unmet = (rule: string) => (error: unknown) => {
      refusedWith('policy_not_satisfied')(error);
      const { details } = error as { details: { unmet?: readonly { rule: string }[] } };
      assert.deepEqual(
        details.unmet?.map((one) => one.rule),
        [rule],
      );
      return true;
    };
    const forEver = unmet(isPermanenceNamed ? 'permanent_not_allowed' : 'duration_too_long');
    const tooLong = inDays(limits[kind].maximumDays + 1);
    for (const ask of [
      (terms: GrantTerms) => admin.grant(kind, world.principal, target, terms),
      (terms: GrantTerms) => admin.checkGrant(kind, world.principal, target, terms),
    ]) {
      await assert.rejects(ask(forGood), forEver);
      await assert.rejects(ask(tooLong), unmet('duration_too_long'));
    }
    await admin.grant(kind, world.principal, target, inDays(limits[kind].maximumDays));
  });

  it('is told that a reason is missing', async () => {
    const silent = { endAt: undefined, justification: '' };
    await assert.rejects(
      admin.grant('assignment', world.principal, world.role, silent),
      refusedWith('policy_not_satisfied'),
    );
  });

  it('finds its own requests again by the operation, of both kinds', async () => {
    const { principal, role } = world;
    const made = await admin.grant('eligibility', principal, role, inDays(3));
    await world.forward(1);
    const other = { endAt: undefined, justification: tagged('Something else', otherOperation) };
    await admin.grant('assignment', principal, role, other);
    await world.forward(1);
    const removed = await admin.remove('assignment', principal, role, justification);
    const tagsOf = async (id: string, of = principal): Promise<readonly (readonly string[])[]> =>
      (await admin.requestsTagged(id, of)).map((request) => [request.id, request.action]);
    assert.deepEqual(await tagsOf(operationId), [
      [removed.id, 'adminRemove'],
      [made.id, 'adminAssign'],
    ]);
    assert.equal((await tagsOf(otherOperation)).length, 1);
    assert.deepEqual(await tagsOf(operationId, world.scoped.principal), []);
  });

  it('is told of a principal and a role that are not there', async () => {
    const nobody = '00000000-0000-4000-8000-000000000000';
    await assert.rejects(
      admin.grant('eligibility', nobody as PrincipalId, world.role, forGood),
      refusedWith('principal_not_found'),
    );
    const noRole = { roleDefinitionId: nobody as RoleDefinitionId, scopeId: '/' };
    await assert.rejects(
      admin.grant('eligibility', world.principal, noRole, forGood),
      refusedWith('role_not_found'),
    );
  });
}
