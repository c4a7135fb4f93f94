import assert from 'node:assert/strict';
import fc from 'fast-check';
import { PimError } from '../../../src/pim/errors.ts';
import { type Person } from '../../../src/pim/ids.ts';
import { undoOf } from '../../../src/pim/operations/undoSettings.ts';
import { canonicalSettings, type ComparableSettings } from '../../../src/pim/posture/settingFacts.ts';
import {
  areSameSettings,
  type SettingsChange,
  settingsGuard,
  settingsSteps,
  withRule,
} from '../../../src/pim/posture/settingsSteps.ts';
import { type Operation } from '../../../src/pim/records.ts';
import { goodSettings, roles } from '../../support/calmTenant.ts';
import { lost } from '../../support/changeWorld.ts';
import { OperationWorld } from '../../support/operationWorld.ts';
import { randomSettings } from '../posture/randomSettings.ts';

const after = canonicalSettings(goodSettings(roles.exchange));
const before: ComparableSettings = {
  ...after,
  activation: {
    ...after.activation,
    maximumMinutes: 1_440,
    isTicketRequired: !after.activation.isTicketRequired,
  },
  eligibility: { ...after.eligibility, isExpirationRequired: !after.eligibility.isExpirationRequired },
};
const change: SettingsChange = { before, after };
const rules = [
  'Expiration_EndUser_Assignment',
  'Enablement_EndUser_Assignment',
  'Expiration_Admin_Eligibility',
];

const written = (settings: ComparableSettings): string => JSON.stringify(canonicalSettings(settings));

