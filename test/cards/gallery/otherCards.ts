import { type CardContext } from '../../../src/cards/card.ts';
import { deactivationCard } from '../../../src/cards/deactivationCard.ts';
import { errorCard } from '../../../src/cards/errorCard.ts';
import { helpCard } from '../../../src/cards/helpCard.ts';
import { noticeCard } from '../../../src/cards/noticeCard.ts';
import { signInCard } from '../../../src/cards/signInCard.ts';
import { welcomeCard } from '../../../src/cards/welcomeCard.ts';
import { PimError } from '../../../src/pim/errors.ts';
import { dora, draftId, key, minutesLater } from '../samples.ts';
import { type ForeignWords, type NamedCards, followedWith, roleNamed } from './foreignWords.ts';

/** Help, welcome, errors, sign-in, deactivation and notices. */
export function otherCards(words: ForeignWords): NamedCards {
  const role = roleNamed(words);
  const request = followedWith(words);
  const { person, text } = words;
  const decided = { decidedByName: person, decisionComment: text, decidedAt: minutesLater(-1) };
  const draft = { draftId, roleDefinitionId: role.roleDefinitionId, scopeId: role.scopeId };
  return [
    [
      'help-everything',
      (context) =>
        helpCard(context, { suggestedRole: role, activeRole: role, lastRole: role, isApprover: true }),
    ],
    [
      'help-nothing',
      (context) =>
        helpCard(context, {
          suggestedRole: undefined,
          activeRole: undefined,
          lastRole: undefined,
          isApprover: false,
        }),
    ],
    ['welcome-role', (context) => welcomeCard(context, { suggestedRole: role })],
    ['welcome', (context) => welcomeCard(context, { suggestedRole: undefined })],
    [
      'error-shorter',
      (context) =>
        errorCard(context, {
          role,
          error: new PimError('policy_not_satisfied', 'refused', {
            unmet: [{ rule: 'duration_too_long', maximumMinutes: 240 }],
          }),
          waysOut: [{ kind: 'activateFor', draft, durationMinutes: 240 }, { kind: 'help' }],
        }),
    ],
    [
      'error-decided',
      (context) =>
        errorCard(context, {
          error: new PimError('already_decided', 'late', { decidedBy: person, graphRequestId: person }),
        }),
    ],
    ['error-foreign', (context) => errorCard(context, { error: new Error(text) })],
    [
      'error-ways',
      (context) =>
        errorCard(context, {
          error: new PimError('outcome_unknown', 'late'),
          waysOut: [
            { kind: 'activate', role },
            { kind: 'activateAgain', role },
            { kind: 'deactivate', role },
            { kind: 'signIn', url: undefined, operationId: draftId },
            { kind: 'signIn', url: 'https://latchkey.example/auth' },
          ],
        }),
    ],
    ...(['signIn', 'consent', 'stepUp'] as const).map(
      (kind) =>
        [
          `signIn-${kind}`,
          (context: CardContext) =>
            signInCard(context, {
              kind,
              link: { url: 'https://latchkey.example/auth', lapsesAt: minutesLater(10) },
              scopes: kind === 'consent' ? [person, 'User.Read'] : [],
            }),
        ] as const,
    ),
    [
      'signIn-again',
      (context) =>
        signInCard(context, {
          kind: 'stepUp',
          link: { url: 'https://latchkey.example/auth', lapsesAt: minutesLater(10) },
          scopes: [],
          problem: 'otherPerson',
        }),
    ],
    ['signIn-enough', (context) => signInCard(context, { kind: 'stepUp', scopes: [], problem: 'failed' })],
    ...(['working', 'needsSignIn', 'unclear', 'done'] as const).map(
      (kind) =>
        [
          `deactivation-${kind}`,
          (context: CardContext) => deactivationCard(context, { role, state: { kind } }),
        ] as const,
    ),
    [
      'deactivation-refused',
      (context) =>
        deactivationCard(context, {
          role,
          state: { kind: 'refused', error: new PimError('too_soon_to_deactivate', 'refused') },
        }),
    ],
    [
      'notice-approved',
      (context) =>
        noticeCard(context, {
          notice: 'requestDecided',
          request: { ...request, ...decided, decision: 'Approve' },
        }),
    ],
    [
      'notice-denied',
      (context) =>
        noticeCard(context, {
          notice: 'requestDecided',
          request: {
            ...request,
            ...decided,
            decidedByName: undefined,
            decision: 'Deny',
            decisionComment: '',
          },
        }),
    ],
    [
      'notice-active',
      (context) =>
        noticeCard(context, { notice: 'requestActive', request: { ...request, endAt: minutesLater(100) } }),
    ],
    ['notice-ended', (context) => noticeCard(context, { notice: 'requestEnded', request })],
    [
      'notice-unreachable',
      (context) =>
        noticeCard(context, {
          notice: 'approversUnreachable',
          request,
          approvers: [dora, { ...dora, name: person, userPrincipalName: person }],
        }),
    ],
    [
      'notice-unreachable-unknown',
      (context) => noticeCard(context, { notice: 'approversUnreachable', request }),
    ],
    [
      'notice-nobody-reached',
      (context) =>
        noticeCard(context, {
          notice: 'nobodyReached',
          request,
          approvers: [dora, { ...dora, name: person, userPrincipalName: person }, dora, dora, dora],
        }),
    ],
    ['notice-nobody-to-reach', (context) => noticeCard(context, { notice: 'nobodyReached', request })],
    [
      'notice-reminder',
      (context) => noticeCard(context, { notice: 'approvalReminder', request, number: 3, key }),
    ],
    ['notice-reminder-bare', (context) => noticeCard(context, { notice: 'approvalReminder', request })],
  ];
}
