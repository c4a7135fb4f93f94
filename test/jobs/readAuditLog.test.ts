import assert from 'node:assert/strict';
import { readAuditLog, type ReadAuditLogDeps } from '../../src/jobs/readAuditLog.ts';
import { type DirectoryAudit } from '../../src/pim/directoryAudits.ts';
import { PimError } from '../../src/pim/errors.ts';
import { requestId } from '../../src/pim/ids.ts';
import { approvalWorld, type ApprovalWorld } from '../support/operationWorld.ts';

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
    world.directory.auditedSince = () => Promise.reject(new PimError('pim_unavailable', 'Down'));
    await assert.rejects(readAuditLog(deps));
    world.directory.auditedSince = () => Promise.reject(new PimError('permission_missing', 'Not granted'));
    world.clock.forward(1);
    await readAuditLog(deps);
    assert.equal(cursor, undefined);
  });
});
