import { behavesLikePim } from './behavesLikePim.ts';
import { InMemoryPim } from './inMemoryPim.ts';
import { TestClock } from './testClock.ts';

describe('InMemoryPim', () => {
  behavesLikePim(async () => {
    const clock = new TestClock();
    const pim = new InMemoryPim(clock);
    const requestor = pim.addPerson('Rea Quint');
    const approver = pim.addPerson('Ap Prover');
    const otherApprover = pim.addPerson('Otto Prover');
    const bystander = pim.addPerson('By Stander');
    const leads = pim.addGroup('Leads', [otherApprover]);
    const approvers = pim.addGroup('Approvers', [leads]);
    const named = [
      { kind: 'person', id: approver.id },
      { kind: 'group', id: approvers.id },
    ] as const;
    const office = {
      id: '/administrativeUnits/11111111-1111-4111-8111-111111111111',
      kind: 'administrativeUnit',
      displayName: 'Office',
    } as const;
    const ofOther = pim.addRole('Of another');
    pim.makeEligible(approver, ofOther);
    pim.makeEligible(requestor, pim.addRole('Plain'));
    pim.makeEligible(requestor, pim.addRole('Approved', { approvers: named }));
    pim.makeEligible(requestor, pim.addRole('Scoped'), { scope: office });
    pim.makeEligible(pim.addGroup('Readers', [requestor]), pim.addRole('Through group'));
    const people = { requestor, approver, otherApprover, bystander };
    return Promise.resolve({
      as: (person) => Promise.resolve(pim.as(people[person])),
      roles: {
        plain: 'Plain',
        approved: 'Approved',
        scoped: 'Scoped',
        throughGroup: 'Through group',
        ofOther: { roleDefinitionId: ofOther.id, scopeId: '/' },
      },
      now: () => clock.now(),
      forward: (minutes) => {
        clock.forward(minutes);
        return Promise.resolve();
      },
    });
  });
});
