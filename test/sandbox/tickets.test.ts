import assert from 'node:assert/strict';
import { ticketKeys } from '../../sandbox/tickets/ticketKeys.ts';
import { type RunningSandbox, startSandbox } from '../support/runningSandbox.ts';

const table = '/tickets/api/now/table/change_request';

describe('the ticket systems of the sandbox', () => {
  let sandbox: RunningSandbox;

  before(async () => {
    sandbox = await startSandbox();
  });

  after(() => sandbox.stop());

  const ask = async (path: string, authorization = ''): Promise<readonly [status: number, body: unknown]> => {
    const answer = await fetch(`${sandbox.url}${path}`, { headers: { authorization } });
    return [answer.status, await answer.json()];
  };
  const rows = async (query: string): Promise<readonly Readonly<Record<string, unknown>>[]> => {
    const [, body] = await ask(`${table}?${query}`, ticketKeys.changes);
    return (body as { result: Readonly<Record<string, unknown>>[] }).result;
  };

  it('answer in lists as a table does: values, what is displayed, or both, of the fields that were asked for', async () => {
    const fields = 'sysparm_fields=number,state';
    assert.deepEqual(await rows(`sysparm_query=number=CHG0030002&${fields}`), [
      { number: 'CHG0030002', state: '3' },
    ]);
    assert.deepEqual(await rows(`sysparm_query=number=CHG0030002&${fields}&sysparm_display_value=all`), [
      {
        number: { display_value: 'CHG0030002', value: 'CHG0030002' },
        state: { display_value: 'Closed', value: '3' },
      },
    ]);
    assert.deepEqual(await rows('sysparm_query=number=CHG9999999'), []);
    // A condition that it does not understand is left out, so that there is an answer about everything.
    assert.ok((await rows('sysparm_query=nummer=CHG0030002')).length > 5);
  });

  it('answer about one issue, or that there is none, and nothing to strangers', async () => {
    const [status, issue] = await ask('/tickets/rest/api/3/issue/OPS-102', ticketKeys.issues);
    assert.equal(status, 200);
    const { key, fields } = issue as { key: string; fields: { status: { name: string } } };
    assert.deepEqual([key, fields.status.name], ['OPS-102', 'Done']);
    const [missing, body] = await ask('/tickets/rest/api/3/issue/OPS-9', ticketKeys.issues);
    assert.equal(missing, 404);
    assert.ok('errorMessages' in (body as object));
    for (const path of [table, '/tickets/rest/api/3/issue/OPS-102']) assert.equal((await ask(path))[0], 401);
  });

  it('change as control says, until the next reset', async () => {
    const stateOf = async (): Promise<unknown> =>
      (await rows('sysparm_query=number=CHG0030001'))[0]?.['state'];
    await sandbox.control.changeTicket({ number: 'CHG0030001', state: 'Closed' });
    assert.equal(await stateOf(), '3');
    await assert.rejects(sandbox.control.changeTicket({ number: 'CHG1' }));
    await sandbox.control.reset();
    assert.equal(await stateOf(), '-1');
  });
});
