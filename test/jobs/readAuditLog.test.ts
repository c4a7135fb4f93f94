import assert from 'node:assert/strict';
import { readAuditLog, type ReadAuditLogDeps } from '../../src/jobs/readAuditLog.ts';
import { type DirectoryAudit } from '../../src/pim/directoryAudits.ts';
import { houseRulesOf, readEachHouseRule } from '../../src/houseRuleReading.ts';
import { PimError } from '../../src/pim/errors.ts';
import { requestId } from '../../src/pim/ids.ts';
import { judgeIn } from '../support/houseRules.ts';
import { InMemoryHouseBypasses, InMemoryRuleVersions } from '../support/inMemoryHouseBypasses.ts';
import { approvalWorld, type ApprovalWorld } from '../support/operationWorld.ts';

/** Pages of the log, and then an error in place of the next; `before` hears of each that is asked for. */
async function* pagesThen(
  pages: readonly (readonly DirectoryAudit[])[],
  error: Error,
  before: () => unknown = () => undefined,
): AsyncGenerator<readonly DirectoryAudit[]> {
  for (const page of pages) {
    before();
    yield await Promise.resolve(page);
  }
  before();
  throw error;
}

/** Notes every call of a method. */
function counted<Name extends string>(
  owner: Record<Name, (...given: never[]) => unknown>,
  name: Name,
  note: () => unknown,
): void {
  const own = owner[name].bind(owner);
  owner[name] = (...given) => {
    note();
    return own(...given);
  };
}

