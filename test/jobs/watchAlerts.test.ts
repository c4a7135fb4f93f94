import assert from 'node:assert/strict';
import { watchAlerts } from '../../src/jobs/watchAlerts.ts';
import { stateOf, type Alert } from '../../src/pim/alerts/alert.ts';
import { PimError } from '../../src/pim/errors.ts';
import { type Person, type PrincipalId } from '../../src/pim/ids.ts';
import { postureOf } from '../../src/pim/posture/posture.ts';
import { type Snapshot } from '../../src/pim/posture/snapshot.ts';
import { anAssignment, calmWith, daysAgo, people, roles, yardstick } from '../support/calmTenant.ts';
import { aConversation } from '../support/inMemoryRecords.ts';
import { OperationWorld } from '../support/operationWorld.ts';

const alertOfPim = (principalIds: readonly PrincipalId[]): Snapshot['alerts'] => [
  {
    name: 'RolesAssignedOutsidePimAlert',
    isActive: true,
    incidentCount: principalIds.length,
    incidents: principalIds.map((principalId) => ({
      principalId,
      roleDefinitionId: roles.exchange,
      lastSeenAt: null,
    })),
  },
];

/** A tenant in which roles are given past PIM, and administrators who have the app. */
class Watched {
  readonly world = new OperationWorld();
  /** Who was given which role past PIM. */
  outside: readonly (readonly [PrincipalId, Snapshot['roles'][number]['id']])[] = [];
  isReadable = true;
  readings = 0;
  more: Partial<Snapshot> = {};

  async administrator(name: string): Promise<Person> {
    const person = this.world.pim.addPerson(name);
    this.world.administratorIds.push(person.id);
    await this.world.conversations.remember(aConversation(person));
    return person;
  }

  /** Time goes by, and the tenant is looked at. */
  async look(hours = 1): Promise<void> {
    this.world.clock.forward(hours * 60);
    await watchAlerts({
      ...this.world.with({}),
      tenantId: this.world.pim.id,
      settings: { everyMinutes: 60, flapHours: 24 },
      posture: () => {
        this.readings += 1;
        if (!this.isReadable) return Promise.reject(new PimError('pim_unavailable', 'not now'));
        const assignments = this.outside.map(([id, roleDefinitionId]) =>
          anAssignment(id, { roleDefinitionId, isOutsidePim: true, endAt: daysAgo(-30) }),
        );
        return Promise.resolve(postureOf(calmWith({ assignments }, this.more), yardstick));
      },
    });
  }

  get standing(): Promise<readonly Alert[]> {
    return this.world.alerts.standing();
  }

  async of(source: Alert['source']): Promise<Alert> {
    const found = (await this.standing).filter((one) => one.source === source && one.severity === 'high');
    assert.equal(found.length, 1);
    return found[0] ?? assert.fail();
  }

  kindsFor(person: Person): readonly string[] {
    return this.world.outbox.waiting
      .filter(({ person: { id } }) => id === person.id)
      .map(({ message }) => message.kind);
  }
}

describe('watchAlerts', () => {
  let watched: Watched;
  let eli: Person;
  let fay: Person;

  beforeEach(async () => {
    watched = new Watched();
    eli = await watched.administrator('Eli Brandt');
    fay = await watched.administrator('Fay Osei');
  });

  it('finds nothing to tell in a tenant where all is well', async () => {
    await watched.look();
    assert.deepEqual([await watched.standing, watched.kindsFor(eli)], [[], []]);
  });

  it('brings each administrator one card of what is new and high, however often it is looked', async () => {
    watched.outside = [[people.ana, roles.exchange]];
    await watched.look();
    await watched.look();
    assert.deepEqual([watched.kindsFor(eli), watched.kindsFor(fay)], [['card'], ['card']]);
    assert.equal(
      watched.world.cards.all.every(({ kind }) => kind === 'alert'),
      true,
    );
    const before = watched.readings;
    await watched.look(0);
    assert.equal(watched.readings, before, 'an hour is looked at once, by whichever process comes first');
  });

  it('brings one list where much is new at once', async () => {
    watched.outside = [roles.exchange, roles.global, roles.privilegedRoles, roles.security].map(
      (role) => [people.ana, role] as const,
    );
    await watched.look();
    assert.deepEqual([watched.kindsFor(eli), watched.kindsFor(fay)], [['alerts'], ['alerts']]);
    assert.deepEqual(watched.world.cards.all, []);
    await watched.look();
    assert.deepEqual(watched.kindsFor(eli), ['alerts']);
  });

  it('tells later where nobody could be told, and not when it is no news any more', async () => {
    watched.outside = [[people.ana, roles.exchange]];
    const ids = watched.world.administratorIds.splice(0);
    await watched.look();
    assert.equal((await watched.of('latchkey')).telling, 'due');
    watched.world.administratorIds.push(...ids);
    await watched.look();
    assert.deepEqual(watched.kindsFor(eli), ['card']);
    watched.world.administratorIds.splice(0);
    watched.outside = [[people.ana, roles.security]];
    await watched.look();
    watched.world.administratorIds.push(...ids);
    await watched.look(25);
    assert.equal((await watched.of('latchkey')).telling, 'none');
    assert.equal(watched.kindsFor(fay).length, 1);
  });

  it('tells of PIM’s own where it names somebody whom ours does not, and else of ours alone', async () => {
    watched.outside = [[people.ana, roles.exchange]];
    watched.more = { alerts: alertOfPim([people.ana]) };
    await watched.look();
    assert.deepEqual(watched.kindsFor(eli), ['card']);
    assert.equal((await watched.of('pim')).telling, 'none');
    watched.more = { alerts: alertOfPim([people.ana, people.ben]) };
    await watched.look();
    assert.deepEqual(watched.kindsFor(eli), ['card', 'card']);
    assert.equal((await watched.of('pim')).telling, 'card');
  });

  it('resolves what has gone, and nothing because of what could not be read', async () => {
    watched.outside = [[people.ana, roles.exchange]];
    watched.more = { alerts: alertOfPim([people.ana]) };
    await watched.look();
    const ours = await watched.of('latchkey');
    watched.isReadable = false;
    await watched.look();
    assert.equal((await watched.of('latchkey')).notJudgedSince, undefined);
    watched.isReadable = true;
    watched.outside = [];
    watched.more = { alerts: [], notRead: [{ part: 'alerts', code: 'permission_missing' }] };
    await watched.look();
    assert.ok((await watched.of('pim')).notJudgedSince !== undefined);
    const gone = await watched.world.alerts.of(ours.id);
    assert.equal(gone && stateOf(gone), 'resolved');
    watched.more = {};
    await watched.look();
    assert.deepEqual(await watched.standing, []);
  });
});
