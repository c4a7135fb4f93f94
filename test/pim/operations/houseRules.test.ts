import assert from 'node:assert/strict';
import { tellEmergencyDayAfter } from '../../../src/jobs/tellEmergencyDayAfter.ts';
import { principalId, type Person } from '../../../src/pim/ids.ts';
import { type OperationDeps } from '../../../src/pim/operations/deps.ts';
import { type OperationResult, runOperation } from '../../../src/pim/operations/runOperation.ts';
import { type PimDirectory } from '../../../src/pim/ports.ts';
import { type TicketCheck, type Tickets } from '../../../src/pim/tickets.ts';
import { closedHours, judgeIn } from '../../support/houseRules.ts';
import { aSignOn } from '../../support/inMemorySignOns.ts';
import { approvalWorld, toActivate, type ApprovalWorld } from '../../support/operationWorld.ts';

const gone = principalId('00000000-0000-4000-8000-00000000dead');

let made: ApprovalWorld;
let readings: number;

beforeEach(async () => {
  made = await approvalWorld();
  readings = 0;
});

/** The world with rules, counting what is read of the directory for them. */
function withRules(rules: readonly object[], more: Partial<OperationDeps> = {}): OperationDeps {
  const { world } = made;
  const { directory, requests, operations, clock, logger } = world;
  const counted: Pick<PimDirectory, 'membersNowOf' | 'managerOf'> = {
    membersNowOf: (id) => {
      readings += 1;
      return directory.membersNowOf(id);
    },
    managerOf: (id) => directory.managerOf(id),
  };
  const houseJudge = judgeIn({ directory: counted, requests, operations, clock, logger }, rules);
  return world.with({ ...more, houseJudge });
}

async function activate(
  deps: OperationDeps,
  changes: object = {},
  person: Person = made.ana,
): Promise<OperationResult> {
  const { world, reader } = made;
  const operation = await world.open(person, toActivate(reader, changes));
  const signOn = aSignOn(person, world.clock, { operationId: operation.id });
  const result = await runOperation(deps, operation.id, signOn);
  if (result === undefined) throw new Error('Nobody ran it');
  return result;
}

const factsOf = (event: string): Record<string, unknown> => {
  const found = made.world.audit.entries.findLast((entry) => entry.event === event);
  return found?.facts ?? {};
};

const linesOf = ({ error }: OperationResult): readonly string[] =>
  (error?.details.unmet ?? []).map((unmet) =>
    unmet.rule === 'house_rule' ? `${unmet.line.rule}: ${unmet.line.thing}` : unmet.rule,
  );

const about = (name: string, more: object): object => ({
  name,
  appliesTo: { roles: ['Reports Reader'] },
  ...more,
});