describe('readAuditLog', () => {
  let made: ApprovalWorld;
  let deps: ReadAuditLogDeps;
  let cursor: Date | undefined;
  let askedSince: Date[];

  beforeEach(async () => {
    made = await approvalWorld();
    cursor = undefined;
    askedSince = [];
    const { world, ana } = made;
    const auditedSince = world.directory.auditedSince.bind(world.directory);
    world.directory.auditedSince = (since) => {
      askedSince.push(since);
      return auditedSince(since);
    };
    deps = {
      ...world.with({}),
      tenantId: ana.tenantId,
      learnt: new Set(),
      auditLogCursor: {
        readUntil: () => Promise.resolve(cursor),
        advance: (to) => Promise.resolve(void (cursor = to)),
      },
    };
  });

  const minutesAgo = (minutes: number): Date => new Date(made.world.clock.now().getTime() - minutes * 60_000);
  const activated = (number: number, at = made.world.clock.now()): DirectoryAudit => ({
    id: `row-${number}`,
    activity: 'activated',
    at,
    requestId: requestId(`e0e0e0e0-0000-4000-8000-${String(number).padStart(12, '0')}`),
    roleDefinitionId: made.reader.id,
    principalId: made.ana.id,
    actor: undefined,
    reason: '',
    startAt: undefined,
    endAt: undefined,
  });
  const learnt = (): number =>
    made.world.audit.events.filter((event) => event === 'activation.bypassed').length;

  it('learns from each row once, also from one that comes late', async () => {
    const { world } = made;
    world.directory.audits.push(activated(1));
    await readAuditLog(deps);
    world.clock.forward(1);
    world.directory.audits.push(activated(2, minutesAgo(20)));
    await readAuditLog(deps);
    world.clock.forward(1);
    await readAuditLog(deps);
    assert.equal(learnt(), 2);
    assert.equal(askedSince.length, 3);
  });

  it('reads once in a while, however many processes ask', async () => {
    await Promise.all([readAuditLog(deps), readAuditLog(deps), readAuditLog(deps)]);
    assert.equal(askedSince.length, 1);
  });

  it('goes back to where it was, after having been away', async () => {
    cursor = minutesAgo(600);
    await readAuditLog(deps);
    assert.deepEqual(askedSince, [minutesAgo(630)]);
    assert.deepEqual(cursor, made.world.clock.now());
  });

  it('goes back no further than it remembers what it learnt', async () => {
    cursor = minutesAgo(30 * 24 * 60);
    await readAuditLog(deps);
    assert.deepEqual(askedSince, [minutesAgo(6 * 24 * 60)]);
  });

  it('does not skip what comes after its clock was set back', async () => {
    cursor = minutesAgo(-120);
    await readAuditLog(deps);
    assert.deepEqual(askedSince, [minutesAgo(30)]);
  });

  it('tries a row again that could not be used, and goes on with the others', async () => {
    const { world } = made;
    world.directory.audits.push(activated(1), activated(2));
    const append = world.audit.append.bind(world.audit);
    let tries = 0;
    world.audit.append = (entry) => {
      tries += 1;
      return tries === 1 ? Promise.reject(new Error('The database is away')) : append(entry);
    };
    await readAuditLog(deps);
    assert.equal(learnt(), 1);
    assert.ok(world.logged.some(({ level }) => level === 'warn'));
    world.clock.forward(1);
    await readAuditLog(deps);
    assert.equal(learnt(), 2);
  });

  it('stays where it is while the log cannot be read', async () => {
    const { world } = made;
    world.directory.auditedSince = () => pagesThen([], new PimError('pim_unavailable', 'Down'));
    await assert.rejects(readAuditLog(deps));
    world.directory.auditedSince = () => pagesThen([], new PimError('permission_missing', 'Not granted'));
    world.clock.forward(1);
    await readAuditLog(deps);
    assert.equal(cursor, undefined);
  });

  it('learns from a page before it asks for the next, and goes on there when that one does not come', async () => {
    const { world } = made;
    const seen: number[] = [];
    cursor = minutesAgo(600);
    world.directory.auditedSince = () =>
      pagesThen(
        [[activated(1, minutesAgo(500)), activated(2, minutesAgo(400))], [activated(3, minutesAgo(300))]],
        new PimError('pim_unavailable', 'Down'),
        () => seen.push(learnt()),
      );
    await assert.rejects(readAuditLog(deps));
    assert.deepEqual(seen, [0, 2, 3]);
    assert.deepEqual(cursor, minutesAgo(300));
  });

  it('remembers only the rows that it will read again', async () => {
    const { world } = made;
    cursor = minutesAgo(600);
    world.directory.audits.push(
      ...Array.from({ length: 40 }, (_, index) => activated(index, minutesAgo(500 - index))),
      activated(98, minutesAgo(29)),
      activated(99),
    );
    await readAuditLog(deps);
    assert.equal(learnt(), 42);
    assert.deepEqual([...deps.learnt], ['row-98', 'row-99']);
    world.clock.forward(2);
    await readAuditLog(deps);
    assert.deepEqual([...deps.learnt], ['row-99']);
  });

  it('asks once for what everybody holds where many went round house rules, and once for the rules of then', async () => {
    const { world, reader } = made;
    const people = await Promise.all(Array.from({ length: 60 }, (_, number) => world.person(`P${number}`)));
    const bypasses = new InMemoryHouseBypasses(world);
    const versions = new InMemoryRuleVersions();
    const written = { name: 'One hour', appliesTo: { roles: [reader.displayName] }, maximumHours: 1 };
    const calls = { byPerson: 0, together: 0, versions: 0 };
    counted(world.directory, 'activeRolesOf', () => (calls.byPerson += 1));
    counted(world.directory, 'eligibleRolesOf', () => (calls.byPerson += 1));
    counted(world.directory, 'holdings', () => (calls.together += 1));
    counted(versions, 'at', () => (calls.versions += 1));
    await versions.keep({ rules: houseRulesOf(readEachHouseRule([written]).rules), since: minutesAgo(900) });
    await versions.keep({ rules: houseRulesOf([]), since: minutesAgo(60) });
    for (const [number, { id }] of people.entries()) {
      world.pim.makeEligible(people[number] ?? made.ana, reader);
      const at = minutesAgo(500 - number);
      const endAt = new Date(at.getTime() + 2 * 3_600_000);
      world.directory.audits.push({ ...activated(number, at), principalId: id, startAt: at, endAt });
    }
    cursor = minutesAgo(600);
    const looking = { houseJudge: judgeIn(world, []), houseBypasses: bypasses, ruleVersions: versions };
    await readAuditLog({ ...deps, ...looking });
    assert.deepEqual(
      new Set(
        bypasses.all.map(({ scopeId, lines }) => `${scopeId} ${lines.map(({ thing }) => thing).join()}`),
      ),
      new Set(['/ maximum']),
    );
    assert.equal(bypasses.all.length, 60);
    assert.ok(calls.byPerson <= 50, `${calls.byPerson} calls for single people`);
    assert.deepEqual([calls.together, calls.versions], [1, 1]);
  });
});
