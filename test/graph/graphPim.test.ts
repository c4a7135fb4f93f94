import { roleDefinitionId } from '../../src/pim/ids.ts';
import { behavesLikePim, type ContractPerson } from '../support/behavesLikePim.ts';
import { GraphWorld } from '../support/graphWorld.ts';
import { type RunningSandbox, startSandbox } from '../support/runningSandbox.ts';

/** People of Harbour Light, the sandbox's default tenant, in the contract's parts. */
const people: Readonly<Record<ContractPerson, string>> = {
  requestor: 'a1a1a1a1-0001-4000-8000-000000000001',
  approver: 'b2b2b2b2-0002-4000-8000-000000000002',
  otherApprover: 'c3c3c3c3-0003-4000-8000-000000000003',
  bystander: '0a0a0a0a-000a-4000-8000-00000000000a',
};

describe('createPimFor', () => {
  let sandbox: RunningSandbox;

  before(async () => {
    sandbox = await startSandbox();
  });

  after(() => sandbox.stop());

  behavesLikePim(async () => {
    await sandbox.control.reset();
    const world = new GraphWorld(sandbox);
    return {
      as: (person) => world.as(people[person]),
      roles: {
        plain: 'Teams Administrator',
        approved: 'Exchange Administrator',
        scoped: 'Helpdesk Administrator',
        throughGroup: 'Global Reader',
        ofOther: {
          roleDefinitionId: roleDefinitionId('194ae4cb-b126-40b2-bd5b-6091b380977d'),
          scopeId: '/',
        },
      },
      now: () => world.now(),
      forward: (minutes) => world.forward(minutes),
    };
  });
});