describe('house rules at an activation', () => {
  it('say nothing, and read nothing, where none is about the role', async () => {
    const rule = {
      name: 'Other',
      appliesTo: { roles: ['Exchange Administrator'], groups: [gone] },
      maximumHours: 1,
    };
    const result = await activate(withRules([rule]), { durationMinutes: 240 });
    assert.equal(result.state, 'DONE');
    assert.equal(result.request?.houseRuling, undefined);
    assert.equal(readings, 0);
    assert.equal('rulesVersion' in factsOf('activation.submitted'), false);
  });

  it('refuse with every line that is not met, before anything is written, and stand in the trail', async () => {
    const { world } = made;
    const deps = withRules([
      about('Short', { maximumHours: 1 }),
      about('Office', { hours: closedHours(world.clock.now()) }),
      about('Numbers', { ticket: { pattern: 'CHG\\d{7}' } }),
    ]);
    const result = await activate(deps, { durationMinutes: 120 });
    assert.equal(result.state, 'REFUSED');
    assert.equal(result.error?.code, 'house_rules');
    assert.deepEqual(linesOf(result), ['Short: maximum', 'Office: hours', 'Numbers: ticket']);
    assert.deepEqual(world.pim.writes, []);
    const facts = factsOf('activation.refused');
    assert.equal(facts['rulesVerdict'], 'refused');
    assert.equal(facts['rulesUnmet'], 'Short: maximum; Office: hours; Numbers: ticket');
    assert.match(String(facts['rulesVersion']), /^[0-9a-f]{64}$/);
  });

  it('are kept with a request that they let go on', async () => {
    const deps = withRules([about('Short', { maximumHours: 1 }), about('Pause', { coolDownMinutes: 60 })]);
    const result = await activate(deps);
    const ruling = result.request?.houseRuling;
    assert.equal(ruling?.verdict, 'free');
    assert.deepEqual(
      ruling.lines.map(({ asked, isWaived }) => [asked.rule, asked.isMet, isWaived]),
      [
        ['Short', true, false],
        ['Pause', true, false],
      ],
    );
    assert.equal(factsOf('activation.submitted')['rulesAsked'], 'Short: maximum; Pause: coolDown');
  });

  it('come after PIM: who is not eligible hears nothing of them', async () => {
    const deps = withRules([about('Short', { maximumHours: 0.5 })]);
    const result = await activate(deps, {}, made.ben);
    assert.equal(result.error?.code, 'not_eligible');
  });

  it('refuse where a group that they name is not there, or cannot be read, and where they cannot be understood', async () => {
    const { world } = made;
    const missing = await activate(
      withRules([about('Some', { appliesTo: { roles: ['all'], groups: [gone] }, maximumHours: 8 })]),
    );
    assert.deepEqual(linesOf(missing), ['Some: unread']);
    const broken = await activate(withRules([about('Odd', { maximumHours: 'many' })]));
    assert.deepEqual(linesOf(broken), ['Odd: broken']);
    assert.deepEqual(world.pim.writes, []);
  });

  it('let a pause end to the second', async () => {
    const { world } = made;
    const deps = withRules([about('Pause', { coolDownMinutes: 60 })]);
    const first = await activate(deps);
    assert.ok(first.request !== undefined);
    const endAt = new Date(world.clock.now().getTime() + 60 * 60_000);
    const over = { ...first.request, status: 'Revoked', endAt, readAt: endAt, isOpen: false };
    await world.requests.save(over);
    world.clock.forward(119);
    const early = await activate(deps);
    assert.deepEqual(linesOf(early), ['Pause: coolDown']);
    const [line] = early.error?.details.unmet ?? [];
    assert.ok(line?.rule === 'house_rule' && line.line.thing === 'coolDown');
    assert.deepEqual(line.line.until, new Date(endAt.getTime() + 60 * 60_000));
    world.clock.forward(1);
    assert.equal((await activate(deps)).state, 'DONE');
  });
});

describe('tickets that house rules ask for', () => {
  let asked: string[];
  let answers: Readonly<Record<string, TicketCheck['verdict']>>;
  const tickets: Tickets = {
    systemOf: (number) => (number.startsWith('CHG') ? 'Changes' : undefined),
    check: (system) => {
      asked.push(system);
      const nothing = { title: undefined, state: undefined, window: undefined, link: undefined };
      const verdict = answers[system] ?? 'valid';
      return Promise.resolve({
        system,
        verdict,
        ifUnknown: 'warn',
        checkedAt: made.world.clock.now(),
        ...nothing,
      });
    },
  };
  const rule = (more: object = {}): object => about('Numbers', { ticket: { check: 'Changes', ...more } });

  beforeEach(() => {
    asked = [];
    answers = {};
  });

  it('are asked about once, whoever wants it', async () => {
    const result = await activate(withRules([rule()], { tickets }), { ticketNumber: 'CHG0000042' });
    assert.equal(result.state, 'DONE');
    assert.deepEqual(asked, ['Changes']);
    assert.equal(result.request?.ticketCheck?.verdict, 'valid');
    asked = [];
    made.world.clock.forward(61);
    await activate(withRules([rule()], { tickets }), { ticketNumber: 'INC1' });
    assert.deepEqual(asked, ['Changes'], 'a system is asked although its numbers look otherwise');
  });

  it('block or warn where the system does not know them, as the rule says', async () => {
    answers = { Changes: 'notFound' };
    const blocked = await activate(withRules([rule()], { tickets }), { ticketNumber: 'CHG0000042' });
    assert.deepEqual(linesOf(blocked), ['Numbers: ticket']);
    const warned = await activate(withRules([rule({ ifUnknown: 'warn' })], { tickets }), {
      ticketNumber: 'CHG0000042',
    });
    assert.equal(warned.state, 'DONE');
    assert.equal(warned.request?.ticketCheck?.verdict, 'notFound');
  });

  it('block where no system is set up', async () => {
    const result = await activate(withRules([rule()]), { ticketNumber: 'CHG0000042' });
    assert.deepEqual(linesOf(result), ['Numbers: ticket']);
  });
});

