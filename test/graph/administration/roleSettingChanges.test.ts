import assert from 'node:assert/strict';
import { type AdministrationGateway } from '../../../src/pim/administration.ts';
import { roleDefinitionId } from '../../../src/pim/ids.ts';
import { canonicalSettings, type ComparableSettings } from '../../../src/pim/posture/settingFacts.ts';
import { settingsSteps } from '../../../src/pim/posture/settingsSteps.ts';
import { GraphWorld } from '../../support/graphWorld.ts';
import { refusedWith } from '../../support/pimContract.ts';
import { type RunningSandbox, startSandbox } from '../../support/runningSandbox.ts';

const ana = 'a1a1a1a1-0001-4000-8000-000000000001';
const eli = 'e5e5e5e5-0005-4000-8000-000000000005';
const exchange = roleDefinitionId('29232cdf-9323-42fd-ade2-1d097af3e4de');
const scopes = ['RoleManagementPolicy.ReadWrite.Directory'];

describe('role settings, changed over HTTP', () => {
  let sandbox: RunningSandbox;
  let world: GraphWorld;

  before(async () => {
    sandbox = await startSandbox({ mayAdminister: true });
  });

  after(() => sandbox.stop());

  beforeEach(async () => {
    await sandbox.control.reset();
    await sandbox.control.consent(scopes);
    world = new GraphWorld(sandbox, { mayAdminister: true });
  });

  async function as(id: string): Promise<AdministrationGateway> {
    assert.ok(world.entra.administrationFor);
    return world.entra.administrationFor(await world.signOn(id));
  }

  const otherwise = (now: ComparableSettings): ComparableSettings =>
    canonicalSettings({
      ...now,
      activation: {
        ...now.activation,
        maximumMinutes: 90,
        isTicketRequired: !now.activation.isTicketRequired,
        isApprovalRequired: !now.activation.isApprovalRequired,
        isMultifactorRequired: false,
        authenticationContext: now.activation.authenticationContext === null ? 'c1' : null,
      },
      eligibility: { ...now.eligibility, isExpirationRequired: true, maximumMinutes: 90 * 1_440 },
      assignment: { ...now.assignment, isJustificationRequired: !now.assignment.isJustificationRequired },
      notifications: now.notifications.map((one) =>
        one.ruleId.startsWith('Notification_Admin') ? { ...one, level: 'Critical' } : one,
      ),
    });

  it('come rule by rule to what was wished, and back to exactly what they were', async () => {
    const admin = await as(eli);
    const before = canonicalSettings(await admin.settingsOf(exchange));
    const after = otherwise(before);
    for (const change of [
      { before, after },
      { before: after, after: before },
    ]) {
      for (const { ruleId, settings } of settingsSteps(change)) {
        await admin.changeRule(ruleId, settings);
        assert.deepEqual(canonicalSettings(await admin.settingsOf(exchange)), settings, ruleId);
      }
    }
    assert.deepEqual(canonicalSettings(await admin.settingsOf(exchange)), before);
  });

  it('go out with the administrator’s own token and that one scope, and are read as the app', async () => {
    const admin = await as(eli);
    const before = canonicalSettings(await admin.settingsOf(exchange));
    await sandbox.control.clearCalls();
    const wished = { ...before, activation: { ...before.activation, maximumMinutes: 60 } };
    await admin.changeRule('Expiration_EndUser_Assignment', wished);
    const calls = await sandbox.control.calls(/^\/graph\//);
    assert.deepEqual(
      calls.map(({ method, status }) => [method, status]),
      [
        ['GET', 200],
        ['PATCH', 204],
      ],
    );
    assert.deepEqual([calls[1]?.actor, calls[1]?.scopes], [eli, scopes]);
    assert.notEqual(calls[0]?.actor, eli);
  });

  it('are refused to who may not, and where addresses lock them', async () => {
    const admin = await as(eli);
    const before = canonicalSettings(await admin.settingsOf(exchange));
    const wished = { ...before, activation: { ...before.activation, maximumMinutes: 60 } };
    const change = (gateway: AdministrationGateway) =>
      gateway.changeRule('Expiration_EndUser_Assignment', wished);
    await assert.rejects(change(await as(ana)), refusedWith('forbidden'));
    await admin.changeRule('Notification_Approver_Admin_Eligibility', {
      ...before,
      notifications: before.notifications.map((one) => ({ ...one, recipients: ['cab@example.org'] })),
    });
    await assert.rejects(change(admin), refusedWith('change_guarded'));
  });

  it('are refused where nobody consented to the scope', async () => {
    await sandbox.control.reset();
    const admin = await as(eli);
    const before = canonicalSettings(await admin.settingsOf(exchange));
    await assert.rejects(
      admin.changeRule('Expiration_EndUser_Assignment', before),
      refusedWith('consent_required'),
    );
  });

  it('never go out for a rule that is none', async () => {
    const admin = await as(eli);
    const before = canonicalSettings(await admin.settingsOf(exchange));
    await sandbox.control.clearCalls();
    await assert.rejects(
      admin.changeRule('Expiration_EndUser_Nothing', before),
      refusedWith('egress_refused'),
    );
    await assert.rejects(admin.changeRule('Nonsense', before), refusedWith('invalid_input'));
    assert.ok((await sandbox.control.calls(/^\/graph\//)).every(({ method }) => method === 'GET'));
  });
});
