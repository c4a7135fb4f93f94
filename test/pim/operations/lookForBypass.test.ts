import assert from 'node:assert/strict';
import { houseRulesOf, readEachHouseRule } from '../../../src/houseRuleReading.ts';
import { type DirectoryAudit } from '../../../src/pim/directoryAudits.ts';
import { type HouseBypass } from '../../../src/pim/houseRules/bypass.ts';
import { type HouseVoting } from '../../../src/pim/houseRules/votings/houseVoting.ts';
import { type PrincipalId, requestId, type RequestId } from '../../../src/pim/ids.ts';
import { type OperationDeps } from '../../../src/pim/operations/deps.ts';
import { listBypasses } from '../../../src/pim/operations/houseBypasses/listBypasses.ts';
import { learnFromAuditLog } from '../../../src/pim/operations/learnFromAuditLog.ts';
import { judgeIn } from '../../support/houseRules.ts';
import { InMemoryHouseBypasses, InMemoryRuleVersions } from '../../support/inMemoryHouseBypasses.ts';
import { approvalWorld, type ApprovalWorld, toActivate } from '../../support/operationWorld.ts';

const security = 'd0d0d0d0-0000-4000-8000-00000000000d' as PrincipalId;
const aRequest = (number: number): RequestId =>
  requestId(`e0e0e0e0-0000-4000-8000-${String(number).padStart(12, '0')}`);

