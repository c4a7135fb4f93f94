import assert from 'node:assert/strict';
import { PimError } from '../../../src/pim/errors.ts';
import { type OperationResult, runOperation } from '../../../src/pim/operations/runOperation.ts';
import { type TicketCheck, type TicketQuestion, type Tickets } from '../../../src/pim/tickets.ts';
import { aSignOn } from '../../support/inMemorySignOns.ts';
import { approvalWorld, toActivate, type ApprovalWorld } from '../../support/operationWorld.ts';

let made: ApprovalWorld;
let answer: Partial<TicketCheck>;
let questions: TicketQuestion[];

const tickets: Tickets = {
  systemOf: (number) => (number.startsWith('CHG') ? 'Changes' : undefined),
  check: (system, question) => {
    questions.push(question);
    const nothing = { title: undefined, state: undefined, window: undefined, link: undefined };
    const checkedAt = made.world.clock.now();
    return Promise.resolve({
      system,
      verdict: 'valid',
      ifUnknown: 'block',
      checkedAt,
      ...nothing,
      ...answer,
    });
  },
};

beforeEach(async () => {
  made = await approvalWorld();
  answer = {};
  questions = [];
});

async function activate(ticketNumber: string, changes: object = {}): Promise<OperationResult | undefined> {
  const { world, ana, reader } = made;
  const operation = await world.open(ana, toActivate(reader, { ticketNumber, ...changes }));
  const signOn = aSignOn(ana, world.clock, { operationId: operation.id });
  return runOperation(world.with({ tickets }), operation.id, signOn);
}

const factsOf = (event: string): object | undefined =>
  made.world.audit.entries.findLast((entry) => entry.event === event)?.facts;

describe('a ticket of an activation', () => {
  it('is asked about for the requestor and the time of the activation, and remembered with the request', async () => {
    answer = { title: 'Move mailboxes', state: 'Open' };
    const result = await activate('CHG1');
    const { world, ana } = made;
    assert.equal(result?.request?.ticketCheck?.title, 'Move mailboxes');
    assert.equal(world.followed(result.request.id).ticketCheck?.verdict, 'valid');
    const [question] = questions;
    assert.equal(question?.requestor.id, ana.id);
    const { startAt, endAt } = question.activation;
    assert.deepEqual(startAt, world.clock.now());
    assert.equal(endAt.getTime() - startAt.getTime(), 60 * 60_000);
    const facts = factsOf('activation.submitted') as Record<string, unknown>;
    assert.equal(facts['ticketSystem'], 'Changes');
    assert.equal(facts['ticketVerdict'], 'valid');
    assert.doesNotMatch(JSON.stringify(world.audit.entries), /CHG1|Move mailboxes/);
  });

  for (const verdict of ['notFound', 'notOpen', 'notRequestors', 'outsideWindow', 'notChecked'] as const) {
    it(`that is ${verdict} is refused, and nothing is submitted`, async () => {
      answer = { verdict, state: 'Closed' };
      const result = await activate('CHG1');
      assert.equal(result?.state, 'REFUSED');
      assert.equal(result.error?.code, 'policy_not_satisfied');
      const [unmet] = result.error.details.unmet ?? [];
      assert.ok(unmet?.rule === 'ticket_refused');
      assert.equal(unmet.state, verdict === 'notOpen' ? 'Closed' : undefined);
      assert.deepEqual(made.world.pim.writes, []);
      const facts = factsOf('activation.refused') as Record<string, unknown>;
      assert.equal(facts['ticketVerdict'], verdict);
    });
  }

  it('that is not known goes on with a warning where the settings say so; what is known to be wrong does not', async () => {
    answer = { verdict: 'notOpen', ifUnknown: 'warn' };
    assert.equal((await activate('CHG1'))?.state, 'REFUSED');
    answer = { verdict: 'notChecked', ifUnknown: 'warn' };
    const result = await activate('CHG1');
    assert.equal(result?.request?.ticketCheck?.verdict, 'notChecked');
  });

  it('comes after what PIM has against the activation, and is not asked about where no system has such numbers', async () => {
    const { world, ben, reader } = made;
    const operation = await world.open(ben, toActivate(reader, { ticketNumber: 'CHG1' }));
    const signOn = aSignOn(ben, world.clock, { operationId: operation.id });
    const refused = await runOperation(world.with({ tickets }), operation.id, signOn);
    assert.equal(refused?.error?.code, 'not_eligible');
    assert.equal((await activate('INC1'))?.request?.ticketCheck, undefined);
    assert.deepEqual(questions, []);
  });

  it('is told to approvers as it is by then where the answer to the submission was lost', async () => {
    const { world, ana, reader } = made;
    world.pim.failNext('selfActivate', new PimError('outcome_unknown', 'Lost'), 'after');
    const operation = await world.open(ana, toActivate(reader, { ticketNumber: 'CHG1' }));
    const run = () =>
      runOperation(
        world.with({ tickets }),
        operation.id,
        aSignOn(ana, world.clock, { operationId: operation.id }),
      );
    assert.equal((await run())?.state, 'UNKNOWN');
    answer = { verdict: 'notOpen' };
    assert.equal((await run())?.request?.ticketCheck?.verdict, 'notOpen');
  });
});