describe('changeSettings', () => {
  let world: OperationWorld;
  let omar: Person;

  beforeEach(async () => {
    world = new OperationWorld();
    omar = await world.person('Omar Haddad');
    world.administration.settings.set(roles.exchange, before);
  });

  const now = (): ComparableSettings | undefined => world.administration.settings.get(roles.exchange);
  const opened = (of: SettingsChange = change): Promise<Operation> =>
    world.open(omar, { kind: 'changeSettings', change: of });
  const stored = async ({ id }: Operation): Promise<Operation | undefined> => world.operations.of(id);

  it('writes rule by rule what differs and nothing else, and says which', async () => {
    assert.equal((await world.run(await opened()))?.state, 'DONE');
    assert.deepEqual(now(), after);
    assert.deepEqual(world.administration.rulesWritten, rules);
    assert.deepEqual(world.audit.events, ['settings.requested', 'settings.done']);
    assert.equal(world.audit.entries.at(-1)?.facts?.['rules'], rules.join(' '));
  });

  it('takes no proof but the one that was asked for it', async () => {
    const result = await world.run(await opened(), { operationId: undefined });
    assert.equal(result?.error?.code, 'sign_in_required');
    assert.deepEqual(world.administration.rulesWritten, []);
  });

  it('changes nothing where it is not what was shown', async () => {
    world.administration.settings.set(roles.exchange, withRule(before, after, rules[0] ?? ''));
    const result = await world.run(await opened());
    assert.deepEqual([result?.state, result?.error?.code], ['CONFLICT', 'settings_changed']);
    assert.deepEqual(world.administration.rulesWritten, []);
  });

  it('writes nothing into settings that are locked, or that would be', async () => {
    const mailed = {
      ...before,
      notifications: before.notifications.map((one) => ({ ...one, recipients: ['cab@example.org'] })),
    };
    world.administration.settings.set(roles.exchange, mailed);
    const locked = await world.run(await opened({ before: mailed, after }));
    assert.equal(locked?.error?.details.guard, 'lockedByApproverRecipients');
    world.administration.settings.set(roles.exchange, before);
    const locking = await world.run(await opened({ before, after: mailed }));
    assert.equal(locking?.error?.details.guard, 'approverRecipientsLock');
    assert.deepEqual(world.administration.rulesWritten, []);
  });

  it('stops at a refusal, says which rules were changed, and takes those back', async () => {
    world.administration.onCall = ({ method }) => {
      if (method === 'changeRule' && world.administration.rulesWritten.length === 1)
        world.administration.failNext('changeRule', new PimError('forbidden', 'no'));
    };
    const operation = await opened();
    const result = await world.run(operation);
    assert.equal(result?.state, 'REFUSED');
    assert.deepEqual(result.error?.details.appliedRules, rules.slice(0, 1));
    assert.equal(world.audit.entries.at(-1)?.facts?.['appliedRules'], rules[0]);
    world.administration.onCall = () => undefined;
    const undo = undoOf(await stored(operation), omar);
    assert.ok(undo);
    assert.equal((await world.run(await opened(undo)))?.state, 'DONE');
    assert.deepEqual(now(), before);
  });

  it('stops where somebody else changes something in between', async () => {
    const others = canonicalSettings({ ...after, assignment: { ...after.assignment, maximumMinutes: 60 } });
    world.administration.onAnswer = ({ method }) => {
      if (method === 'changeRule' && world.administration.rulesWritten.length === 2)
        world.administration.settings.set(roles.exchange, others);
    };
    const result = await world.run(await opened());
    assert.deepEqual([result?.state, result?.error?.code], ['CONFLICT', 'settings_changed']);
    assert.deepEqual(now(), others);
  });

  for (const when of ['before', 'after'] as const) {
    it(`goes on where it stood when an answer is lost ${when} it was made`, async () => {
      world.administration.failNext('changeRule', lost, when);
      const operation = await opened();
      const first = await world.run(operation);
      assert.equal(first?.state, when === 'after' ? 'DONE' : 'UNKNOWN');
      if (when === 'before') assert.equal((await world.run(operation))?.state, 'DONE');
      assert.deepEqual(now(), after);
    });
  }

  it('goes on where it stood when its person has to sign in again', async () => {
    world.administration.onCall = ({ method }) => {
      if (method === 'changeRule' && world.administration.rulesWritten.length === 1)
        world.administration.failNext('changeRule', new PimError('step_up_required', 'more'));
    };
    const operation = await opened();
    assert.equal((await world.run(operation))?.state, 'NEEDS_USER');
    world.administration.onCall = () => undefined;
    world.administration.forgetFaults();
    assert.equal((await world.run(operation))?.state, 'DONE');
    assert.deepEqual(now(), after);
  });

  it('lets nobody else take it back, nor what never was', async () => {
    const operation = await opened();
    assert.equal(undoOf(await stored(operation), omar), undefined);
    await world.run(operation);
    assert.equal(undoOf(await stored(operation), await world.person('Ana Ruiz')), undefined);
    assert.ok(undoOf(await stored(operation), omar));
  });

  it('never leaves half a rule, whatever breaks off, and comes back to exactly what was there', async () => {
    const settings = randomSettings.filter((all) => all.length > 0).map(([one]) => one);
    const happening = fc.record({
      at: fc.integer({ min: 0, max: 8 }),
      when: fc.constantFrom<'before' | 'after'>('before', 'after'),
      code: fc.constantFrom('outcome_unknown', 'step_up_required'),
    });
    await fc.assert(
      fc.asyncProperty(
        settings,
        settings,
        fc.array(happening, { maxLength: 4 }),
        async (one, two, faults) => {
          const [from, to] = [one, two].map((each) =>
            canonicalSettings({
              ...(each ?? goodSettings(roles.exchange)),
              roleDefinitionId: roles.exchange,
            }),
          );
          assert.ok(from && to);
          const wanted: SettingsChange = { before: from, after: to };
          fc.pre(
            settingsGuard(wanted) === undefined && settingsGuard({ before: to, after: from }) === undefined,
          );
          const story = new OperationWorld();
          const admin = await story.person('Omar Haddad');
          const { administration } = story;
          administration.settings.set(roles.exchange, from);
          const states = new Set([from, ...settingsSteps(wanted).map((step) => step.settings)].map(written));
          const isWhole = (): void => {
            const found = administration.settings.get(roles.exchange);
            assert.ok(found && states.has(written(found)));
          };
          administration.onCall = ({ method }) => {
            isWhole();
            const fault = faults.findIndex(({ at }) => at === administration.calls.length);
            if (fault === -1) return;
            const [{ when, code } = { when: 'before', code: 'outcome_unknown' } as const] = faults.splice(
              fault,
              1,
            );
            administration.failNext(
              method,
              new PimError(code, 'odd'),
              code === 'outcome_unknown' ? when : 'before',
            );
          };
          const run = async (of: SettingsChange): Promise<Operation> => {
            const operation = await story.open(admin, { kind: 'changeSettings', change: of });
            for (let runs = 0; runs < 8; runs += 1) {
              await story.run(operation);
              if ((await story.operations.of(operation.id))?.state === 'DONE') break;
            }
            return operation;
          };
          const operation = await run(wanted);
          assert.deepEqual(administration.settings.get(roles.exchange), to);
          const undo = undoOf(await story.operations.of(operation.id), admin);
          if (areSameSettings(from, to)) return;
          assert.ok(undo);
          for (const { settings: state } of settingsSteps(undo)) states.add(written(state));
          await run(undo);
          assert.deepEqual(administration.settings.get(roles.exchange), from);
        },
      ),
      { numRuns: 12 },
    );
  });
});
