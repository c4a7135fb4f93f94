import { type TicketCheck } from '../pim/tickets.ts';
import { type Words } from '../words/words.ts';
import { type CardKey } from './actionShapes.ts';
import { button, chatLink, link, type CardAction } from './actions.ts';
import { type CardContext } from './card.ts';
import { signInAction } from './requestActions.ts';
import { type ApprovalState } from './requestState.ts';
import { ticketLink } from './ticketFacts.ts';
import { verbs } from './verbs.ts';

/** The buttons of an approver: Approve and Deny weigh the same, and neither is a default. */
export function approvalActions(
  context: CardContext,
  { buttons: words, tickets }: Pick<Words, 'buttons' | 'tickets'>,
  approval: {
    readonly key: CardKey;
    readonly state: ApprovalState;
    readonly requestor: { readonly userPrincipalName: string };
    readonly operationId?: string | undefined;
    readonly ticketCheck?: TicketCheck | undefined;
  },
): readonly CardAction[] {
  const { cardId, nonce } = approval.key;
  switch (approval.state.kind) {
    case 'waiting':
      return [
        ...(approval.state.onlyDeny === true
          ? []
          : [button(context, words.approve, verbs.approveRequest, { cardId, nonce })]),
        button(context, words.deny, verbs.denyRequest, { cardId, nonce }),
        ...chatLink(words.askRequestor, [approval.requestor.userPrincipalName], { mode: 'secondary' }),
        ...ticketLink(tickets, approval.ticketCheck),
        link(words.openInEntra, context.portalUrl, { mode: 'secondary' }),
      ];
    case 'votesOver':
      return approval.state.mayDeny
        ? [
            button(context, words.deny, verbs.denyRequest, { cardId, nonce }),
            link(words.openInEntra, context.portalUrl, { mode: 'secondary' }),
          ]
        : [];
    case 'needsSignIn':
      return [signInAction(context, words, approval)];
    case 'unclear':
      return [link(words.openInEntra, context.portalUrl)];
    case 'voted':
    case 'othersVote':
    case 'working':
    case 'decided':
    case 'lapsed':
    case 'canceled':
    case 'notMine':
    case 'ended':
      return [];
  }
}
