import fc from 'fast-check';
import { requestId, type PrincipalId } from '../../src/pim/ids.ts';
import { type Yardstick } from '../../src/pim/posture/baseline.ts';
import {
  type Snapshot,
  type SnapshotGroup,
  type SnapshotPrincipal,
  type SnapshotSettings,
} from '../../src/pim/posture/snapshot.ts';
import {
  aGroup,
  anActivation,
  anApp,
  anAssignment,
  anEligibility,
  aPerson,
  calm,
  daysAgo,
  goodSettings,
  roles,
  who,
  yardstick,
} from './calmTenant.ts';

/** Any snapshot, with the emergency accounts that it is judged by. */
export interface RandomTenant {
  readonly snapshot: Snapshot;
  readonly yardstick: Yardstick;
}

const personIds = [1, 2, 3, 4, 5, 6, 7, 8].map(who);
const appIds = [11, 12].map(who);
const groupIds = [21, 22, 23, 24, 25, 26].map(who);
/** Nobody knows who that is. */
const ghost = who(31);
const anybody: readonly PrincipalId[] = [...personIds, ...appIds, ...groupIds, ghost];

const oneOf = <T>(values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);
const someOf = <T>(values: readonly T[]): fc.Arbitrary<T[]> => fc.subarray([...values]);
const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(value, { nil: null });
const past = fc.integer({ min: 0, max: 400 }).map(daysAgo);
const future = fc.integer({ min: 1, max: 400 }).map((days) => daysAgo(-days));

const person = (id: PrincipalId): fc.Arbitrary<SnapshotPrincipal> =>
  fc
    .record({
      // Some share a name.
      displayName: oneOf(['Ana', 'Ben', 'svc-mail', 'Zoë']),
      kind: fc.oneof(
        { weight: 5, arbitrary: fc.constant('person' as const) },
        fc.constant('missing' as const),
      ),
      isEnabled: maybe(fc.boolean()),
      isGuest: fc.boolean(),
      lastSignInAt: maybe(past),
    })
    .map((more) => aPerson(id, more.displayName, more));

/** Groups in each other, in circles too, empty ones, and such that could not be read. */
const group = (id: PrincipalId): fc.Arbitrary<SnapshotGroup> =>
  fc.record({
    id: fc.constant(id),
    isRoleAssignable: maybe(fc.boolean()),
    isManagedByPim: maybe(fc.boolean()),
    members: maybe(someOf(anybody)),
  });

const roleId = oneOf(Object.values(roles));
const row = { id: fc.uuid(), principalId: oneOf(anybody), roleDefinitionId: roleId };
const scopeId = oneOf(['/', '/administrativeUnits/a']);

const settings = (id: SnapshotSettings['roleDefinitionId']): fc.Arbitrary<SnapshotSettings> =>
  fc
    .record({
      maximumMinutes: oneOf([60, 480, 1_440]),
      isApprovalRequired: fc.boolean(),
      isMultifactorRequired: fc.boolean(),
      authenticationContext: maybe(fc.constant('c1')),
      approvers: fc.array(
        fc.oneof(
          oneOf(personIds).map((one) => ({ kind: 'person' as const, id: one })),
          oneOf(groupIds).map((one) => ({ kind: 'group' as const, id: one })),
        ),
        { maxLength: 3 },
      ),
    })
    .map((activation) => goodSettings(id, activation));

/** Tenants that no administrator would have, but a directory could. */
export const randomTenants: fc.Arbitrary<RandomTenant> = fc
  .record({
    people: fc.tuple(...personIds.map(person)),
    groups: fc.tuple(...groupIds.map(group)),
    privileged: fc.tuple(...Object.values(roles).map(() => maybe(fc.boolean()))),
    settings: fc.tuple(...Object.values(roles).map(settings)),
    assignments: fc.array(
      fc
        .record({
          ...row,
          scopeId,
          assignmentType: oneOf(['Assigned', 'Assigned', 'Activated'] as const),
          startAt: maybe(past),
          endAt: maybe(future),
          isOutsidePim: fc.boolean(),
        })
        .map((one) => anAssignment(one.principalId, one)),
      { maxLength: 25 },
    ),
    eligibilities: fc.array(
      fc
        .record({ ...row, scopeId, startAt: maybe(past), endAt: maybe(future) })
        .map((one) => anEligibility(one.principalId, one)),
      { maxLength: 25 },
    ),
    activations: fc.array(
      fc
        .record({
          requestId: fc.uuid().map(requestId),
          principalId: oneOf(personIds),
          roleDefinitionId: roleId,
          outcome: oneOf(['activated', 'denied', 'waiting'] as const),
          requestedAt: past,
        })
        .map((one) =>
          anActivation(one.principalId, {
            ...one,
            activatedAt: one.outcome === 'activated' ? one.requestedAt : null,
          }),
        ),
      { maxLength: 10 },
    ),
    breakGlass: someOf(personIds.slice(0, 3)),
    auditedSince: maybe(past),
    unreachable: maybe(someOf(personIds)),
  })
  .map(({ people, privileged, breakGlass, groups, ...parts }) => ({
    yardstick: { ...yardstick, breakGlass },
    snapshot: {
      ...calm,
      ...parts,
      groups,
      roles: calm.roles.map((role, index) => ({ ...role, isPrivileged: privileged[index] ?? null })),
      principals: [
        ...people,
        ...appIds.map((id) => anApp(id, 'Sync')),
        ...groupIds.map((id) => aGroup(id, 'Admins')),
      ],
    },
  }));
