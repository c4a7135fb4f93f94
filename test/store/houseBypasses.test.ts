import assert from 'node:assert/strict';
import { type HouseBypass } from '../../src/pim/houseRules/bypass.ts';
import { type HouseRules } from '../../src/pim/houseRules/houseRule.ts';
import { type Person, principalId, roleDefinitionId } from '../../src/pim/ids.ts';
import { engines, type TestDatabase } from '../support/databases.ts';
import { aRequestId, storeWorld, type StoreWorld, ulid } from '../support/storeWorld.ts';

const minutes = (at: Date, count: number): Date => new Date(at.getTime() + count * 60_000);
const ben = principalId('b0b0b0b0-0000-4000-8000-00000000000b');

const aBypass = ({ id }: Person, foundAt: Date): HouseBypass => ({
  requestId: aRequestId(),
  principalId: id,
  roleDefinitionId: roleDefinitionId('29232cdf-9323-42fd-ade2-1d097af3e4de'),
  scopeId: '/',
  activatedAt: minutes(foundAt, -5),
  minutes: 60,
  foundAt,
  way: 'elsewhere',
  verdict: 'bypassed',
  approvedBy: ben,
  judgedBy: { version: 'abc', isOfThen: true },
  lines: [{ thing: 'approvals', rule: 'Two', asked: 2, given: 0 }],
  owners: { people: [ben], groups: [] },
  cardFor: [ben],
  listedFor: [],
});

for (const engine of engines) {
  describe(`SqlHouseBypasses on ${engine.name}`, () => {
    let database: TestDatabase;
    let world: StoreWorld;

    before(async () => {
      database = await engine.open();
    });

    beforeEach(() => {
      world = storeWorld(database);
    });

    after(() => database.close());

    const said = ({ requestId }: HouseBypass, { tenantId, ana }: StoreWorld) => ({
      messages: [
        {
          id: ulid(),
          person: ana,
          message: { kind: 'houseBypass', requestId } as const,
          onceKey: `told/${requestId}`,
        },
      ],
      audit: [
        {
          onceKey: `noted/${requestId}`,
          entry: { event: 'houseRules.bypassed', tenantId, actor: ana.id, requestId } as const,
        },
      ],
    });

    it('keeps one of a request, with what is said of it, however many find it at once', async () => {
      const { houseBypasses, outbox, audit, clock, ana } = world;
      const bypass = aBypass(ana, clock.now());
      const outcomes = await Promise.all(
        [1, 2, 3].map(() => houseBypasses.record(bypass, said(bypass, world))),
      );
      assert.deepEqual(outcomes.filter(Boolean).length, 1);
      assert.deepEqual(await houseBypasses.of(bypass.requestId), bypass);
      assert.equal(await outbox.depth(), 1);
      assert.equal((await audit.rows(0, 10)).length, 1);
      assert.equal(await storeWorld(database).houseBypasses.of(bypass.requestId), undefined);
    });

    it('keeps nothing where what is said of it cannot be kept', async () => {
      const { houseBypasses, clock, ana } = world;
      const bypass = aBypass(ana, clock.now());
      const { messages, audit } = said(bypass, world);
      const twice = [...messages, ...messages.map((one) => ({ ...one, onceKey: `another/${one.onceKey}` }))];
      await assert.rejects(houseBypasses.record(bypass, { messages: twice, audit }));
      assert.equal(await houseBypasses.of(bypass.requestId), undefined);
    });

    it('gives those found in a while, the newest first, and forgets the oldest', async () => {
      const { houseBypasses, clock, ana } = world;
      const all = [0, 1, 2].map((at) => aBypass(ana, minutes(clock.now(), at)));
      for (const one of all) await houseBypasses.record(one, { messages: [], audit: [] });
      const found = async (from: number, until?: number): Promise<readonly unknown[]> =>
        (
          await houseBypasses.found(
            minutes(clock.now(), from),
            until === undefined ? undefined : minutes(clock.now(), until),
          )
        ).map(({ requestId }) => requestId);
      const [first, second, third] = all.map(({ requestId }) => requestId);
      assert.deepEqual(await found(0), [third, second, first]);
      assert.deepEqual(await found(0, 2), [second, first]);
      await houseBypasses.sweep(minutes(clock.now(), 2));
      assert.deepEqual(await found(0), [third]);
    });
  });

  describe(`SqlRuleVersions on ${engine.name}`, () => {
    let database: TestDatabase;

    before(async () => {
      database = await engine.open();
    });

    after(() => database.close());

    it('knows which rules counted when, delegates with their times, and forgets those of long ago', async () => {
      const { ruleVersions, clock } = storeWorld(database);
      const start = clock.now();
      const rules = (version: string): HouseRules => ({
        version,
        broken: [],
        rules: [
          {
            name: `Rule of ${version}`,
            appliesTo: { roles: ['all'], tiers: [], scopes: [], people: [], groups: [] },
            approvals: [],
            delegates: [{ for: ben, to: ben, from: start, until: minutes(start, 60) }],
            maximumHours: 1,
            coolDownMinutes: 0,
            owners: { people: [], groups: [] },
            validMinutes: 60,
          },
        ],
      });
      const keep = (version: string, at: number) =>
        ruleVersions.keep({ rules: rules(version), since: minutes(start, at) });
      await keep('a', 0);
      await keep('b', 10);
      await keep('b', 20);
      await keep('a', 30);
      const then = async (at: number): Promise<unknown> => {
        const kept = await ruleVersions.at(minutes(start, at));
        return kept && [kept.rules.version, kept.since, kept.until];
      };
      assert.equal(await then(-1), undefined);
      assert.deepEqual(await then(0), ['a', start, minutes(start, 10)]);
      assert.deepEqual(await then(29), ['b', minutes(start, 10), minutes(start, 30)]);
      assert.deepEqual(await then(99), ['a', minutes(start, 30), undefined]);
      assert.deepEqual((await ruleVersions.at(start))?.rules, rules('a'));
      await ruleVersions.sweep(minutes(start, 15));
      assert.deepEqual(
        [await then(5), await then(15)],
        [undefined, ['b', minutes(start, 10), minutes(start, 30)]],
      );
    });
  });
}
