import assert from 'node:assert/strict';
import { isPimError, PimError } from '../../src/pim/errors.ts';
import { type PimGateway } from '../../src/pim/ports.ts';
import {
  administrationThroughGate,
  type RelayConditions,
  relayThroughGate,
} from '../../src/pim/relayGate.ts';
import { type RelayState } from '../../src/pim/relaySwitch.ts';
import { ChangeWorld } from '../support/changeWorld.ts';
import { aSignOn } from '../support/inMemorySignOns.ts';
import { approvalWorld, type ApprovalWorld, toActivate, toDecide } from '../support/operationWorld.ts';
import { runOperation } from '../../src/pim/operations/runOperation.ts';
import { type Person } from '../../src/pim/ids.ts';
import { type Intent } from '../../src/pim/records.ts';

const on: RelayState = { isOn: true, changedAt: undefined, reason: '' };
const open: RelayConditions = {
  relayState: () => Promise.resolve(on),
  quarantine: () => Promise.resolve({ isOn: false }),
  ownPermissions: () => Promise.resolve({ changesAccess: [] }),
};

const shut: Readonly<Record<string, Partial<RelayConditions>>> = {
  relay_off: { relayState: () => Promise.resolve({ ...on, isOn: false }) },
  'relay_off, because the switch cannot be read,': {
    relayState: () => Promise.reject(new Error('no database')),
  },
  quarantined: { quarantine: () => Promise.resolve({ isOn: true }) },
  'quarantined, because nobody can say,': {
    quarantine: () => Promise.reject(new Error('no database')),
  },
  relay_stopped: {
    ownPermissions: () => Promise.resolve({ changesAccess: ['RoleManagement.ReadWrite.Directory'] }),
  },
  pim_unavailable: { ownPermissions: () => Promise.reject(new PimError('pim_unavailable', 'No token')) },
};

describe('relayThroughGate', () => {
  let made: ApprovalWorld;

  beforeEach(async () => {
    made = await approvalWorld();
  });

  const through = (person: Person, conditions: Partial<RelayConditions> = {}): PimGateway =>
    relayThroughGate(made.world.pimFor, { ...open, ...conditions })(aSignOn(person, made.world.clock));

  for (const [name, condition] of Object.entries(shut)) {
    const code = name.replace(/,.*/, '');
    it(`lets no change and no dry run through with ${name}`, async () => {
      const { world, ana, reader, ask } = made;
      const { id } = await ask();
      world.pim.writes.length = 0;
      const pim = through(ana, condition);
      const role = { roleDefinitionId: reader.id, scopeId: '/' };
      const input = {
        durationMinutes: 60,
        justification: 'x',
        ticketNumber: '',
        ticketSystem: '',
        startAt: undefined,
      };
      const attempts: readonly (() => Promise<unknown>)[] = [
        () => pim.checkActivation(role, input),
        () => pim.selfActivate(role, input),
        () => pim.selfDeactivate(role),
        () => pim.cancel(id),
        () => pim.decide(id, 'step', 'Approve', 'fine'),
      ];
      for (const attempt of attempts) {
        await assert.rejects(attempt, (error: unknown) => isPimError(error) && error.code === code);
      }
      assert.deepEqual(world.pim.writes, []);
    });

    it(`lets people read with ${name}`, async () => {
      const { ana } = made;
      const pim = through(ana, condition);
      assert.equal((await pim.eligibleRoles()).length, 2);
      assert.deepEqual(await pim.activeRoles(), []);
    });
  }

  it('asks again before each change', async () => {
    const { ana, reader } = made;
    let isOn = true;
    const pim = through(ana, { relayState: () => Promise.resolve({ ...on, isOn }) });
    const { intent } = { intent: toActivate(reader) as Extract<Intent, { kind: 'activate' }> };
    const role = { roleDefinitionId: reader.id, scopeId: '/' };
    await pim.selfActivate(role, { ...intent, startAt: undefined });
    isOn = false;
    await assert.rejects(pim.selfDeactivate(role), (error: unknown) => isPimError(error, 'relay_off'));
  });

  it('ends what was asked meanwhile as refused, so that it can be asked again', async () => {
    const { world, ben, ask } = made;
    const { id } = await ask();
    let isOn = false;
    const deps = world.with({
      pimFor: relayThroughGate(world.pimFor, {
        ...open,
        relayState: () => Promise.resolve({ ...on, isOn }),
      }),
    });
    const decide = async (): Promise<string | undefined> => {
      const operation = await world.open(ben, toDecide(id));
      const proof = aSignOn(ben, world.clock, { operationId: operation.id });
      return (await runOperation(deps, operation.id, proof))?.state;
    };
    assert.equal(await decide(), 'REFUSED');
    assert.equal(world.audit.events.at(-1), 'decision.refused');
    assert.equal(world.audit.entries.at(-1)?.facts?.['errorCode'], 'relay_off');
    isOn = true;
    assert.equal(await decide(), 'DONE');
  });

  it('passes on what hears of changes', async () => {
    const { world, ana, reader } = made;
    const heard: unknown[] = [];
    const gate = relayThroughGate(world.pimFor, open);
    const pim = gate(aSignOn(ana, world.clock), (write) => heard.push(write));
    await pim.eligibleRoles();
    assert.deepEqual(heard, []);
    const intent = toActivate(reader) as Extract<Intent, { kind: 'activate' }>;
    await pim.selfActivate({ roleDefinitionId: reader.id, scopeId: '/' }, { ...intent, startAt: undefined });
    assert.equal(heard.length, 1);
  });
});