describe('looking for activations that went round the house rules', () => {
  let made: ApprovalWorld;
  let bypasses: InMemoryHouseBypasses;
  let versions: InMemoryRuleVersions;

  beforeEach(async () => {
    made = await approvalWorld();
    bypasses = new InMemoryHouseBypasses(made.world);
    versions = new InMemoryRuleVersions();
  });

  const ofReader = (more: object = {}): object => ({
    name: 'Two for readers',
    appliesTo: { roles: ['Reports Reader'] },
    approvals: [{ count: 2, from: { people: [made.ben.id, made.dara.id] } }],
    owners: { people: [made.ana.id, made.ben.id] },
    ...more,
  });
  const deps = (...rules: readonly object[]): OperationDeps =>
    made.world.with({
      houseJudge: judgeIn(made.world, rules),
      houseBypasses: bypasses,
      ruleVersions: versions,
    });
  const activated = (id: RequestId, changes: Partial<DirectoryAudit> = {}): DirectoryAudit => ({
    id: `row of ${id}`,
    activity: 'activated',
    at: made.world.clock.now(),
    requestId: id,
    roleDefinitionId: made.reader.id,
    principalId: made.ana.id,
    actor: undefined,
    reason: 'In the portal, says Ana Ruiz',
    startAt: undefined,
    endAt: undefined,
    ...changes,
  });
  const learn = (given: OperationDeps, row: DirectoryAudit): Promise<void> =>
    learnFromAuditLog(given, made.ana.tenantId, row);
  const things = ({ lines }: HouseBypass): readonly string[] => lines.map(({ thing }) => thing);

  it('finds one of the portal once, tells the owners but not whoever it was, and leaves no name in the trail', async () => {
    const { world, ana, ben } = made;
    const at = world.clock.now();
    const row = activated(aRequest(1), { startAt: at, endAt: new Date(at.getTime() + 90 * 60_000) });
    await learn(deps(ofReader({ maximumHours: 1 })), row);
    // Learnt again, and by a process that has begun anew with other rules.
    await learn(deps(ofReader()), row);
    const [bypass, ...others] = bypasses.all;
    assert.ok(bypass);
    assert.deepEqual(others, []);
    assert.deepEqual(things(bypass), ['maximum', 'approvals']);
    const { way, verdict, minutes, scopeId, judgedBy, cardFor } = bypass;
    assert.deepEqual(
      [way, verdict, minutes, scopeId, judgedBy.isOfThen, cardFor],
      ['elsewhere', 'bypassed', 90, '/', true, [ben.id]],
    );
    assert.deepEqual(world.outbox.toldTo(ben), ['houseBypass']);
    assert.deepEqual(world.outbox.toldTo(ana), []);
    const entries = world.audit.entries.filter(({ event }) => event === 'houseRules.bypassed');
    assert.equal(entries.length, 1);
    assert.equal(entries[0]?.facts?.['unmet'], 'approvals,maximum');
    assert.doesNotMatch(JSON.stringify(entries), /Ana|In the portal/);
  });

  it('finds none where no rule is about the role or the person, and none that the rules were asked about here', async () => {
    const { world, ana, reader, exchange, dara } = made;
    const elsewhere = deps(ofReader({ appliesTo: { roles: ['Exchange Administrator'] } }));
    await learn(elsewhere, activated(aRequest(1)));
    const others = deps(ofReader({ appliesTo: { roles: ['all'], people: [dara.id] } }));
    await learn(others, activated(aRequest(2)));
    const { request } = await world.does(ana, toActivate(reader));
    assert.ok(request);
    await learn(deps(ofReader()), activated(request.id));
    await learn(deps(), activated(aRequest(3), { roleDefinitionId: exchange.id }));
    assert.deepEqual(bypasses.all, []);
  });

  it('tells complete votes from an approval of the portal while votes were missing', async () => {
    const { world, ben, exchange, ask } = made;
    const given = deps(ofReader({ appliesTo: { roles: ['Exchange Administrator'] } }));
    const { id } = await ask();
    const ruling = await given.houseJudge?.judge(
      {
        requestor: made.ana.id,
        role: given.houseJudge.roleSeen(exchange),
        scopeId: '/',
        startAt: world.clock.now(),
        minutes: 60,
        ticket: undefined,
        isEmergency: false,
      },
      { freshness: 'lately' },
    );
    assert.ok(ruling);
    const voting: HouseVoting = {
      id,
      tenantId: made.ana.tenantId,
      requestor: made.ana.id,
      requestedAt: world.clock.now(),
      asked: ruling.demand,
      votes: [],
      way: 'approval',
      operationId: undefined,
      role: { id: exchange.id, displayName: exchange.displayName, isPrivileged: true, tier: undefined },
      scopeId: '/',
      minutes: 60,
      startAt: undefined,
      standing: { state: 'waiting', on: [], asked: [], approvedBy: [ben.id], isHeldUp: false },
      pimApprovers: [ben.id],
      end: { how: 'approved', at: world.clock.now() },
      lookAt: undefined,
    };
    const announcement = { messages: [], audit: [] };
    await world.votings.open({ voting, announcement });
    await learn(given, activated(id, { roleDefinitionId: exchange.id }));
    assert.equal(bypasses.all.length, 0);
    const end = { how: 'outside', at: world.clock.now() } as const;
    await world.votings.change(made.ana.tenantId, id, (now) => ({ voting: { ...now, end }, announcement }));
    await learn(given, activated(id, { roleDefinitionId: exchange.id }));
    assert.deepEqual(
      bypasses.all.map(({ way, lines }) => [way, lines]),
      [['decidedElsewhere', [{ thing: 'approvals', rule: 'Two for readers', asked: 2, given: 1 }]]],
    );
  });

  it('judges by the rules that counted when it was asked for, and says where these are not known', async () => {
    const { world } = made;
    const asked = world.clock.now();
    const { rules } = readEachHouseRule([ofReader({ name: 'Of then' })]);
    world.clock.forward(10);
    const now = deps(ofReader({ name: 'Of now' }));
    await learn(now, activated(aRequest(1), { at: asked }));
    await versions.keep({ rules: houseRulesOf(rules), since: asked });
    await learn(now, activated(aRequest(2), { at: asked }));
    await learn(now, activated(aRequest(3)));
    assert.deepEqual(
      bypasses.all.map(({ judgedBy, lines }) => [judgedBy.isOfThen, lines[0]?.rule]),
      [
        [false, 'Of now'],
        [true, 'Of then'],
        [true, 'Of now'],
      ],
    );
  });

  it('says that it cannot judge where a group cannot be read, and tells administrators where no owner is reached', async () => {
    const { world, dara } = made;
    world.administratorIds.push(dara.id);
    world.directory.unreadable.add(security);
    const rule = { appliesTo: { roles: ['all'], groups: [security] }, owners: { groups: [security] } };
    await learn(deps(ofReader(rule)), activated(aRequest(1)));
    assert.deepEqual(
      bypasses.all.map((one) => [one.verdict, things(one)]),
      [['notJudged', ['unread']]],
    );
    assert.deepEqual(world.outbox.toldTo(dara), ['houseBypass']);
  });

  it('sends many as one list, once for each while', async () => {
    const { world, ana, ben } = made;
    const given = deps(ofReader());
    for (const number of [1, 2, 3, 4, 5]) await learn(given, activated(aRequest(number)));
    assert.deepEqual(world.outbox.toldTo(ben), ['houseBypass', 'houseBypass', 'houseBypass']);
    await listBypasses(given, ana.tenantId);
    assert.equal(world.outbox.toldTo(ben).length, 3, 'the while is not over');
    world.clock.forward(10);
    await listBypasses(given, ana.tenantId);
    await listBypasses(given, ana.tenantId);
    assert.deepEqual(world.outbox.toldTo(ben).slice(3), ['houseBypasses']);
    const list = world.outbox.waiting.at(-1)?.message;
    assert.ok(list?.kind === 'houseBypasses');
    const found = await bypasses.found(new Date(list.since), new Date(list.until));
    assert.deepEqual(
      found.filter(({ listedFor }) => listedFor.includes(ben.id)).map(({ requestId: id }) => id),
      [aRequest(5), aRequest(4)],
    );
  });
});
