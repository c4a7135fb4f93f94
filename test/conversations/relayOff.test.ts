import assert from 'node:assert/strict';
import { writeRelayFile } from '../../src/store/relaySwitchFile.ts';
import { actionsOf, type Json } from '../support/cardReading.ts';
import { clonedFolder } from '../support/databases.ts';
import { openWorld, type World } from '../support/world.ts';

const SWITCHED_OFF = 'switched off at the moment';

const leadsToPortal = ({ card }: { readonly card: Json }): void => {
  assert.ok(
    actionsOf(card).some(({ title, type }) => title === 'Open in Entra' && type === 'Action.OpenUrl'),
  );
};

describe('while the relay is switched off', () => {
  let world: World;
  let dataDir: string;
  let remove: () => Promise<void>;

  beforeEach(async () => {
    ({ dataDir, remove } = await clonedFolder());
    world = await openWorld({ dataDir });
  });

  afterEach(async () => {
    await world.close();
    await remove();
  });

  /** Turns it as the command does, and lets the time pass that it may take to hold. */
  const turn = async (isOn: boolean): Promise<void> => {
    await writeRelayFile(dataDir, { isOn, by: 'kim', reason: 'drill' }, { now: () => new Date() });
    await world.forward(0.1);
  };
  const changes = async (): Promise<readonly string[]> =>
    (await world.control.calls(/roleAssignment(ScheduleRequests|Approvals)/))
      .filter(
        ({ method, requestBody }) =>
          method !== 'GET' && (requestBody as { isValidationOnly?: boolean }).isValidationOnly !== true,
      )
      .map(({ method, path }) => `${method} ${path}`);

  it('tells it on the form, on the card of an activation and of a deactivation, and leads to the portal', async () => {
    const ana = world.person('Ana');
    await ana.say('activate teams admin 1h because release');
    await ana.waitForCard(/Active until/);
    const before = await changes();
    await turn(false);
    await ana.say('activate exchange admin');
    const form = await ana.waitForCard((seen) => seen.text.includes(SWITCHED_OFF));
    leadsToPortal(form);
    await ana.say('cancel');
    await ana.say('activate exchange admin 1h because mailbox');
    const refused = await ana.waitForCard(
      (seen) => seen.text.includes(SWITCHED_OFF) && seen.text.includes('mailbox'),
    );
    leadsToPortal(refused);
    await ana.say('deactivate teams admin');
    const kept = await ana.waitForCard(
      (seen) => seen.text.includes(SWITCHED_OFF) && seen.text.includes('Teams'),
    );
    leadsToPortal(kept);
    assert.deepEqual(await changes(), before);
  });

  for (const how of ['pressed', 'typed'] as const) {
    it(`refuses a decision that is ${how}, and takes it when the relay is on again`, async () => {
      const ana = world.person('Ana');
      const ben = world.person('Ben');
      await ana.say('activate exchange admin 1h because mailbox');
      await ana.waitForCard('Waiting for approval');
      const { message } = await ben.waitForButton('Approve');
      const decide = (): Promise<unknown> =>
        how === 'typed'
          ? ben.say('approve 1 because fine')
          : ben.press('Approve', { comment: 'fine' }, { on: message.id });
      const before = await changes();
      await turn(false);
      await decide();
      const refused = await ben.waitForCard(SWITCHED_OFF);
      leadsToPortal(refused);
      assert.deepEqual(await changes(), before);
      await turn(true);
      await decide();
      await ana.waitForCard(/Active until/);
    });
  }

  it('refuses to take a request back, and takes it back when the relay is on again', async () => {
    const ana = world.person('Ana');
    await ana.say('activate exchange admin 1h because mailbox');
    const { message } = await ana.waitForButton('request.cancel');
    await turn(false);
    await ana.press('Cancel', {}, { on: message.id });
    const refused = await ana.waitForCard(SWITCHED_OFF);
    leadsToPortal(refused);
    await turn(true);
    await ana.press('Cancel', {}, { on: message.id });
    await ana.waitForCard(/canceled/i);
  });
});
