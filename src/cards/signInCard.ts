import { timesFor } from '../words/times.ts';
import { wordsFor } from '../words/wordsFor.ts';
import { link } from './actions.ts';
import { type Card, type CardContext } from './card.ts';
import { plainName } from './plainText.ts';
import { line, run, subtle } from './runs.ts';
import { drawSheet } from './sheet.ts';

/** A sign-in on our own page, and why. */
export interface SignInOnCard {
  /** `stepUp`: the role demands a stronger check; `consent`: Latchkey may not act for the person yet. */
  readonly kind: 'signIn' | 'consent' | 'stepUp';
  /** Our own page. */
  readonly url: string;
  readonly lapsesAt: Date;
  /** The permissions that consent is asked for; empty otherwise. */
  readonly scopes: readonly string[];
}

/** Sends the person to our page in the browser, and says what happens then. */
export function signInCard(context: CardContext, { kind, url, lapsesAt, scopes }: SignInOnCard): Card {
  const { signIn: words, buttons } = wordsFor(context.locale);
  const { heading, why } = {
    signIn: { heading: words.signIn, why: words.signInWhy },
    consent: { heading: words.consent, why: words.consentWhy },
    stepUp: { heading: words.stepUp, why: words.stepUpWhy },
  }[kind];
  return drawSheet(context, {
    tone: 'accent',
    heading,
    lead: [line(why), line(words.goesOn)],
    quotes:
      scopes.length === 0
        ? []
        : [
            {
              label: subtle(words.consentScopes),
              text: [run(scopes.map(plainName).join('\n'), { fontType: 'Monospace', size: 'Small' })],
            },
          ],
    lines: [subtle(words.code), subtle(words.lapses(timesFor(context).at(lapsesAt)))],
    actions: [link(kind === 'consent' ? buttons.giveConsent : buttons.signIn, url)],
    preview: { summary: heading, discreetSummary: heading, typed: words.typed },
  });
}
