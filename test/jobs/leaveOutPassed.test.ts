import assert from 'node:assert/strict';
import { leaveOutPassed } from '../../src/jobs/leaveOutPassed.ts';
import { type Person } from '../../src/pim/ids.ts';
import { type Preferences } from '../../src/pim/records.ts';
import { DigestWorld } from './digestWorld.ts';

describe('leaveOutPassed', () => {
  let world: DigestWorld;

  beforeEach(() => {
    world = new DigestWorld();
  });

  /** Somebody chooses at this time; says whether the digest of the day is left out. */
  async function choose(person: Person, time: string, chosen: Partial<Preferences>): Promise<boolean> {
    world.now = new Date(time);
    const isLeftOut = await leaveOutPassed(world.deps(), { person, timeZone: 'UTC' }, chosen);
    await world.records.preferences.set(person, chosen);
    return isLeftOut;
  }

  it('sends none at once where the time that was chosen is over for today', async () => {
    const person = await world.somebody('UTC', '20:00');
    assert.equal(await choose(person, '2026-01-05T11:01:00Z', { digestAt: '08:30' }), true);
    const dates = await world.sentBetween(person, '2026-01-05T11:01:00Z', '2026-01-06T12:00:00Z');
    assert.deepEqual(dates, ['2026-01-06']);
  });

  it('sends one today where the time is still to come', async () => {
    const person = await world.somebody('UTC', '20:00');
    assert.equal(await choose(person, '2026-01-05T11:01:00Z', { digestAt: '12:00' }), false);
    const dates = await world.sentBetween(person, '2026-01-05T11:01:00Z', '2026-01-05T23:00:00Z');
    assert.deepEqual(dates, ['2026-01-05']);
  });

  it('sends none at once to whom turns it on, or wants it at weekends too', async () => {
    const off = await world.somebody('UTC');
    await world.records.preferences.set(off, { isDigestOn: false });
    assert.equal(await choose(off, '2026-01-05T10:00:00Z', { isDigestOn: true }), true);
    const weekdays = await world.somebody('UTC');
    await world.records.preferences.set(weekdays, { isDigestOnWeekends: false });
    assert.equal(await choose(weekdays, '2026-01-10T10:00:00Z', { isDigestOnWeekends: true }), true);
    await world.sendAt('2026-01-05T10:00:00Z');
    await world.sendAt('2026-01-10T10:00:00Z');
    assert.deepEqual(world.sentTo(off), ['2026-01-10']);
    assert.deepEqual(world.sentTo(weekdays), ['2026-01-05']);
  });

  it('says that none comes today where today’s was there already, or was left out', async () => {
    const had = await world.somebody('UTC', '08:30');
    await world.sendAt('2026-01-05T08:30:00Z');
    assert.equal(await choose(had, '2026-01-05T09:00:00Z', { digestAt: '17:00' }), true);
    const twice = await world.somebody('UTC', '20:00');
    await choose(twice, '2026-01-05T10:00:00Z', { digestAt: '09:00' });
    assert.equal(await choose(twice, '2026-01-05T10:01:00Z', { digestAt: '11:00' }), true);
    assert.equal(await choose(twice, '2026-01-06T07:00:00Z', { digestAt: '08:00' }), false);
    const dates = await world.sentBetween(had, '2026-01-05T09:00:00Z', '2026-01-06T18:00:00Z');
    assert.deepEqual(dates, ['2026-01-05', '2026-01-06']);
  });

  it('leaves what is due anyway, however late it comes', async () => {
    const person = await world.somebody('UTC', '08:30');
    assert.equal(await choose(person, '2026-01-05T10:00:00Z', { digestAt: '09:00' }), false);
    await world.sendAt('2026-01-05T10:01:00Z');
    assert.deepEqual(world.sentTo(person), ['2026-01-05']);
  });
});