describe('administrationThroughGate', () => {
  for (const [name, condition] of Object.entries(shut)) {
    const code = name.replace(/,.*/, '');
    it(`lets administrators look and nothing more with ${name}`, async () => {
      const made = await ChangeWorld.open();
      made.prepare('makeEligible');
      const { world, ana, role } = made;
      const gate = administrationThroughGate(world.administrationFor, { ...open, ...condition });
      const admin = gate(aSignOn(made.admin, world.clock));
      const key = { roleDefinitionId: role.id, scopeId: '/' };
      const terms = { endAt: undefined, justification: 'x' };
      const attempts: readonly (() => Promise<unknown>)[] = [
        () => admin.checkGrant('eligibility', ana.id, key, terms),
        () => admin.grant('eligibility', ana.id, key, terms),
        () => admin.extend('assignment', ana.id, key, terms),
        () => admin.remove('assignment', ana.id, key, 'x'),
      ];
      for (const attempt of attempts) {
        await assert.rejects(attempt, (error: unknown) => isPimError(error) && error.code === code);
      }
      assert.deepEqual(world.administration.writes, []);
      assert.ok(await admin.assignmentOf(ana.id, key));
      assert.equal(await admin.eligibilityOf(ana.id, key), undefined);
      assert.deepEqual(await admin.permanentHoldersOf(role.id), [ana.id]);
      assert.ok(await admin.limitsOf(role.id));
      assert.deepEqual(await admin.requestsTagged('x', ana.id), []);
      assert.equal(admin.actor, made.admin);
    });
  }

  it('says that they have both when it is shut between two steps', async () => {
    const made = await ChangeWorld.open();
    made.prepare('makeEligible');
    const { world } = made;
    let isOn = true;
    world.administration.onAnswer = ({ method }) => {
      if (method === 'grant') isOn = false;
    };
    const operation = await made.opened(made.toChange('makeEligible'));
    const gate = administrationThroughGate(world.administrationFor, {
      ...open,
      relayState: () => Promise.resolve({ ...on, isOn }),
    });
    const proof = aSignOn(made.admin, world.clock, { operationId: operation.id });
    const result = await runOperation(world.with({ administrationFor: gate }), operation.id, proof);
    assert.equal(result?.error?.code, 'assignment_kept');
    assert.equal(result.error.details.refusedWith, 'relay_off');
    isOn = true;
    assert.equal((await made.does(made.toChange('makeEligible'))).state, 'DONE');
    assert.deepEqual(made.written(), ['grant eligibility', 'remove assignment']);
  });
});
