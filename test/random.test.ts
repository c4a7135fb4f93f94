import assert from 'node:assert/strict';
import { readiness } from '../src/health.ts';
import { createMetrics } from '../src/metrics.ts';
import { roleDefinitionId, tenantId } from '../src/pim/ids.ts';
import { createRandom } from '../src/random.ts';
import { TestClock } from './support/testClock.ts';

describe('createRandom', () => {
  it('gives ULIDs that rise, also within a millisecond and when the clock goes back', () => {
    const clock = new TestClock();
    const random = createRandom(clock);
    const made: string[] = [];
    for (let turn = 0; turn < 3000; turn += 1) {
      if (turn === 1000) clock.forward(1);
      if (turn === 2000) clock.forward(-10);
      made.push(random.ulid());
    }
    assert.deepEqual([...made].sort(), made);
    assert.equal(new Set(made).size, made.length);
    for (const one of made) assert.match(one, /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/);
  });

  it('begins a ULID with its time', () => {
    const random = createRandom({ now: () => new Date(1_469_918_176_385) });
    assert.equal(random.ulid().slice(0, 10), '01ARYZ6S41');
  });

  it('gives secrets of 192 bits that fit into an address', () => {
    const random = createRandom(new TestClock());
    const made = new Set(Array.from({ length: 1000 }, () => random.secret()));
    assert.equal(made.size, 1000);
    for (const secret of made) assert.match(secret, /^[\w-]{32}$/);
  });
});

describe('readiness', () => {
  it('is ready when everything is', async () => {
    const checks = [{ name: 'database', check: () => Promise.resolve(true) }];
    assert.deepEqual(await readiness(checks), { ready: true, reasons: [] });
  });

  it('names everything that is not, by our own words alone', async () => {
    const checks = [
      { name: 'database', check: () => Promise.reject(new Error('connect ECONNREFUSED 10.0.0.7')) },
      { name: 'channel keys', check: () => Promise.resolve(false) },
      { name: 'permissions', check: () => Promise.resolve(true) },
    ];
    assert.deepEqual(await readiness(checks), { ready: false, reasons: ['database', 'channel keys'] });
  });

  it('counts a check that throws at once as failed', async () => {
    const check = (): never => {
      throw new Error('at once');
    };
    assert.deepEqual(await readiness([{ name: 'database', check }]), { ready: false, reasons: ['database'] });
  });
});

describe('createMetrics', () => {
  it('counts calls to Graph and measures activities, however they end', async () => {
    const metrics = createMetrics();
    metrics.graphCall({ method: 'GET', pathTemplate: '/users/{id}', status: 200, milliseconds: 12 });
    metrics.graphCall({ method: 'GET', pathTemplate: '/users/{id}', status: undefined, milliseconds: 12 });
    assert.equal(await metrics.timed('message', () => Promise.resolve('done')), 'done');
    await assert.rejects(metrics.timed('message', () => Promise.reject(new Error('failed'))));
    const text = await metrics.text();
    assert.match(text, /latchkey_graph_calls_total\{method="GET",path="\/users\/\{id\}",status="200"\} 1/);
    assert.match(text, /latchkey_graph_calls_total\{[^}]*status="none"\} 1|status="none"\} 1/);
    assert.match(text, /latchkey_activity_seconds_count\{type="message"\} 2/);
  });

  it('measures how long Entra takes to give a role, and keeps what was measured', async () => {
    const kept: number[] = [];
    const metrics = createMetrics();
    const delays = metrics.measured({
      add: (_tenant, _role, milliseconds) => {
        kept.push(milliseconds);
        return Promise.resolve();
      },
      of: () => Promise.resolve(undefined),
    });
    const role = roleDefinitionId('29232cdf-9323-42fd-ade2-1d097af3e4de');
    await delays.add(tenantId(role), role, 4000);
    assert.equal(await delays.of(tenantId(role), role), undefined);
    assert.deepEqual(kept, [4000]);
    assert.match(await metrics.text(), /latchkey_provisioning_seconds_sum 4\b/);
  });

  it('looks at the relay and at the audit stream when it is asked, and takes what it cannot read for the worst', async () => {
    const metrics = createMetrics();
    metrics.watch({
      isRelayOn: () => Promise.resolve(true),
      isQuarantined: () => Promise.resolve(true),
      auditStreamBehind: () => Promise.resolve(7),
    });
    assert.match(await metrics.text(), /^latchkey_relay_on 1$[^]*^latchkey_audit_stream_behind 7$/m);
    assert.match(await metrics.text(), /^latchkey_quarantine 1$/m);
    const away = (): Promise<never> => Promise.reject(new Error('away'));
    metrics.watch({ isRelayOn: away, isQuarantined: away, auditStreamBehind: away });
    assert.match(await metrics.text(), /^latchkey_quarantine Nan$/im);
    assert.match(await metrics.text(), /^latchkey_relay_on 0$[^]*^latchkey_audit_stream_behind Nan$/im);
  });

  it('shares nothing between two of a process', async () => {
    createMetrics().graphCall({ method: 'GET', pathTemplate: '/me', status: 200, milliseconds: 1 });
    assert.doesNotMatch(await createMetrics().text(), /path="\/me"/);
  });
});
