import { settingsChangeCard, settingsLeftCard } from '../../../src/cards/settingsChangeCard.ts';
import { PimError } from '../../../src/pim/errors.ts';
import { canonicalSettings, type ComparableSettings } from '../../../src/pim/posture/settingFacts.ts';
import { goodSettings, roles } from '../../support/calmTenant.ts';
import { draftId } from '../samples.ts';
import { type ForeignWords, type NamedCards } from './foreignWords.ts';

/** An administrator changes how a role is set, from the question to the outcome. */
export function settingsCards(words: ForeignWords): NamedCards {
  const role = { id: roles.exchange, displayName: words.role };
  const after = canonicalSettings(goodSettings(roles.exchange));
  const before: ComparableSettings = {
    ...after,
    activation: {
      ...after.activation,
      maximumMinutes: 8 * 60,
      isApprovalRequired: false,
      isJustificationRequired: false,
      approvers: [],
    },
    eligibility: { ...after.eligibility, isExpirationRequired: false },
    notifications: after.notifications.map((one) => ({
      ...one,
      level: words.role,
      recipients: [words.person],
    })),
  };
  const open = {
    ...after,
    activation: { ...after.activation, isApprovalRequired: true, approvers: [] },
  };
  const locked: ComparableSettings = {
    ...before,
    notifications: before.notifications.map((one) => ({ ...one, recipients: [words.text.slice(0, 100)] })),
  };
  const asked = { state: 'confirm', draftId, shown: 'a'.repeat(43), leftOpen: [] } as const;
  const change = { before, after };
  const stopped = new PimError('forbidden', 'no', { appliedRules: ['Expiration_EndUser_Assignment'] });
  return [
    ['settings-confirm', (context) => settingsChangeCard(context, { role, change, ...asked })],
    [
      'settings-confirm-open',
      (context) =>
        settingsChangeCard(context, {
          role,
          change: { before, after: open },
          ...asked,
          leftOpen: ['authenticationContext'],
        }),
    ],
    [
      'settings-confirm-locked',
      (context) => settingsChangeCard(context, { role, change: { before: locked, after }, ...asked }),
    ],
    [
      'settings-confirm-undo',
      (context) =>
        settingsChangeCard(context, {
          role,
          change: { before: after, after: before, undoes: draftId },
          ...asked,
        }),
    ],
    ...(['working', 'needsSignIn', 'unclear', 'done'] as const).map(
      (state) =>
        [
          `settings-${state}`,
          (context) => settingsChangeCard(context, { role, change, state, operationId: draftId }),
        ] as NamedCards[number],
    ),
    ...([stopped, new PimError('settings_changed', 'odd'), new PimError('forbidden', 'no')] as const).map(
      (error, index) =>
        [
          `settings-refused-${String(index)}`,
          (context) =>
            settingsChangeCard(context, { role, change, state: 'refused', operationId: draftId, error }),
        ] as NamedCards[number],
    ),
    ['settings-dismissed', (context) => settingsLeftCard(context, role)],
  ];
}
