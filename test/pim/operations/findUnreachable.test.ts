import assert from 'node:assert/strict';
import { findUnreachable, type RoleReach } from '../../../src/pim/operations/findUnreachable.ts';
import { type Person } from '../../../src/pim/ids.ts';
import { approvalWorld, type ApprovalWorld } from '../../support/operationWorld.ts';

describe('findUnreachable', () => {
  let made: ApprovalWorld;

  beforeEach(async () => {
    made = await approvalWorld();
  });

  const reach = (): Promise<readonly RoleReach[]> => findUnreachable(made.world, made.ana.tenantId);
  /** The approval card of the newest request in this person's chat. */
  const lastCard = async (person: Person): Promise<string> => {
    const { id } = await made.ask({ startAt: undefined });
    const card = (await made.world.cards.ofRequest(person.tenantId, id)).find(
      (one) => one.person.id === person.id,
    );
    assert.ok(card);
    return card.id;
  };
  const reasons = async (): Promise<readonly unknown[]> =>
    (await reach()).flatMap(({ unreachable }) =>
      unreachable.map((one) => [one.person.displayName, one.reason, 'code' in one ? one.code : undefined]),
    );

  it('finds nothing missing where everybody has the app, and leaves out roles without approval', async () => {
    const { exchange } = made;
    assert.deepEqual(await reach(), [
      {
        role: { id: exchange.id, displayName: 'Exchange Administrator' },
        isDefault: false,
        approvers: 2,
        unreachable: [],
      },
    ]);
  });

  it('tells who has removed the app and who never had it', async () => {
    const { world, ben, exchange } = made;
    await world.conversations.markUninstalled(ben);
    const chi = world.pim.addPerson('Chi Nguyen');
    world.pim.addRole('Teams Administrator', { approvers: [{ kind: 'person', id: chi.id }] });
    assert.deepEqual(await reasons(), [
      ['Chi Nguyen', 'neverMet', undefined],
      ['Ben Okafor', 'uninstalled', undefined],
    ]);
    const [first, second] = await reach();
    assert.equal(first?.role.displayName, 'Teams Administrator', 'nobody reachable comes first');
    assert.equal(second?.role.id, exchange.id);
  });

  it('tells whose last card Teams refused, until one gets through', async () => {
    const { world, ben } = made;
    const refused = await lastCard(ben);
    await world.cards.setReceipt(refused, 'refused', 'ConversationBlockedByUser');
    assert.deepEqual(await reasons(), [['Ben Okafor', 'refused', 'ConversationBlockedByUser']]);
    await world.cards.setSent(refused, 'a:1', '1');
    assert.deepEqual(await reasons(), []);
  });

  it('tells who has a card of which Teams takes no update any more', async () => {
    const { world, ben } = made;
    const card = await lastCard(ben);
    await world.cards.setSent(card, 'a:1', '1');
    await world.cards.setRefused(card, 'ConversationBlockedByUser');
    assert.deepEqual(await reasons(), [['Ben Okafor', 'refused', 'ConversationBlockedByUser']]);
    await world.cards.setUpdated(card, '1');
    assert.deepEqual(await reasons(), []);
  });

  it('takes whoever had not installed the app then, and has now, for reachable', async () => {
    const { world, ben } = made;
    await world.cards.setReceipt(await lastCard(ben), 'refused', 'NotInstalled');
    assert.deepEqual(await reasons(), []);
  });

  it('looks at the default approvers where nobody is named', async () => {
    const { world } = made;
    world.pim.addRole('Groups Administrator', { approvers: [] });
    const [first] = await reach();
    assert.deepEqual(
      { name: first?.role.displayName, isDefault: first?.isDefault, approvers: first?.approvers },
      { name: 'Groups Administrator', isDefault: true, approvers: 0 },
    );
  });
});
