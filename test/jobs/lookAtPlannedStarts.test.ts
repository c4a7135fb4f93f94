import assert from 'node:assert/strict';
import { houseRulesOf, readEachHouseRule } from '../../src/houseRuleReading.ts';
import { lookAtPlannedStarts, type LookAtPlannedStartsDeps } from '../../src/jobs/lookAtPlannedStarts.ts';
import { type RequestId } from '../../src/pim/ids.ts';
import { type OperationDeps } from '../../src/pim/operations/deps.ts';
import { type FollowedRequest } from '../../src/pim/records.ts';
import { type TicketVerdict } from '../../src/pim/tickets.ts';
import { judgeIn } from '../support/houseRules.ts';
import { InMemoryHouseBypasses, InMemoryRuleVersions } from '../support/inMemoryHouseBypasses.ts';
import { InMemoryLaterBreaches } from '../support/inMemoryLaterBreaches.ts';
import { approvalWorld, type ApprovalWorld, toActivate } from '../support/operationWorld.ts';

const MINUTE_MS = 60_000;

describe('lookAtPlannedStarts', () => {
  let made: ApprovalWorld;
  let breaches: InMemoryLaterBreaches;
  let versions: InMemoryRuleVersions;
  let lookedAt: Set<string>;

  beforeEach(async () => {
    made = await approvalWorld();
    breaches = new InMemoryLaterBreaches(made.world);
    versions = new InMemoryRuleVersions();
    lookedAt = new Set();
  });

  const ofReader = (more: object): object => ({
    name: 'For readers',
    appliesTo: { roles: ['Reports Reader'] },
    owners: { people: [made.ana.id, made.ben.id] },
    ...more,
  });
  const deps = (rules: readonly object[], more: Partial<OperationDeps> = {}): LookAtPlannedStartsDeps => ({
    ...made.world.with({
      houseJudge: judgeIn(made.world, rules),
      houseBypasses: new InMemoryHouseBypasses(made.world),
      laterBreaches: breaches,
      ruleVersions: versions,
      ...more,
    }),
    deadlines: made.world.deadlines,
    tenantId: made.ana.tenantId,
    lookedAt,
  });
  /** Ana plans two hours, an hour from now; PIM has it. */
  const plan = async (changes: Partial<FollowedRequest> = {}): Promise<RequestId> => {
    const { world, ana, reader } = made;
    const startAt = new Date(world.clock.now().getTime() + 60 * MINUTE_MS).toISOString();
    const ticketNumber = 'CHG0030001';
    const { request } = await world.does(
      ana,
      toActivate(reader, { startAt, durationMinutes: 120, ticketNumber }),
    );
    assert.ok(request);
    await world.requests.save({ ...world.followed(request.id), ...changes });
    return request.id;
  };
  const found = (): readonly (readonly [string, readonly string[]])[] =>
    breaches.all.map(({ verdict, lines }) => [verdict, lines.map(({ thing }) => thing)]);

  it('tells what rules do not allow any more shortly before the start, once, and not before', async () => {
    const { world, ana, ben } = made;
    const id = await plan();
    const stricter = deps([ofReader({ maximumHours: 1 })]);
    world.clock.forward(49);
    await lookAtPlannedStarts(stricter);
    assert.deepEqual(found(), [], 'the rules may change again');
    world.clock.forward(2);
    await lookAtPlannedStarts(stricter);
    assert.deepEqual(found(), [['notMet', ['maximum']]]);
    // At the start, and by a process that has begun anew.
    world.clock.forward(10);
    lookedAt = new Set();
    await lookAtPlannedStarts(deps([ofReader({ maximumHours: 1 })]));
    const [breach, ...others] = breaches.all;
    assert.deepEqual(others, []);
    assert.deepEqual([breach?.requestId, breach?.cardFor], [id, [ben.id]]);
    for (const person of [ana, ben])
      assert.equal(world.outbox.toldTo(person).filter((kind) => kind === 'laterBreach').length, 1);
    const entries = world.audit.entries.filter(({ event }) => event === 'houseRules.breachedLater');
    assert.deepEqual(
      entries.map(({ requestId, facts }) => [requestId, facts?.['unmet'], facts?.['principal']]),
      [[id, 'maximum', ana.id]],
    );
    assert.doesNotMatch(JSON.stringify(entries), /Ana|Mailbox/);
  });

  it('looks once more at the start, by the rules that counted then, and not by later ones', async () => {
    const { world } = made;
    await plan();
    const allowed = [ofReader({ maximumHours: 4 })];
    world.clock.forward(55);
    await lookAtPlannedStarts(deps(allowed));
    const since = world.clock.now();
    await versions.keep({ rules: houseRulesOf(readEachHouseRule(allowed).rules), since });
    world.clock.forward(7);
    // These count since two minutes after the start.
    await lookAtPlannedStarts(deps([ofReader({ maximumHours: 1 })]));
    assert.deepEqual(found(), []);
    lookedAt = new Set();
    versions.all.length = 0;
    world.clock.forward(1);
    await lookAtPlannedStarts(deps([ofReader({ maximumHours: 1 })]));
    assert.deepEqual(found(), [['notMet', ['maximum']]], 'where nobody knows those of then');
  });

  it('asks for the ticket again, and says where nobody can say', async () => {
    const { world } = made;
    await plan();
    const asking = (verdict: TicketVerdict): LookAtPlannedStartsDeps =>
      deps([ofReader({ ticket: { check: 'Changes' } })], {
        tickets: {
          systemOf: () => undefined,
          check: (system) =>
            Promise.resolve({
              system,
              verdict,
              ifUnknown: 'block',
              checkedAt: world.clock.now(),
              title: undefined,
              state: undefined,
              window: undefined,
              link: undefined,
            }),
        },
      });
    world.clock.forward(55);
    await lookAtPlannedStarts(asking('valid'));
    world.clock.forward(1);
    lookedAt.clear();
    await lookAtPlannedStarts(asking('notChecked'));
    assert.deepEqual(found(), [], 'tried again');
    world.clock.forward(20);
    await lookAtPlannedStarts(asking('notChecked'));
    assert.deepEqual(found(), [['notJudged', ['ticketNotKnown']]]);
    breaches.all.length = 0;
    world.clock.forward(1);
    lookedAt.clear();
    await lookAtPlannedStarts(asking('notOpen'));
    assert.deepEqual(found(), [['notMet', ['ticket']]]);
  });

  it('leaves alone what does not begin, was an emergency, or is judged elsewhere', async () => {
    const { world, ana, exchange } = made;
    const id = await plan({ status: 'Canceled', isOpen: false });
    await world.does(ana, toActivate(exchange));
    const stricter = deps([ofReader({ maximumHours: 1, appliesTo: { roles: ['all'] } })]);
    world.clock.forward(55);
    await lookAtPlannedStarts(stricter);
    assert.deepEqual(found(), []);
    const ruling = {
      version: 'v',
      at: world.clock.now(),
      verdict: 'emergency',
      lines: [],
      others: 0,
    } as const;
    await world.requests.save({
      ...world.followed(id),
      status: 'Granted',
      isOpen: true,
      houseRuling: ruling,
    });
    world.clock.forward(1);
    await lookAtPlannedStarts(stricter);
    assert.deepEqual(found(), []);
  });
});
