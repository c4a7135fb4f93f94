import assert from 'node:assert/strict';
import { principalId, roleDefinitionId } from '../../src/pim/ids.ts';
import { GraphWorld } from '../support/graphWorld.ts';
import { type RunningSandbox, startSandbox } from '../support/runningSandbox.ts';

const ana = principalId('a1a1a1a1-0001-4000-8000-000000000001');
const chi = principalId('c3c3c3c3-0003-4000-8000-000000000003');
const exchangeAdministrator = roleDefinitionId('29232cdf-9323-42fd-ade2-1d097af3e4de');

describe('readDirectoryAudits', () => {
  let sandbox: RunningSandbox;
  let world: GraphWorld;

  before(async () => {
    sandbox = await startSandbox();
  });

  after(() => sandbox.stop());

  beforeEach(async () => {
    await sandbox.control.reset();
    await sandbox.control.auditLog({ lagSeconds: { least: 0, most: 0 }, isReadLimited: false });
    world = new GraphWorld(sandbox);
  });

  it('tells what was asked for and decided in the portal, with who, why and for how long', async () => {
    const { control } = sandbox;
    const since = new Date((await control.clock()).now);
    const made = (await control.portal({
      actor: ana,
      action: 'activate',
      roleDefinitionId: exchangeAdministrator,
      durationMinutes: 90,
      justification: 'Asked in the portal',
      ticketNumber: 'INC-1',
    })) as { id: string };
    await control.portal({ actor: chi, action: 'deny', requestId: made.id, justification: 'Not today' });
    await control.forward(60_000);
    const audits = await world.entra.directory.auditedSince(since);
    const asked = audits.find(({ activity }) => activity === 'approvalRequested');
    assert.ok(asked?.startAt !== undefined && asked.endAt !== undefined);
    assert.equal(asked.endAt.getTime() - asked.startAt.getTime(), 90 * 60_000);
    assert.deepEqual(
      [asked.requestId, asked.roleDefinitionId, asked.principalId, asked.reason],
      [made.id, exchangeAdministrator, ana, 'Asked in the portal'],
    );
    const denied = audits.find(({ activity }) => activity === 'denied');
    assert.deepEqual(
      [denied?.requestId, denied?.actor, denied?.reason],
      [made.id, { id: chi, displayName: 'Chi Nguyen' }, 'Not today'],
    );
  });
});
