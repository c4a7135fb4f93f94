import { type ButtonWords, type Words } from '../words/words.ts';
import { button, chatLink, link, type CardAction } from './actions.ts';
import { type CardContext } from './card.ts';
import { type RequestOnCard } from './requestOnCard.ts';
import { roleKey } from './roleOnCard.ts';
import { verbs } from './verbs.ts';

/** The buttons that can work in the request's state, and no others. */
export function requestActions(
  context: CardContext,
  {
    buttons: words,
    houseVotes: { activateNow },
    emergencies,
  }: Pick<Words, 'buttons' | 'houseVotes' | 'emergencies'>,
  request: RequestOnCard,
): readonly CardAction[] {
  const role = roleKey(request.role);
  const again = button(context, words.activateAgain, verbs.activateAgain, role);
  const portal = link(words.openInEntra, context.portalUrl, { mode: 'secondary' });
  switch (request.state.kind) {
    case 'checking':
      return [];
    case 'unclear':
    case 'provisioning':
      return [link(words.openInEntra, context.portalUrl)];
    case 'needsSignIn':
      return [signInAction(context, words, request)];
    case 'waiting':
      return [
        ...ofKey(context, words, request, true),
        ...toGoPast(context, emergencies.ask, request),
        ...chatLink(words.askApprovers, approversOf(request)),
        portal,
      ];
    case 'votesReady':
      return [...toActivate(context, activateNow, request), ...ofKey(context, words, request, false)];
    case 'votesOver':
      return request.state.isOverInPim ? [again] : [...ofKey(context, words, request, false), portal];
    case 'waitingForAdministrator':
    case 'scheduled':
      return [...ofKey(context, words, request, false), portal];
    case 'active':
      return [button(context, words.deactivate, verbs.deactivateRole, role)];
    case 'failed':
    case 'refused':
      return [again, portal];
    case 'denied':
    case 'lapsed':
    case 'canceled':
    case 'ended':
      return [again];
  }
}

/** Asks for a sign-in, however old the card is: a link would not work for longer than ten minutes. */
export const signInAction = (
  context: CardContext,
  words: ButtonWords,
  { operationId }: { readonly operationId?: string | undefined },
): CardAction =>
  button(context, words.signIn, verbs.startSignIn, operationId === undefined ? {} : { operationId });

function ofKey(
  context: CardContext,
  words: ButtonWords,
  { key, approvers = [] }: RequestOnCard,
  isWaiting: boolean,
): readonly CardAction[] {
  if (key === undefined) return [];
  const { cardId, nonce } = key;
  const isSomebodyReached = approvers.some(({ receipt }) => receipt === 'sent' || receipt === 'acted');
  return [
    button(context, words.cancel, verbs.cancelRequest, { cardId, nonce }),
    ...(isWaiting && isSomebodyReached
      ? [button(context, words.remind, verbs.remindApprovers, { cardId, nonce })]
      : []),
  ];
}

const toActivate = (context: CardContext, title: string, { key }: RequestOnCard): readonly CardAction[] =>
  key === undefined
    ? []
    : [button(context, title, verbs.activateVoted, { cardId: key.cardId, nonce: key.nonce })];

/** Only where the rules let them: everybody else would be offered what is refused. */
const toGoPast = (
  context: CardContext,
  title: string,
  { key, voting }: RequestOnCard,
): readonly CardAction[] =>
  key === undefined || voting?.mayGoPast !== true
    ? []
    : [button(context, title, verbs.goPastVotes, { cardId: key.cardId, nonce: key.nonce })];

const approversOf = ({ approvers = [] }: RequestOnCard): readonly string[] =>
  approvers.map(({ userPrincipalName }) => userPrincipalName);
