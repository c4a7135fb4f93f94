import assert from 'node:assert/strict';
import { openWorld, type World } from '../support/world.ts';

const exchangeAdministrator = '29232cdf-9323-42fd-ade2-1d097af3e4de';

describe('what happens in the portal', () => {
  let world: World;

  beforeEach(async () => {
    world = await openWorld();
    await world.control.auditLog({ lagSeconds: { least: 0, most: 0 }, isReadLimited: false });
  });

  afterEach(() => world.close());

  const askInPortal = async (): Promise<string> => {
    const request = (await world.control.portal({
      actor: world.idOf('Ana'),
      action: 'activate',
      roleDefinitionId: exchangeAdministrator,
      durationMinutes: 60,
      justification: 'Asked in the portal',
      ticketNumber: 'INC0007',
    })) as { id: string };
    await world.forward(1);
    return request.id;
  };

  it('a request reaches every approver, who can decide on it here', async () => {
    await askInPortal();
    const ben = world.person('Ben');
    const card = await ben.waitForCard('Asked in the portal');
    assert.ok(card.text.includes('Ana Ruiz'));
    await world.person('Chi').waitForButton('Approve');
    await ben.press('Approve', { comment: 'planned' });
    await ben.waitForCard(/You approved it/);
    await world.person('Chi').waitForCard(/Ben Okafor approved it/);
  });

  it('a denial shows on every card, with its reason, although nobody of the request is signed in', async () => {
    const id = await askInPortal();
    await world.person('Ben').waitForButton('Approve');
    await world.control.portal({
      actor: world.idOf('Chi'),
      action: 'deny',
      requestId: id,
      justification: 'Not today',
    });
    await world.forward(1);
    const card = await world.person('Ben').waitForCard(/Chi Nguyen denied it/);
    assert.ok(card.text.includes('Not today'));
    assert.ok(!JSON.stringify(card.card).includes('request.approve'));
  });
});
