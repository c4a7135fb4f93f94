import assert from 'node:assert/strict';
import fc from 'fast-check';
import { pimErrorOfGraph, pimErrorOfSilence } from '../../src/graph/graphErrors.ts';
import { type PimErrorDetails } from '../../src/pim/errors.ts';
import { administratorErrorCases } from './administratorErrorCases.ts';
import { activate, decide, dryRun, error, errorCases, list } from './graphErrorCases.ts';

describe('pimErrorOfGraph', () => {
  for (const [
    title,
    { asked: call = activate, status = 400, headers = {}, body = '', code, details = {} },
  ] of Object.entries({ ...errorCases, ...administratorErrorCases })) {
    it(`understands ${title}`, () => {
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      const mapped = pimErrorOfGraph({ status, headers: new Headers(headers), text }, call);
      assert.equal(mapped.code, code);
      assert.equal(mapped.details.status, status);
      for (const [name, value] of Object.entries(details)) {
        assert.deepEqual(mapped.details[name as keyof PimErrorDetails], value, name);
      }
    });
  }

  for (const key of ['innerError', 'innererror']) {
    it(`keeps the request id of ${key}`, () => {
      const text = JSON.stringify(error('RoleAssignmentExists', '', { [key]: { 'request-id': 'r-1' } }));
      const mapped = pimErrorOfGraph({ status: 400, headers: new Headers(), text }, activate);
      assert.equal(mapped.details.graphRequestId, 'r-1');
    });
  }

  it('believes the header before the body about the request id', () => {
    const text = JSON.stringify(error('X', '', { innerError: { 'request-id': 'r-1' } }));
    const headers = new Headers({ 'request-id': 'r-2' });
    assert.equal(pimErrorOfGraph({ status: 400, headers, text }, activate).details.graphRequestId, 'r-2');
  });

  it('makes a PimError of any body whatever, and never repeats the body', () => {
    const secret = 'the justification of a person';
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.anything().map((value) => JSON.stringify({ error: value })),
          fc
            .record({ code: fc.anything(), message: fc.anything() })
            .map((value) => JSON.stringify({ error: value })),
        ),
        fc.integer({ min: 300, max: 599 }),
        (text, status) => {
          const mapped = pimErrorOfGraph({ status, headers: new Headers(), text }, activate);
          return mapped.code.length > 0;
        },
      ),
    );
    const text = JSON.stringify(error('Odd', secret));
    const mapped = pimErrorOfGraph({ status: 400, headers: new Headers(), text }, activate);
    assert.ok(!`${mapped.message} ${JSON.stringify(mapped.details)}`.includes(secret));
  });
});

describe('pimErrorOfSilence', () => {
  const failure = (code: string): Error =>
    new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) });

  it('does not know what became of a change', () => {
    for (const code of ['ECONNRESET', 'UND_ERR_SOCKET', 'EPIPE']) {
      assert.equal(pimErrorOfSilence(failure(code), activate).code, 'outcome_unknown');
    }
    assert.equal(pimErrorOfSilence(new DOMException('', 'TimeoutError'), decide).code, 'outcome_unknown');
  });

  it('knows that nothing happened where nothing was sent', () => {
    for (const code of ['ECONNREFUSED', 'ENOTFOUND', 'UND_ERR_CONNECT_TIMEOUT']) {
      assert.equal(pimErrorOfSilence(failure(code), activate).code, 'pim_unavailable');
    }
    const both = new AggregateError([failure('ECONNREFUSED'), failure('ECONNREFUSED')]);
    assert.equal(
      pimErrorOfSilence(new TypeError('fetch failed', { cause: both }), activate).code,
      'pim_unavailable',
    );
  });

  it('loses nothing but a read or a dry run', () => {
    assert.equal(pimErrorOfSilence(failure('ECONNRESET'), list).code, 'pim_unavailable');
    assert.equal(pimErrorOfSilence(failure('ECONNRESET'), dryRun).code, 'pim_unavailable');
  });
});
