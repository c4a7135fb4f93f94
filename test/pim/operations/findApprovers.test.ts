import assert from 'node:assert/strict';
import { type Person } from '../../../src/pim/ids.ts';
import { findApprovers } from '../../../src/pim/operations/findApprovers.ts';
import { type ApproverReference } from '../../../src/pim/policy.ts';
import { GLOBAL_ADMINISTRATOR, PRIVILEGED_ROLE_ADMINISTRATOR } from '../../../src/pim/roles.ts';
import { InMemoryPim } from '../../support/inMemoryPim.ts';

describe('findApprovers', () => {
  let pim: InMemoryPim;
  let ana: Person;
  let ben: Person;
  let dara: Person;

  beforeEach(() => {
    pim = new InMemoryPim();
    ana = pim.addPerson('Ana Ruiz');
    ben = pim.addPerson('Ben Okafor');
    dara = pim.addPerson('Dara Lind');
  });

  const found = async (
    approvers: readonly ApproverReference[],
    options?: { mayGuestsApprove: boolean },
  ): Promise<readonly string[]> => {
    const settings = { isRequired: true, isApproverJustificationRequired: true, approvers };
    const { people, isDefault } = await findApprovers(pim, settings, ana.id, options);
    assert.equal(isDefault, approvers.length === 0);
    return people.map(({ displayName }) => displayName);
  };
  const person = ({ id }: Pick<Person, 'id'>): ApproverReference => ({ kind: 'person', id });
  const group = ({ id }: Pick<Person, 'id'>): ApproverReference => ({ kind: 'group', id });

  it('gives the people who are named, by name', async () => {
    assert.deepEqual(await found([person(dara), person(ben)]), ['Ben Okafor', 'Dara Lind']);
  });

  it('leaves the requestor out, also where a group names them', async () => {
    const leads = pim.addGroup('Leads', [ana, ben]);
    assert.deepEqual(await found([person(ana), group(leads)]), ['Ben Okafor']);
  });

  it('looks into groups of groups, and names nobody twice', async () => {
    const inner = pim.addGroup('Inner', [dara]);
    const outer = pim.addGroup('Outer', [inner, ben]);
    assert.deepEqual(await found([group(outer), person(dara)]), ['Ben Okafor', 'Dara Lind']);
  });

  it('leaves disabled accounts out', async () => {
    const gone = pim.addPerson('Gone Away', { isEnabled: false });
    assert.deepEqual(await found([person(gone), person(ben)]), ['Ben Okafor']);
  });

  it('leaves guests out unless they may approve', async () => {
    const guest = pim.addPerson('Guest Visitor', { isGuest: true });
    assert.deepEqual(await found([person(guest)]), []);
    assert.deepEqual(await found([person(guest)], { mayGuestsApprove: true }), ['Guest Visitor']);
  });

  it('asks the active holders of the two roles where nobody is named', async () => {
    const global = pim.addRole('Global Administrator', {}, { id: GLOBAL_ADMINISTRATOR });
    const privileged = pim.addRole(
      'Privileged Role Administrator',
      {},
      { id: PRIVILEGED_ROLE_ADMINISTRATOR },
    );
    const eligibleOnly = pim.addPerson('Eli Gible');
    pim.makeEligible(eligibleOnly, global);
    pim.makePermanent(ben, global);
    pim.makePermanent(pim.addGroup('Role keepers', [dara, ana]), privileged);
    assert.deepEqual(await found([]), ['Ben Okafor', 'Dara Lind']);
  });

  it('gives nobody where nobody can', async () => {
    assert.deepEqual(await found([]), []);
    assert.deepEqual(await found([{ kind: 'requestorManager' }]), []);
    assert.deepEqual(await found([group(pim.addGroup('Empty', []))]), []);
  });
});
