import assert from 'node:assert/strict';
import { soon, soonOrNever } from '../../src/bot/soon.ts';
import { principalId, roleDefinitionId } from '../../src/pim/ids.ts';
import { type PimDirectory } from '../../src/pim/ports.ts';

const never = <T>(): Promise<T> => new Promise<T>(() => undefined);

describe('soon', () => {
  it('is what is there in time', async () => {
    assert.equal(await soon(Promise.resolve('there')), 'there');
    await assert.rejects(soon(Promise.reject(new Error('refused'))), /refused/);
  });

  it('gives up on what takes longer, and minds no failure after that', async () => {
    const late = Promise.withResolvers<string>();
    await assert.rejects(soon(late.promise), /in time/);
    late.reject(new Error('nobody listens any more'));
    await new Promise(setImmediate);
  });
});

describe('soonOrNever', () => {
  it('gives up on the facts that a card can do without, and waits for names', async () => {
    const people = [
      {
        id: principalId('a1a1a1a1-0001-4000-8000-000000000001'),
        displayName: 'Ana Ruiz',
        userPrincipalName: 'ana.ruiz@harbourlight.example',
        isGuest: false,
        isEnabled: true,
      },
    ];
    const slow = {
      person: never,
      role: never,
      activeRolesOf: never,
      people: () => Promise.resolve(people),
    } as unknown as PimDirectory;
    const directory = soonOrNever(slow);
    const [ana] = people;
    assert.ok(ana);
    await assert.rejects(directory.person(ana.id));
    await assert.rejects(directory.activeRolesOf(ana.id));
    await assert.rejects(directory.role(roleDefinitionId('29232cdf-9323-42fd-ade2-1d097af3e4de')));
    assert.deepEqual(await directory.people([ana.id]), people);
  });
});
