import assert from 'node:assert/strict';
import {
  type Alert,
  type AlertChange,
  type AlertObservation,
  type ObservedAlert,
  stateOf,
  subjectsNow,
} from '../../../src/pim/alerts/alert.ts';
import { foldAlerts } from '../../../src/pim/alerts/foldAlerts.ts';
import { handledAlert } from '../../../src/pim/alerts/handleAlert.ts';
import { principalId, roleDefinitionId } from '../../../src/pim/ids.ts';

const [ana, ben] = ['a', 'b'].map((letter) => principalId(`${letter.repeat(8)}-0000-4000-8000-000000000001`));
const role = roleDefinitionId('11111111-0000-4000-8000-000000000001');
const HOUR = 3_600_000;

/** A history of looks: at what hour, and who was found then; `undefined`: it could not be judged. */
class Looks {
  known: readonly Alert[] = [];
  last: readonly AlertChange[] = [];
  #made = 0;

  look(
    hour: number,
    found: readonly string[] | undefined,
    severity: ObservedAlert['severity'] = 'high',
  ): Alert {
    const observation: AlertObservation = {
      alerts: found === undefined || found.length === 0 ? [] : [outside(found, severity)],
      notJudged: found === undefined ? ['assigned-outside-pim'] : [],
    };
    this.last = foldAlerts(this.known, observation, {
      now: new Date(hour * HOUR),
      flapHours: 24,
      newId: () => `id${String((this.#made += 1))}`,
    });
    const changed = this.last.map(({ alert }) => alert);
    this.known = [...this.known.filter(({ id }) => !changed.some((one) => one.id === id)), ...changed];
    return this.only;
  }

  /** Administrators were told of what was due. */
  tell(): void {
    this.known = this.known.map((one) => (one.telling === 'due' ? { ...one, telling: 'card' } : one));
  }

  act(hour: number, act: Parameters<typeof handledAlert>[1]): Alert {
    const change = handledAlert(this.only, act, { by: ben ?? assert.fail(), now: new Date(hour * HOUR) });
    this.known = [change?.alert ?? this.only];
    return this.only;
  }

  get only(): Alert {
    const [alert, ...others] = this.known;
    assert.deepEqual(others, []);
    return alert ?? assert.fail('nothing is known');
  }

  get happened(): readonly string[] {
    return this.last.flatMap(({ events }) => events.map(({ kind }) => kind));
  }
}

const outside = (found: readonly string[], severity: ObservedAlert['severity']): ObservedAlert => ({
  source: 'latchkey',
  rule: 'assigned-outside-pim',
  roleDefinitionId: role,
  severity,
  parts: [{ severity, principals: found.map(principalId), facts: { count: found.length } }],
  subjects: found.map((id) => ({
    principalId: principalId(id),
    roleDefinitionId: role,
    isHigh: severity === 'high',
  })),
});

