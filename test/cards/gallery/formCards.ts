import { type OpenForm, activationFormCard } from '../../../src/cards/activationFormCard.ts';
import { type CardContext } from '../../../src/cards/card.ts';
import { PimError } from '../../../src/pim/errors.ts';
import { aRoleOnCard, draftId, minutesLater, someSettings } from '../samples.ts';
import { type ForeignWords, type NamedCards, roleNamed } from './foreignWords.ts';

/** The activation form with little and with much to ask, and done with. */
export function formCards(words: ForeignWords): NamedCards {
  const open = (changes: Partial<OpenForm>): OpenForm => ({
    state: 'open',
    role: roleNamed(words),
    draftId,
    settings: someSettings(),
    preset: {},
    approvers: undefined,
    unmet: [],
    ...changes,
  });
  const approval = { isRequired: true, isApproverJustificationRequired: true, approvers: [] };
  const { person } = words;
  return [
    ['form-little', (context) => activationFormCard(context, open({ role: aRoleOnCard() }))],
    [
      'form-much',
      (context) =>
        activationFormCard(
          context,
          open({
            settings: someSettings({ isTicketRequired: true, authenticationContext: 'c1', approval }),
            preset: {
              durationMinutes: 600,
              justification: words.text,
              ticketNumber: words.ticket,
              ticketSystem: words.ticket,
              startAt: minutesLater(2000),
            },
            approvers: { kind: 'named', names: [person, 'Chi Nguyen', person, person] },
            unmet: [
              { rule: 'duration_too_long', maximumMinutes: 240 },
              { rule: 'other', name: person },
            ],
          }),
        ),
    ],
    [
      'form-remarks',
      (context) =>
        activationFormCard(
          context,
          open({
            settings: someSettings({ approval }),
            approvers: { kind: 'defaults', names: [person] },
            problem: new PimError('request_pending_already', 'refused', { graphCode: person }),
          }),
        ),
    ],
    [
      'form-nobody',
      (context) =>
        activationFormCard(
          context,
          open({ settings: someSettings({ approval }), approvers: { kind: 'named', names: [] } }),
        ),
    ],
    [
      'form-defaults-unknown',
      (context) =>
        activationFormCard(
          context,
          open({ settings: someSettings({ approval }), approvers: { kind: 'defaults', names: [] } }),
        ),
    ],
    ...(['submitted', 'dismissed'] as const).map(
      (state) =>
        [
          `form-${state}`,
          (context: CardContext) => activationFormCard(context, { state, role: roleNamed(words) }),
        ] as const,
    ),
  ];
}
