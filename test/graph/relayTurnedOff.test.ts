import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { principalId, roleDefinitionId } from '../../src/pim/ids.ts';
import { canonicalSettings } from '../../src/pim/posture/settingFacts.ts';
import {
  administrationThroughGate,
  type RelayConditions,
  relayThroughGate,
  reviewingThroughGate,
} from '../../src/pim/relayGate.ts';
import { GraphWorld } from '../support/graphWorld.ts';
import { refusedWith } from '../support/pimContract.ts';
import { type RunningSandbox, startSandbox } from '../support/runningSandbox.ts';

const ana = principalId('a1a1a1a1-0001-4000-8000-000000000001');
const eli = principalId('e5e5e5e5-0005-4000-8000-000000000005');
const exchange = roleDefinitionId('29232cdf-9323-42fd-ade2-1d097af3e4de');
const role = { roleDefinitionId: exchange, scopeId: '/' };
const input = {
  durationMinutes: 60,
  justification: 'x',
  ticketNumber: '',
  ticketSystem: '',
  startAt: undefined,
};

describe('a change that is under way when the relay is switched off', () => {
  let sandbox: RunningSandbox;
  let world: GraphWorld;
  let isOn: boolean;
  let isTurnedOffBy: (pathTemplate: string) => boolean;
  let asked: number;

  before(async () => {
    sandbox = await startSandbox({ mayAdminister: true, mayReview: true });
  });

  after(() => sandbox.stop());

  beforeEach(async () => {
    await sandbox.control.reset();
    isOn = true;
    isTurnedOffBy = () => false;
    asked = 0;
    world = new GraphWorld(sandbox, {
      mayAdminister: true,
      mayReview: true,
      newId: randomUUID,
      onCall: ({ pathTemplate }) => {
        if (isTurnedOffBy(pathTemplate)) isOn = false;
      },
    });
  });

  const conditions: RelayConditions = {
    relayState: () => {
      asked += 1;
      return Promise.resolve({ isOn, changedAt: undefined, reason: '' });
    },
    quarantine: () => Promise.resolve({ isOn: false }),
    ownPermissions: () => Promise.resolve({ changesAccess: [] }),
  };
  /** On when the gate asks first, off when everything but sending is done. */
  const offOnTheWay: RelayConditions = {
    ...conditions,
    relayState: () => {
      asked += 1;
      return Promise.resolve({ isOn: asked === 1, changedAt: undefined, reason: '' });
    },
  };

  const sent = async (): Promise<readonly string[]> =>
    (await sandbox.control.calls(/^\/graph\//))
      .filter(({ method }) => method !== 'GET')
      .map(({ method, path }) => `${method} ${path}`);

  it('is not sent where the settings that it builds on were slow to read', async () => {
    await sandbox.control.consent(['RoleManagementPolicy.ReadWrite.Directory']);
    assert.ok(world.entra.administrationFor);
    const admin = administrationThroughGate(
      world.entra.administrationFor,
      conditions,
    )(await world.signOn(eli));
    const { activation, ...others } = canonicalSettings(await admin.settingsOf(exchange));
    const wish = { ...others, activation: { ...activation, maximumMinutes: 90 } };
    isTurnedOffBy = (path) => path.includes('roleManagementPolicyAssignments');
    await assert.rejects(admin.changeRule('Expiration_EndUser_Assignment', wish), refusedWith('relay_off'));
    assert.deepEqual(await sent(), []);
    isTurnedOffBy = () => false;
    isOn = true;
    await admin.changeRule('Expiration_EndUser_Assignment', wish);
    assert.equal((await sent()).length, 1);
  });

  it('is not sent where its token was slow to come, and nobody hears that it was', async () => {
    const heard: unknown[] = [];
    const pim = relayThroughGate(world.entra.pimFor, offOnTheWay)(await world.signOn(ana), (write) =>
      heard.push(write),
    );
    await assert.rejects(pim.selfActivate(role, input), refusedWith('relay_off'));
    assert.equal(asked, 2);
    assert.deepEqual(await sent(), []);
    assert.deepEqual(heard, []);
  });

  it('is not sent where the database was found to be restored meanwhile', async () => {
    let looked = 0;
    const pim = relayThroughGate(world.entra.pimFor, {
      ...conditions,
      quarantine: () => Promise.resolve({ isOn: (looked += 1) > 1 }),
    })(await world.signOn(ana));
    await assert.rejects(pim.selfActivate(role, input), refusedWith('quarantined'));
    assert.deepEqual(await sent(), []);
  });

  it('is not sent where that was done while its lease was looked at', async () => {
    const pim = relayThroughGate(world.entra.pimFor, conditions)(await world.signOn(ana), undefined, () => {
      isOn = false;
      return Promise.resolve();
    });
    await assert.rejects(pim.selfActivate(role, input), refusedWith('relay_off'));
    assert.deepEqual(await sent(), []);
  });

  it('is not sent to access reviews either', async () => {
    assert.ok(world.entra.reviewing);
    const { gatewayFor } = reviewingThroughGate(world.entra.reviewing, offOnTheWay);
    const key = { reviewId: randomUUID(), roundId: randomUUID() };
    const gateway = gatewayFor(await world.signOn(eli));
    await assert.rejects(gateway.stop(key as Parameters<typeof gateway.stop>[0]), refusedWith('relay_off'));
    assert.deepEqual(await sent(), []);
  });

  it('does not hold up reading, nor a dry run that has begun', async () => {
    const pim = relayThroughGate(world.entra.pimFor, offOnTheWay)(await world.signOn(ana));
    await pim.checkActivation(role, input);
    await pim.eligibleRoles();
    assert.equal(asked, 1);
  });
});
