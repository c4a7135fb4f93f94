import { timesFor } from '../words/times.ts';
import { wordsFor } from '../words/wordsFor.ts';
import { type Card, type CardContext } from './card.ts';
import { refreshOnOpen } from './refresh.ts';
import { requestActions } from './requestActions.ts';
import { type RequestOnCard } from './requestOnCard.ts';
import { type RequestState } from './requestState.ts';
import { requestFacts, requestQuotes } from './requestFacts.ts';
import { requestText } from './requestText.ts';
import { roleLine } from './roleLine.ts';
import { votingLines, votingQuotes } from './votingOnCard.ts';
import { drawSheet, type Tone } from './sheet.ts';

const tones: Readonly<Record<RequestState['kind'], Tone>> = {
  checking: 'emphasis',
  needsSignIn: 'warning',
  unclear: 'warning',
  refused: 'attention',
  waiting: 'accent',
  waitingForAdministrator: 'accent',
  provisioning: 'accent',
  scheduled: 'accent',
  active: 'good',
  denied: 'attention',
  lapsed: 'emphasis',
  canceled: 'emphasis',
  failed: 'attention',
  ended: 'emphasis',
  votesReady: 'good',
  votesOver: 'attention',
};

/** The requestor's card, from the first check to the end of the activation. */
export function requestCard(context: CardContext, request: RequestOnCard): Card {
  const words = wordsFor(context.locale);
  const times = timesFor(context);
  const { heading, lines, quotes: answers = [] } = requestText(words, times, request);
  return drawSheet(context, {
    tone: tones[request.state.kind],
    kind: words.requests.kind,
    heading,
    lead: [...roleLine(words.roles, request.role), ...lines],
    answers,
    facts: requestFacts(words, times, request),
    quotes: [
      ...requestQuotes(words, request),
      ...(request.voting === undefined ? [] : votingQuotes(words.houseVotes, times, request.voting)),
    ],
    lines: request.voting === undefined ? [] : votingLines(words.houseVotes, times, request.voting),
    actions: requestActions(context, words, request),
    preview: {
      summary: words.requests.summary(heading, request.role.name),
      discreetSummary: words.notices.discreet,
      typed: words.requests.typed,
    },
    refresh: refreshOnOpen(context, request.key, request.refreshFor),
  });
}
