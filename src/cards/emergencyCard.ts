import { type DirectoryPerson } from '../pim/people.ts';
import { type EmergencyWords } from '../words/emergencyWords.ts';
import { type Times, timesFor } from '../words/times.ts';
import { wordsFor } from '../words/wordsFor.ts';
import { chatLink, link } from './actions.ts';
import { type Card, type CardContext } from './card.ts';
import { plainName } from './plainText.ts';
import { type Asked, requestFacts, quoteOf } from './requestFacts.ts';
import { requestorName } from './requestorName.ts';
import { roleLine } from './roleLine.ts';
import { line, nameRun, run } from './runs.ts';
import { drawSheet } from './sheet.ts';

/** Where an activation stands that went past rules of the house. */
export type EmergencyState =
  | { readonly kind: 'waiting' | 'notActive' }
  | { readonly kind: 'active'; readonly until: Date | undefined }
  /** `takenAway`: before its time, and not by the person through Latchkey. */
  | { readonly kind: 'ranOut' | 'givenBack' | 'takenAway'; readonly at: Date };

/** An emergency, for somebody who owns a rule that it went past. */
export interface EmergencyOnCard extends Asked {
  readonly requestor: Pick<DirectoryPerson, 'displayName' | 'userPrincipalName'>;
  readonly state: EmergencyState;
  /** It is told once more, the day after. */
  readonly isDayAfter: boolean;
}

/** Who went past which rules, for what, and how it ended. */
export function emergencyCard(context: CardContext, emergency: EmergencyOnCard): Card {
  const words = wordsFor(context.locale);
  const times = timesFor(context);
  const { emergencies, requests, approvals, buttons } = words;
  const { told } = emergencies;
  const { requestor, role, justification, state, isDayAfter } = emergency;
  const name = requestorName(requests, requestor);
  const isOver = state.kind !== 'waiting' && state.kind !== 'active';
  return drawSheet(context, {
    tone: isOver ? 'emphasis' : 'attention',
    kind: emergencies.kind,
    heading: isDayAfter ? told.dayAfterHeading : told.heading,
    lead: [
      [nameRun(name, { weight: 'Bolder' }), run(told.activated)],
      ...roleLine(words.roles, role),
      line(stateSentence(told, times, state)),
    ],
    facts: requestFacts(words, times, emergency),
    quotes: justification.trim() === '' ? [] : [quoteOf(approvals.why(plainName(name)), justification)],
    lines: isOver ? [] : [line(told.question)],
    actions: [
      ...chatLink(buttons.askRequestor, [requestor.userPrincipalName]),
      link(buttons.openInEntra, context.portalUrl),
    ],
    preview: {
      summary: told.summary(plainName(name), plainName(role.name)),
      discreetSummary: told.heading,
      typed: told.typed,
    },
  });
}

function stateSentence(words: EmergencyWords['told'], times: Times, state: EmergencyState): string {
  switch (state.kind) {
    case 'waiting':
    case 'notActive':
      return words[state.kind];
    case 'active':
      return words.active(state.until === undefined ? undefined : times.at(state.until));
    case 'ranOut':
    case 'givenBack':
    case 'takenAway':
      return words[state.kind](times.at(state.at));
  }
}
