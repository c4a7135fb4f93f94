import { defaultsCard } from '../../../src/cards/defaultsCard.ts';
import { manyRolesCard, type RoleOutcome } from '../../../src/cards/manyRolesCard.ts';
import {
  manyRolesDismissedCard,
  manyRolesForm,
  type ManyRolesForm,
  type ManyRolesRow,
} from '../../../src/cards/manyRolesForm.ts';
import { presetsCard, type PresetOnCard, presetSavedCard } from '../../../src/cards/presetsCard.ts';
import { PimError } from '../../../src/pim/errors.ts';
import { draftId, minutesLater, someSettings } from '../samples.ts';
import { type ForeignWords, type NamedCards, roleNamed } from './foreignWords.ts';

const approval = { isRequired: true, isApproverJustificationRequired: true, approvers: [] };

/** Several roles at once, presets and proposals, in every state. */
export function habitCards(words: ForeignWords): NamedCards {
  const role = roleNamed(words);
  const row = (changes: Parameters<typeof someSettings>[0] = {}): ManyRolesRow => ({
    operationId: draftId,
    role,
    settings: someSettings({ maximumDurationMinutes: 1440, ...changes }),
    minutes: 45,
  });
  const form = (changes: Partial<ManyRolesForm>): ManyRolesForm => ({
    draftId,
    presetName: undefined,
    roles: [row(), row({ isJustificationRequired: false })],
    leftOut: [],
    given: {},
    unmet: [],
    ...changes,
  });
  const error = new PimError('policy_not_satisfied', 'refused', {
    unmet: [{ rule: 'ticket_missing' }, { rule: 'other', name: words.person }],
  });
  const outcome = (state: RoleOutcome['state']): RoleOutcome => ({ operationId: draftId, role, state });
  const outcomes: readonly RoleOutcome[] = [
    outcome({ kind: 'active', endAt: minutesLater(60), approvedBy: undefined }),
    outcome({ kind: 'waiting', lapsesAt: minutesLater(1440) }),
    outcome({ kind: 'needsSignIn' }),
    outcome({ kind: 'refused', error }),
    outcome({ kind: 'unclear' }),
  ];
  const preset = (id: string, justification: string): PresetOnCard => ({
    id,
    name: 'on-call',
    roles: Array.from({ length: 5 }, () => role),
    justification,
  });
  const ten = Array.from({ length: 10 }, (_, index) =>
    preset(`${draftId.slice(0, -1)}${String(index)}`, words.text),
  );
  return [
    ['many-form', (context) => manyRolesForm(context, form({}))],
    [
      'many-form-much',
      (context) =>
        manyRolesForm(
          context,
          form({
            presetName: words.role,
            roles: [
              row({ approval }),
              row({ authenticationContext: 'c1' }),
              row({ isTicketRequired: true }),
              row(),
              row(),
            ],
            leftOut: [
              { role, why: 'notEligible' },
              { role, why: 'alreadyActive' },
              { role, why: { error: new PimError('denied_lately', 'denied', { retryAfterSeconds: 60 }) } },
            ],
            given: {
              justification: words.text,
              ticketNumber: words.ticket,
              ticketSystem: words.ticket,
              startAt: minutesLater(2000),
            },
            unmet: [{ rule: 'hour_skipped' }],
          }),
        ),
    ],
    [
      'many-form-nothing',
      (context) => manyRolesForm(context, form({ roles: [], leftOut: [{ role, why: 'alreadyActive' }] })),
    ],
    ['many-dismissed', manyRolesDismissedCard],
    ['many-outcome', (context) => manyRolesCard(context, outcomes)],
    ['many-checking', (context) => manyRolesCard(context, [outcome({ kind: 'checking' })])],
    ['presets', (context) => presetsCard(context, ten)],
    ['presets-none', (context) => presetsCard(context, [])],
    ['preset-saved', (context) => presetSavedCard(context, preset(draftId, ''))],
    ['preset-saved-with-reason', (context) => presetSavedCard(context, preset(draftId, words.text))],
    [
      'defaults',
      (context) => defaultsCard(context, [{ role, durationMinutes: 90, ticketSystem: words.ticket }]),
    ],
    ['defaults-none', (context) => defaultsCard(context, [])],
  ];
}
