import fc from 'fast-check';
import { type ApproverReference } from '../../../src/pim/policy.ts';
import { type ComparableSettings, notificationRules } from '../../../src/pim/posture/settingFacts.ts';
import {
  type GrantSettings,
  type SnapshotNotification,
  type SnapshotSettings,
} from '../../../src/pim/posture/snapshot.ts';
import { roles, who } from '../../support/calmTenant.ts';

const minutes = fc.constantFrom(30, 60, 480, 1_440, 525_600);
const address = fc.constantFrom('soc@example.org', 'cab@example.org', 'night@example.org');

const approver: fc.Arbitrary<ApproverReference> = fc.oneof(
  fc.constantFrom(1, 2, 3).map((one) => ({ kind: 'person' as const, id: who(one) })),
  fc.constantFrom(21, 22).map((one) => ({ kind: 'group' as const, id: who(one) })),
  fc.constant({ kind: 'requestorManager' as const }),
);

const grant: fc.Arbitrary<GrantSettings> = fc.record({
  isExpirationRequired: fc.boolean(),
  maximumMinutes: minutes,
  isJustificationRequired: fc.boolean(),
  isMultifactorRequired: fc.boolean(),
});

const notification = (ruleId: string): fc.Arbitrary<SnapshotNotification> =>
  fc.record({
    ruleId: fc.constant(ruleId),
    level: fc.constantFrom('None', 'Critical', 'All'),
    isDefaultRecipientsEnabled: fc.boolean(),
    recipients: fc.uniqueArray(address, { maxLength: 3 }),
  });

const settingsOf = (id: SnapshotSettings['roleDefinitionId']): fc.Arbitrary<SnapshotSettings> =>
  fc.record({
    roleDefinitionId: fc.constant(id),
    policyId: fc.string(),
    activation: fc.record({
      maximumMinutes: minutes,
      isJustificationRequired: fc.boolean(),
      isTicketRequired: fc.boolean(),
      isMultifactorRequired: fc.boolean(),
      authenticationContext: fc.constantFrom(null, 'c1', 'c2'),
      isApprovalRequired: fc.boolean(),
      isApproverJustificationRequired: fc.boolean(),
      approvers: fc.uniqueArray(approver, { maxLength: 4, selector: (one) => JSON.stringify(one) }),
    }),
    eligibility: grant,
    assignment: grant,
    notifications: fc.subarray([...notificationRules]).chain((names) => fc.tuple(...names.map(notification))),
  });

/** Settings of a role that Graph takes: not both of what exclude each other, and no addresses on mail to approvers. */
export const settableSettings = (
  id: SnapshotSettings['roleDefinitionId'],
): fc.Arbitrary<ComparableSettings> =>
  fc
    .tuple(settingsOf(id), fc.tuple(...notificationRules.map(notification)))
    .map(([{ activation, eligibility, assignment }, notifications]) => ({
      roleDefinitionId: id,
      activation: {
        ...activation,
        maximumMinutes: Math.min(activation.maximumMinutes, 1_440),
        isMultifactorRequired: activation.isMultifactorRequired && activation.authenticationContext === null,
      },
      eligibility,
      assignment,
      notifications: notifications.map((one) =>
        one.ruleId.startsWith('Notification_Approver_') ? { ...one, recipients: [] } : one,
      ),
    }));

/** How the roles of a tenant are set; some roles are not there. */
export const randomSettings: fc.Arbitrary<readonly SnapshotSettings[]> = fc
  .subarray(Object.values(roles))
  .chain((ids) => fc.tuple(...ids.map(settingsOf)));

/** The same settings as Graph might tell them another day: other order, other casing, doubles, other policies. */
export const toldOtherwise = (
  settings: readonly SnapshotSettings[],
): fc.Arbitrary<readonly SnapshotSettings[]> =>
  fc
    .record({ isLoud: fc.boolean(), order: fc.infiniteStream(fc.nat()), isDoubled: fc.boolean() })
    .map(({ isLoud, order, isDoubled }) => {
      const cased = <T extends string>(text: T): T => (isLoud ? text.toUpperCase() : text) as T;
      const mixed = <T>(list: readonly T[]): readonly T[] =>
        list
          .map((one) => ({ one, place: order.next().value as number }))
          .sort((a, b) => a.place - b.place)
          .map(({ one }) => one);
      const twice = <T>(list: readonly T[]): readonly T[] => (isDoubled ? [...list, ...list] : list);
      return mixed(settings).map(({ activation, notifications, ...rest }) => ({
        ...rest,
        policyId: `other ${rest.policyId}`,
        roleDefinitionId: cased(rest.roleDefinitionId),
        activation: {
          ...activation,
          authenticationContext:
            activation.authenticationContext === null
              ? isDoubled
                ? ''
                : null
              : cased(activation.authenticationContext),
          approvers: mixed(
            twice(activation.approvers).map((one) =>
              one.kind === 'requestorManager' ? one : { ...one, id: cased(one.id) },
            ),
          ),
        },
        notifications: mixed(
          notifications.map((one) => ({
            ...one,
            ruleId: cased(one.ruleId),
            level: cased(one.level),
            recipients: mixed(twice(one.recipients.map(cased))),
          })),
        ),
      }));
    });
