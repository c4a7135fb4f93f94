import assert from 'node:assert/strict';
import { principalId, roleDefinitionId } from '../../../src/pim/ids.ts';
import {
  type AdministrationWorld,
  behavesLikeAdministration,
} from '../../support/behavesLikeAdministration.ts';
import { GraphWorld } from '../../support/graphWorld.ts';
import { type RunningSandbox, startSandbox } from '../../support/runningSandbox.ts';

const teamsAdministrator = roleDefinitionId('69091246-20e8-4a56-aa4d-066075b2a7a8');
const helpdeskAdministrator = roleDefinitionId('729827e3-9c14-49f7-bb1b-9608f156bbb8');
const reportsReader = roleDefinitionId('4a5d8f65-41da-4de4-8968-e035b65339cf');

type Facts = Omit<AdministrationWorld, 'as' | 'now' | 'forward'>;

/** Each tenant's people and roles in the contract's parts. */
const tenants: readonly {
  readonly tenant: 'harbour' | 'fjord';
  readonly people: Readonly<Record<'administrator' | 'bystander', string>>;
  readonly facts: Facts;
}[] = [
  {
    tenant: 'harbour',
    people: {
      administrator: 'e5e5e5e5-0005-4000-8000-000000000005',
      bystander: 'a1a1a1a1-0001-4000-8000-000000000001',
    },
    facts: {
      principal: principalId('0a0a0a0a-000a-4000-8000-00000000000a'),
      role: { roleDefinitionId: reportsReader, scopeId: '/' },
      scoped: {
        principal: principalId('a1a1a1a1-0001-4000-8000-000000000001'),
        role: {
          roleDefinitionId: helpdeskAdministrator,
          scopeId: '/administrativeUnits/7b1d2c63-2d4c-4e8f-8a31-602f1d8b2201',
        },
      },
      throughGroup: {
        member: principalId('07070707-0007-4000-8000-000000000007'),
        role: { roleDefinitionId: roleDefinitionId('f2ef992c-3afb-46b9-b7cf-a126ee74c451'), scopeId: '/' },
      },
      limited: {
        role: roleDefinitionId('e8611ab8-c189-46e8-94e1-60213ab1f814'),
        kind: 'eligibility',
        limits: {
          eligibility: { mayBePermanent: false, maximumDays: 365 },
          assignment: { mayBePermanent: true, maximumDays: 180 },
          isJustificationRequired: true,
        },
        isPermanenceNamed: true,
      },
      permanent: [
        'd4d4d4d4-0004-4000-8000-000000000004',
        'e5e5e5e5-0005-4000-8000-000000000005',
        '0c0c0c0c-000c-4000-8000-00000000000c',
      ].map(principalId),
    },
  },
  {
    tenant: 'fjord',
    people: {
      administrator: '2ba96f3e-d517-4a80-8e4c-f1730c5b9d54',
      bystander: '51f0a7c4-9d2e-4b13-b6a8-3e7d0c9f1a21',
    },
    facts: {
      principal: principalId('c73d15ea-0f48-4e96-9c2b-5ad861f30b43'),
      role: { roleDefinitionId: teamsAdministrator, scopeId: '/' },
      scoped: {
        principal: principalId('e90c48b7-1a6d-4f25-b3d7-6c82fa9e0165'),
        role: {
          roleDefinitionId: helpdeskAdministrator,
          scopeId: '/administrativeUnits/0f6b2d9c-e841-4a37-95ce-7d13b8a0f498',
        },
      },
      throughGroup: {
        member: principalId('37d8e2f1-b5c0-4d69-a97e-04f6b1d3c876'),
        role: { roleDefinitionId: roleDefinitionId('c06d5f1a-82b7-4e93-ad40-6b1f9e27d358'), scopeId: '/' },
      },
      limited: {
        role: roleDefinitionId('62e90394-69f5-4237-9190-012177145e10'),
        kind: 'assignment',
        limits: {
          eligibility: { mayBePermanent: true, maximumDays: 365 },
          assignment: { mayBePermanent: false, maximumDays: 180 },
          isJustificationRequired: true,
        },
        isPermanenceNamed: false,
      },
      permanent: [principalId('2ba96f3e-d517-4a80-8e4c-f1730c5b9d54')],
    },
  },
];

describe('createAdministrationFor', () => {
  for (const { tenant, people, facts } of tenants) {
    describe(`at ${tenant}`, () => {
      let sandbox: RunningSandbox;

      before(async () => {
        sandbox = await startSandbox({ tenant, mayAdminister: true });
      });

      after(() => sandbox.stop());

      behavesLikeAdministration(async () => {
        await sandbox.control.reset();
        const graph = new GraphWorld(sandbox, { mayAdminister: true });
        const { administrationFor } = graph.entra;
        assert.ok(administrationFor);
        return {
          ...facts,
          as: async (person) => administrationFor(await graph.signOn(people[person])),
          now: () => graph.now(),
          forward: (minutes) => graph.forward(minutes),
        };
      });
    });
  }
});
