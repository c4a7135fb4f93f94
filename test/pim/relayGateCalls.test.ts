import assert from 'node:assert/strict';
import { type AdministrationGateway } from '../../src/pim/administration.ts';
import { isPimError, type PimError } from '../../src/pim/errors.ts';
import { type PimGateway } from '../../src/pim/ports.ts';
import {
  administrationThroughGate,
  type RelayConditions,
  relayThroughGate,
  reviewingThroughGate,
} from '../../src/pim/relayGate.ts';
import { type ReviewGateway, type Reviewing } from '../../src/pim/reviewing.ts';
import { aSignOn } from '../support/inMemorySignOns.ts';
import { approvalWorld } from '../support/operationWorld.ts';

/** Which calls of a gateway are reads, which changes; a dry run is a change, so that a form says while it is drawn what is shut. */
interface Calls {
  readonly reads: readonly string[];
  readonly changes: readonly string[];
}

const calls = {
  own: {
    reads: [
      'eligibleRoles',
      'activeRoles',
      'myRequests',
      'requestsAwaitingMe',
      'request',
      'myExtensions',
      'approval',
    ],
    changes: ['checkActivation', 'selfActivate', 'selfDeactivate', 'extendEligibility', 'cancel', 'decide'],
  },
  administration: {
    reads: [
      'eligibilityOf',
      'assignmentOf',
      'permanentHoldersOf',
      'limitsOf',
      'settingsOf',
      'requestsTagged',
      'isAlertActive',
    ],
    changes: ['dismissAlert', 'checkGrant', 'grant', 'extend', 'update', 'remove', 'changeRule'],
  },
  reviews: { reads: ['myItems'], changes: ['create', 'decide', 'remind', 'stop', 'apply'] },
} satisfies Readonly<Record<string, Calls>>;

/** Changes that PIM answers with a request or a review; the others answer nothing. */
const answered = [
  'selfActivate',
  'selfDeactivate',
  'extendEligibility',
  'grant',
  'extend',
  'update',
  'remove',
];

const open: RelayConditions = {
  relayState: () => Promise.resolve({ isOn: true, changedAt: undefined, reason: '' }),
  quarantine: () => Promise.resolve({ isOn: false }),
  ownPermissions: () => Promise.resolve({ changesAccess: [] }),
};
const unreadable = new Error('no database');
const shut: readonly {
  readonly because: string;
  readonly conditions: Partial<RelayConditions>;
  readonly says: Pick<PimError, 'code' | 'message'> & { readonly cause?: unknown };
}[] = [
  {
    because: 'it is switched off',
    conditions: { relayState: () => Promise.resolve({ isOn: false, changedAt: undefined, reason: '' }) },
    says: { code: 'relay_off', message: 'The relay is switched off' },
  },
  {
    because: 'the switch cannot be read',
    conditions: { relayState: () => Promise.reject(unreadable) },
    says: { code: 'relay_off', message: 'The relay switch cannot be read', cause: unreadable },
  },
  {
    because: 'the database was restored',
    conditions: { quarantine: () => Promise.resolve({ isOn: true }) },
    says: { code: 'quarantined', message: 'The database was restored, and PIM was not read again yet' },
  },
  {
    because: 'nobody can say how old the database is',
    conditions: { quarantine: () => Promise.reject(unreadable) },
    says: {
      code: 'quarantined',
      message: 'Whether the database was restored is not known',
      cause: unreadable,
    },
  },
  {
    because: 'the app itself could change access',
    conditions: { ownPermissions: () => Promise.resolve({ changesAccess: ['A.ReadWrite', 'B.Manage'] }) },
    says: { code: 'relay_stopped', message: 'The app itself holds A.ReadWrite, B.Manage' },
  },
];

type Gateway = Readonly<Record<string, (...given: readonly unknown[]) => Promise<unknown>>>;

/** A gateway that takes down what it is asked, and answers each call with its own name. */
function noting(heard: (readonly unknown[])[]): Gateway {
  return new Proxy(
    {},
    {
      get: (_, name) =>
        name === 'actor'
          ? 'the actor'
          : (...given: readonly unknown[]) => {
              heard.push([name, ...given]);
              return Promise.resolve(`answer to ${String(name)}`);
            },
    },
  );
}

describe('each call through the gate', () => {
  const gates: Readonly<
    Record<keyof typeof calls, (inner: Gateway, conditions: RelayConditions) => Promise<Gateway>>
  > = {
    own: async (inner, conditions) => {
      const { ana, world } = await approvalWorld();
      const gateway = relayThroughGate(() => inner as unknown as PimGateway, conditions);
      return gateway(aSignOn(ana, world.clock)) as unknown as Gateway;
    },
    administration: async (inner, conditions) => {
      const { ana, world } = await approvalWorld();
      const gateway = administrationThroughGate(() => inner as unknown as AdministrationGateway, conditions);
      return gateway(aSignOn(ana, world.clock)) as unknown as Gateway;
    },
    reviews: async (inner, conditions) => {
      const { ana, world } = await approvalWorld();
      const reader = {} as Reviewing['reader'];
      const gatewayFor = (): ReviewGateway => inner as unknown as ReviewGateway;
      const gate = reviewingThroughGate({ reader, gatewayFor }, conditions);
      assert.equal(gate.reader, reader);
      return gate.gatewayFor(aSignOn(ana, world.clock)) as unknown as Gateway;
    },
  };

  for (const [name, { reads, changes }] of Object.entries(calls) as [keyof typeof calls, Calls][]) {
    it(`is passed on as it was made, and answered: ${name}`, async () => {
      const heard: (readonly unknown[])[] = [];
      const gate = await gates[name](noting(heard), open);
      assert.deepEqual(Object.keys(gate).sort(), ['actor', ...reads, ...changes].sort(), 'none is left out');
      assert.equal(gate['actor'], 'the actor');
      for (const call of [...reads, ...changes]) {
        const answer = await gate[call]?.('one', 'two', 'three', 'four');
        const [asked, ...given] = heard.pop() ?? [];
        assert.equal(asked, call);
        assert.deepEqual(given, ['one', 'two', 'three', 'four'].slice(0, given.length));
        assert.deepEqual(heard, [], 'once');
        const isAnswered = reads.includes(call) || (name !== 'reviews' && answered.includes(call));
        if (isAnswered) assert.equal(answer, `answer to ${call}`);
      }
    });

    for (const { because, conditions, says } of shut) {
      it(`is a read or is not made where ${because}: ${name}`, async () => {
        const heard: (readonly unknown[])[] = [];
        const gate = await gates[name](noting(heard), { ...open, ...conditions });
        for (const call of changes)
          await assert.rejects(
            async () => gate[call]?.('one'),
            (error: unknown) => {
              assert.ok(isPimError(error));
              assert.equal(error.code, says.code);
              assert.equal(error.message, says.message);
              assert.equal(error.cause, says.cause);
              return true;
            },
          );
        assert.deepEqual(heard, []);
        for (const call of reads) assert.equal(await gate[call]?.(), `answer to ${call}`);
      });
    }
  }
});
