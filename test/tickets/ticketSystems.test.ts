import assert from 'node:assert/strict';
import { type TicketVerdict } from '../../src/pim/ticketVerdict.ts';
import { TicketServer, TICKET_SECRET_VALUE } from '../support/ticketServer.ts';

type Answer = (server: TicketServer) => unknown;

const answers: readonly (readonly [what: string, verdict: TicketVerdict, answer: Answer])[] = [
  ['a ticket that is in order', 'valid', (server) => server.ticket()],
  ['the number in other letters', 'valid', (server) => server.ticket({ number: 'chg1' })],
  ['another ticket', 'notFound', (server) => server.ticket({ number: 'CHG2' })],
  ['nothing of the number', 'notFound', (server) => server.ticket({ number: undefined })],
  ['a closed ticket', 'notOpen', (server) => server.ticket({ state: 'closed' })],
  ['no state', 'notOpen', (server) => server.ticket({ state: null })],
  [
    'somebody else’s',
    'notRequestors',
    (server) => server.ticket({ 'requested by': { email: 'ben@example.org' } }),
  ],
  ['nobody’s', 'notRequestors', (server) => server.ticket({ 'requested by': null })],
  [
    'somebody else’s that is closed',
    'notRequestors',
    (server) => server.ticket({ state: 'closed', 'requested by': {} }),
  ],
  [
    'a window that is over',
    'outsideWindow',
    (server) => server.ticket({ plan: [{ start: '2001-01-01T00:00Z', end: '2001-01-02 00:00:00' }] }),
  ],
  [
    'a window that is to come',
    'outsideWindow',
    (server) =>
      server.ticket({ plan: [{ start: '2101-01-01T00:00:00.000+0100', end: '2101-01-02T00:00Z' }] }),
  ],
  [
    'a window without an end',
    'outsideWindow',
    (server) => server.ticket({ plan: [{ start: '2001-01-01T00:00Z' }] }),
  ],
  [
    'a time that is none',
    'notChecked',
    (server) => server.ticket({ plan: [{ start: 'soon', end: 'later' }] }),
  ],
  ['a text', 'notChecked', () => 'not JSON'],
  ['a list', 'notFound', () => []],
  ['null', 'notFound', () => null],
];

describe('what a ticket system says', () => {
  let server: TicketServer;

  before(async () => {
    server = await TicketServer.start();
  });

  after(() => server.stop());

  for (const [what, verdict, answer] of answers) {
    it(`${what}: ${verdict}`, async () => {
      server.says(answer(server));
      assert.equal((await server.check(server.port())).verdict, verdict);
    });
  }

  it('is told with its title, state, window and link, and asked for with the secret and a correlation id', async () => {
    server.says(server.ticket());
    const check = await server.check(server.port());
    assert.equal(check.title, 'Move mailboxes');
    assert.equal(check.state, 'Open');
    assert.equal(check.link, `${server.url}/tickets/CHG1`);
    assert.ok(check.window?.startAt instanceof Date);
    assert.deepEqual(check.checkedAt, server.clock.now());
    assert.equal(server.asked.at(-1), '/api/tickets/CHG1?full=yes');
    assert.equal(server.shown.at(-1), TICKET_SECRET_VALUE);
    assert.match(server.logged.at(-1) ?? '', /"outcome":"answered","correlationId":"ulid-1"/);
  });

  it('is compared by the name that the settings choose', async () => {
    server.says(server.ticket({ 'requested by': { email: 'Ana.Ruiz@example.org' } }));
    const byMail = server.port({ belongsTo: { path: "$['requested by'].email", is: 'mail' } });
    assert.equal((await server.check(byMail)).verdict, 'valid');
    const nobody = { ...server.question().requestor, mail: undefined };
    assert.equal(
      (await server.check(server.port({ belongsTo: { path: '$.none', is: 'mail' } }), { requestor: nobody }))
        .verdict,
      'notRequestors',
    );
  });

  it('counts for a minute and for one person; silence does not count', async () => {
    server.says({}, 503);
    const tickets = server.port();
    assert.equal((await server.check(tickets)).verdict, 'notChecked');
    server.says(server.ticket({}));
    assert.equal((await server.check(tickets)).verdict, 'valid');
    const before = server.asked.length;
    server.says(server.ticket({ state: 'closed' }));
    assert.equal((await server.check(tickets)).verdict, 'valid');
    assert.equal(server.asked.length, before);
    const id = server.question().requestor.id.replace(/^a1/, 'b1') as ReturnType<
      TicketServer['question']
    >['requestor']['id'];
    const other = { ...server.question().requestor, id };
    assert.equal((await server.check(tickets, { requestor: other })).verdict, 'notOpen');
    server.clock.forward(61);
    assert.equal((await server.check(tickets)).verdict, 'notOpen');
  });

  it('is asked of few at once, and each has its answer', async () => {
    let underWay = 0;
    let most = 0;
    server.answer = (request, response) => {
      underWay += 1;
      most = Math.max(most, underWay);
      setImmediate(() => {
        underWay -= 1;
        const number = /tickets\/(\w+)/.exec(request.url ?? '')?.[1];
        response.end(JSON.stringify(server.ticket({ number })));
      });
    };
    const tickets = server.port({ timeoutSeconds: 20 });
    const numbers = Array.from({ length: 20 }, (_, index) => `CHG${index}`);
    const checks = await Promise.all(numbers.map((ticketNumber) => server.check(tickets, { ticketNumber })));
    assert.deepEqual(new Set(checks.map(({ verdict }) => verdict)), new Set(['valid']));
    assert.ok(most <= 4, `${most} at once`);
  });

  it('is asked only of the first system whose numbers look like it', () => {
    const tickets = server.port({ pattern: 'CHG\\d{1,7}' });
    assert.equal(tickets.systemOf('CHG1'), 'Changes');
    assert.equal(tickets.systemOf(' CHG1 '), 'Changes');
    for (const number of ['', 'CHG', 'xCHG1', 'CHG1x', 'CHG12345678'])
      assert.equal(tickets.systemOf(number), undefined);
  });
});
