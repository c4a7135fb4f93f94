import assert from 'node:assert/strict';
import { administratorsCard } from '../../src/cards/administratorsCard.ts';
import { approvalCard } from '../../src/cards/approvalCard.ts';
import { noticeCard } from '../../src/cards/noticeCard.ts';
import { reminderCard } from '../../src/cards/reminderCard.ts';
import { actionsOf, textOf, type Json } from '../support/cardReading.ts';
import { aContext, aFollowedRequest, anApprovalOnCard, aPendingApproval, minutesLater } from './samples.ts';

const nothingKept = { requestorName: '', requestorUserPrincipalName: '', justification: '' };
const departed = {
  requestor: { displayName: '', userPrincipalName: '', isGuest: false },
  justification: '',
} as const;
const textIn = ({ content }: { readonly content: object }): string => textOf(content as Json);

describe('a requestor of whom nothing is kept any more', () => {
  it('is called somebody no longer in the directory on the card of an approver', () => {
    const state = {
      kind: 'decided',
      decision: 'Approve',
      byName: 'Ben Okafor',
      isMine: false,
      at: minutesLater(-3),
      comment: '',
    } as const;
    const { content, summary } = approvalCard(aContext(), anApprovalOnCard({ ...departed, state }));
    const text = textOf(content as Json);
    assert.match(text, /^Somebody no longer in the directory asked to activate Exchange Administrator$/mu);
    assert.match(summary, /Somebody no longer in the directory/u);
    assert.doesNotMatch(text, /No justification was given/u, 'what they wrote is not kept');
    assert.doesNotMatch(JSON.stringify(content), /"text":""/u);
  });

  it('leaves a living one with an empty name their sign-in name and their words', () => {
    const requestor = {
      displayName: '\u200B',
      userPrincipalName: 'ana.lima@contoso.example',
      isGuest: false,
    };
    const text = textIn(approvalCard(aContext(), anApprovalOnCard({ requestor })));
    assert.match(text, /^ana\.lima@contoso\.example asks to activate/mu);
    assert.match(text, /Mailbox migration/u);
  });

  it('is called so in lists, reminders and summaries', () => {
    const list = reminderCard(aContext(), [aPendingApproval(nothingKept)]);
    assert.match(textIn(list), /Somebody no longer in the directory/u);
    assert.match(String(actionsOf(list.content as Json)[0]?.json['tooltip']), /Somebody no longer/u);
    const request = aFollowedRequest(nothingKept);
    for (const notice of ['approvalReminder', 'nobodyReached'] as const)
      assert.match(
        textIn(noticeCard(aContext(), { notice, request })),
        /^Somebody no longer in the directory /mu,
      );
    const digest = {
      activations: [],
      bypasses: [],
      refusals: [],
      approvers: [],
      standing: undefined,
      settings: [],
      alerts: { open: { high: 0, medium: 0, low: 0, information: 0 }, raised: 0 },
      roles: { came: [], went: [] },
    };
    const summary = administratorsCard(aContext(), {
      ...digest,
      lapsed: [request],
      since: minutesLater(-1440),
    });
    assert.match(textIn(summary), /Nobody decided on somebody no longer in the directory’s request/u);
  });
});