describe('foldAlerts', () => {
  const [a, b] = [ana ?? '', ben ?? ''];

  it('raises what is new once, and tells only of what is high', () => {
    const looks = new Looks();
    assert.deepEqual([looks.look(0, [a]).telling, looks.happened], ['due', ['raised']]);
    looks.tell();
    assert.deepEqual([looks.look(1, [a]).telling, looks.happened], ['card', []]);
    assert.ok(looks.last.every(({ isVisible }) => !isVisible));
    const medium = new Looks();
    assert.deepEqual([medium.look(0, [a], 'medium').telling, medium.only.raise], ['none', 0]);
    assert.deepEqual([medium.look(1, [a], 'high').telling, medium.only.raise], ['due', 1]);
  });

  it('takes what comes back soon for the same, and what comes back later for new', () => {
    const looks = new Looks();
    looks.look(0, [a]);
    looks.tell();
    assert.deepEqual([stateOf(looks.look(1, [])), looks.happened], ['resolved', ['resolved']]);
    const again = looks.look(25, [a]);
    assert.deepEqual([looks.happened, again.telling, again.raise], [['again'], 'card', 1]);
    assert.deepEqual([again.since, again.againSince], [new Date(0), new Date(25 * HOUR)]);
    looks.look(26, []);
    const anew = looks.look(51, [a]);
    assert.deepEqual([looks.happened, anew.telling, anew.raise], [['raised'], 'due', 2]);
    assert.deepEqual([anew.since, anew.againSince], [new Date(51 * HOUR), undefined]);
  });

  it('keeps what people made of it through a short absence', () => {
    const looks = new Looks();
    looks.look(0, [a]);
    looks.tell();
    looks.act(1, { kind: 'acknowledge', reason: '' });
    looks.look(2, []);
    assert.equal(stateOf(looks.look(3, [a])), 'acknowledged');
    looks.look(4, []);
    assert.equal(stateOf(looks.look(40, [a])), 'open');
  });

  it('tells again of somebody new, and not of one who was gone for a while', () => {
    const looks = new Looks();
    looks.look(0, [a]);
    looks.tell();
    looks.act(1, { kind: 'acknowledge', reason: '' });
    const grown = looks.look(2, [a, b]);
    assert.deepEqual([looks.happened, stateOf(grown), grown.telling], [['grew'], 'open', 'due']);
    assert.equal(subjectsNow(grown).at(-1)?.since, new Date(2 * HOUR).toISOString());
    looks.tell();
    assert.equal(subjectsNow(looks.look(3, [a])).length, 1);
    assert.deepEqual([looks.look(20, [a, b]).telling, looks.happened], ['card', []]);
    looks.look(21, [a]);
    assert.deepEqual([looks.look(46, [a, b]).telling, looks.happened], ['due', ['grew']]);
  });

  it('resolves nothing by silence of a rule that could not be judged', () => {
    const looks = new Looks();
    looks.look(0, [a]);
    const blind = looks.look(1, undefined);
    assert.deepEqual([stateOf(blind), blind.notJudgedSince, looks.happened], ['open', new Date(HOUR), []]);
    looks.look(2, undefined);
    assert.deepEqual([looks.only.notJudgedSince, looks.last], [new Date(HOUR), []]);
    assert.deepEqual([looks.look(3, [a]).notJudgedSince, looks.last[0]?.isVisible], [undefined, true]);
    looks.look(4, undefined);
    assert.equal(stateOf(looks.look(5, [])), 'resolved');
  });

  it('wakes when a snooze ends, and tells of it again where it is high', () => {
    const looks = new Looks();
    looks.look(0, [a]);
    looks.tell();
    looks.act(1, { kind: 'snooze', reason: 'migration', days: 1 });
    assert.equal(stateOf(looks.look(24, [a])), 'snoozed');
    const awake = looks.look(25, [a]);
    assert.deepEqual([looks.happened, stateOf(awake), awake.telling], [['snoozeEnded'], 'open', 'due']);
    looks.act(26, { kind: 'snooze', reason: 'still', days: 30 });
    assert.equal(looks.only.telling, 'none');
    assert.equal(looks.look(27, [a, b]).telling, 'due');
  });

  it('tells of what came back when nobody could be told before', () => {
    const looks = new Looks();
    looks.look(0, [a]);
    assert.equal(looks.look(1, []).telling, 'none');
    assert.deepEqual([looks.look(2, [a]).telling, looks.happened], ['due', ['again']]);
  });
});

describe('handledAlert', () => {
  it('lets the first acknowledge, and nobody act on what is resolved', () => {
    const looks = new Looks();
    looks.look(0, [ana ?? '']);
    const who = { by: ben ?? assert.fail(), now: new Date(HOUR) };
    const change = handledAlert(looks.only, { kind: 'acknowledge', reason: 'seen' }, who);
    assert.deepEqual(change?.events, [{ kind: 'acknowledged', at: who.now, by: who.by, reason: 'seen' }]);
    assert.equal(handledAlert(change.alert, { kind: 'acknowledge', reason: '' }, who), undefined);
    assert.equal(
      handledAlert(change.alert, { kind: 'snooze', reason: 'x', days: 7 }, who)?.alert.handling,
      'snoozed',
    );
    const gone = looks.look(2, []);
    assert.equal(handledAlert(gone, { kind: 'acknowledge', reason: '' }, who), undefined);
    assert.equal(handledAlert(gone, { kind: 'dismiss' }, who), undefined);
  });
});