describe('an emergency', () => {
  const closed = (more: object = {}): object =>
    about('Office', {
      hours: closedHours(made.world.clock.now()),
      emergency: { people: [made.ana.id], owners: { people: [made.ben.id, made.dara.id] }, ...more },
    });

  it('goes past the hours, tells every owner at once and again the day after, once each, and counts', async () => {
    const { world, ben, dara } = made;
    await world.conversations.markUninstalled(dara);
    const deps = withRules([closed()]);
    const result = await activate(deps, { isEmergency: true });
    assert.equal(result.state, 'DONE');
    assert.equal(result.request?.houseRuling?.verdict, 'emergency');
    assert.deepEqual(
      result.request.houseRuling.lines.map(({ asked, isWaived }) => [asked.thing, isWaived]),
      [['hours', true]],
    );
    const cards = world.cards.all.filter(({ kind }) => kind === 'emergency');
    assert.deepEqual(
      cards.map(({ person, receipt, refusal }) => [person.id, receipt, refusal]).sort(),
      [
        [ben.id, 'queued', undefined],
        [dara.id, 'refused', 'NotInstalled'],
      ].sort(),
    );
    const facts = factsOf('activation.emergency');
    assert.deepEqual([facts['owners'], facts['reachable'], facts['administrators']], [2, 1, 0]);
    assert.equal(facts['rulesWaived'], 'Office: hours');
    world.clock.forward(61);
    const again = await activate(deps, { isEmergency: true });
    assert.deepEqual(linesOf(again), ['Office: hours', 'Office: emergency']);
    const [sent] = world.cards.all.filter(
      ({ kind, receipt }) => kind === 'emergency' && receipt === 'queued',
    );
    await world.cards.setSent(sent?.id ?? '', 'chat', 'message');
    world.clock.forward(24 * 60 - 62);
    await tellEmergencyDayAfter(world);
    assert.deepEqual(world.outbox.toldTo(ben), []);
    world.clock.forward(1);
    await Promise.all([tellEmergencyDayAfter(world), tellEmergencyDayAfter(world)]);
    assert.deepEqual(world.outbox.toldTo(ben), ['emergencyDayAfter']);
    assert.deepEqual(world.outbox.toldTo(dara), []);
  });

  it('is for nobody whom the rule does not name, and never longer than its maximum, nor without a reason', async () => {
    const others = withRules([closed({ people: [made.ben.id] })]);
    assert.deepEqual(linesOf(await activate(others, { isEmergency: true })), [
      'Office: hours',
      'Office: emergency',
    ]);
    const short = withRules([closed(), about('Short', { maximumHours: 1 })]);
    const long = await activate(short, { isEmergency: true, durationMinutes: 120 });
    assert.deepEqual(linesOf(long), ['Short: maximum']);
    const silent = await activate(short, { isEmergency: true, justification: ' ' });
    assert.deepEqual(linesOf(silent), ['justification_missing']);
    assert.deepEqual(made.world.pim.writes, []);
  });

  it('that no owner can hear of is told to administrators', async () => {
    const { world, ben, dara } = made;
    const eli = await world.person('Eli Novak');
    world.administratorIds.push(eli.id);
    await world.conversations.markUninstalled(ben);
    await world.conversations.markUninstalled(dara);
    await activate(withRules([closed()]), { isEmergency: true });
    const cards = world.cards.all.filter(({ kind, receipt }) => kind === 'emergency' && receipt === 'queued');
    assert.deepEqual(
      cards.map(({ person }) => person.id),
      [eli.id],
    );
  });

  it('that nothing stands in the way of is an ordinary activation, and nobody is told', async () => {
    const rule = about('Short', {
      maximumHours: 1,
      emergency: { people: [made.ana.id], owners: { people: [made.ben.id] } },
    });
    const result = await activate(withRules([rule]), { isEmergency: true });
    assert.equal(result.request?.houseRuling?.verdict, 'free');
    assert.deepEqual(
      made.world.cards.all.filter(({ kind }) => kind === 'emergency'),
      [],
    );
  });
});
