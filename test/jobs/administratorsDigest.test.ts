import assert from 'node:assert/strict';
import { type DigestSettings } from '../../src/jobs/dueDigests.ts';
import { PimError } from '../../src/pim/errors.ts';
import { type Person } from '../../src/pim/ids.ts';
import { goodSettings } from '../support/calmTenant.ts';
import { DigestWorld } from './digestWorld.ts';

let world: DigestWorld;

beforeEach(() => {
  world = new DigestWorld();
});

describe('the administrators’ digest', () => {
  const at = '2026-01-06T07:00:00Z';
  let ada: Person;
  let settings: Partial<DigestSettings>;

  beforeEach(async () => {
    ada = await world.somebody('UTC');
    const group = world.records.pim.addGroup('Administrators', [ada]);
    settings = { administrators: { groupId: group.id, digestAt: '07:00' } };
  });

  it('comes once for each member of the group and local date, and to nobody else', async () => {
    const other = await world.somebody('UTC');
    await world.sendAt(at, settings);
    await world.sendAt('2026-01-06T08:30:00Z', settings);
    assert.deepEqual(world.sentTo(ada, 'administratorsDigest'), ['2026-01-06']);
    assert.deepEqual(world.sentTo(ada), ['2026-01-06']);
    assert.deepEqual(world.sentTo(other, 'administratorsDigest'), []);
    assert.deepEqual(world.sentTo(other), ['2026-01-06']);
  });

  it('tells of the day before, and on Monday of the weekend where none comes then', async () => {
    const since = (): readonly (string | undefined)[] =>
      world.records.outbox.waiting.map(({ message }) =>
        message.kind === 'administratorsDigest' ? message.since : undefined,
      );
    await world.sendAt(at, settings);
    await world.sendAt('2026-01-12T07:00:00Z', { ...settings, isDigestOnWeekends: false });
    assert.deepEqual(since(), ['2026-01-05T07:00:00.000Z', '2026-01-09T07:00:00.000Z']);
  });

  it('comes to nobody while the group cannot be read, and as soon as it can', async () => {
    const { directory } = world.records;
    const peopleOf = directory.peopleOf.bind(directory);
    directory.peopleOf = () => Promise.reject(new PimError('pim_unavailable', 'down'));
    await world.sendAt(at, settings);
    assert.deepEqual(world.sentTo(ada, 'administratorsDigest'), []);
    assert.ok(
      world.records.logged.some(
        ({ facts }) => 'event' in facts && facts.event === 'administrators.unreadable',
      ),
    );
    directory.peopleOf = peopleOf;
    await world.sendAt(at, settings);
    assert.deepEqual(world.sentTo(ada, 'administratorsDigest'), ['2026-01-06']);
  });

  it('does not come to whom turned the digest off, and without a group to nobody', async () => {
    await world.sendAt(at);
    await world.records.preferences.set(ada, { isDigestOn: false });
    await world.sendAt(at, settings);
    assert.deepEqual(world.records.outbox.waiting, []);
  });

  it('remembers who holds what for the next day, and comes although it cannot', async () => {
    const role = world.records.pim.addRole('Global Reader');
    world.records.pim.makePermanent(ada, role);
    await world.sendAt(at, settings);
    assert.deepEqual(world.records.lookback.kept[0]?.assignments, [
      { principalId: ada.id, roleDefinitionId: role.id, scopeId: '/' },
    ]);
    world.records.directory.holdings = () => Promise.reject(new PimError('pim_unavailable', 'down'));
    await world.sendAt('2026-01-07T07:00:00Z', settings);
    assert.equal(world.records.lookback.kept.length, 1);
    assert.deepEqual(world.sentTo(ada, 'administratorsDigest'), ['2026-01-06', '2026-01-07']);
  });

  it('remembers how roles are set in one reading a run, whoever it is for, and comes although it cannot', async () => {
    const { records } = world;
    const role = records.pim.addRole('Global Reader');
    records.roleSettings = [goodSettings(role.id)];
    const others = await Promise.all([world.somebody('UTC'), world.somebody('UTC')]);
    const group = records.pim.addGroup('Everybody', [ada, ...others]);
    const everybody = { administrators: { groupId: group.id, digestAt: '07:00' } };
    let readings = 0;
    const { settings: read } = records.posture;
    records.posture.settings = () => {
      readings += 1;
      return read();
    };
    await world.sendAt(at, everybody);
    assert.equal(readings, 1);
    assert.deepEqual(
      records.lookback.keptSettings.map(({ settings: kept }) => kept.map((one) => one.roleDefinitionId)),
      [[role.id]],
    );
    await world.sendAt('2026-01-06T07:00:30Z', everybody);
    assert.equal(readings, 1, 'nobody is told, so nothing is read');
    records.posture.settings = () => Promise.reject(new PimError('pim_unavailable', 'down'));
    await world.sendAt('2026-01-07T07:00:00Z', everybody);
    assert.equal(records.lookback.keptSettings.length, 1);
    assert.deepEqual(world.sentTo(ada, 'administratorsDigest'), ['2026-01-06', '2026-01-07']);
    assert.ok(records.logged.some(({ facts }) => 'event' in facts && facts.event === 'roleSettings.notKept'));
  });
});
