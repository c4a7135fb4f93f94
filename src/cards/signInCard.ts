import { timesFor } from '../words/times.ts';
import { type SignInWords } from '../words/words.ts';
import { wordsFor } from '../words/wordsFor.ts';
import { link, signInButton } from './actions.ts';
import { type Card, type CardContext } from './card.ts';
import { plainName } from './plainText.ts';
import { line, run, subtle } from './runs.ts';
import { drawSheet } from './sheet.ts';

/** Why the link before this one came to nothing. */
export type SignInProblem = keyof SignInWords['problems'];

/** A sign-in on our own page, and why. */
export interface SignInOnCard {
  /** `stepUp`: the role demands a stronger check; `consent`: Latchkey may not act for the person yet. */
  readonly kind: 'signIn' | 'consent' | 'stepUp';
  /** Our own page; without it the card says that it was offered often enough. */
  readonly link?: { readonly url: string; readonly lapsesAt: Date };
  /** The permissions that consent is asked for; empty otherwise. */
  readonly scopes: readonly string[];
  readonly problem?: SignInProblem | undefined;
}

/** Sends the person to our page, and says what happens then, or what went wrong the last time. */
export function signInCard(context: CardContext, signIn: SignInOnCard): Card {
  const { kind, scopes, problem } = signIn;
  const { signIn: words, buttons } = wordsFor(context.locale);
  const { heading, why } = {
    signIn: { heading: words.signIn, why: words.signInWhy },
    consent: { heading: words.consent, why: words.consentWhy },
    stepUp: { heading: words.stepUp, why: words.stepUpWhy },
  }[kind];
  const preview = { summary: heading, discreetSummary: heading, typed: words.typed };
  const went = problem === undefined ? [] : [line(words.problems[problem])];
  if (signIn.link === undefined) {
    return drawSheet(context, {
      tone: 'attention',
      heading: words.enough,
      lead: [...went, line(words.enoughNext)],
      actions: [],
      preview,
    });
  }
  const { url, lapsesAt } = signIn.link;
  return drawSheet(context, {
    tone: problem === undefined ? 'accent' : 'warning',
    heading,
    lead: [...went, line(why), line(words.goesOn)],
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
    actions: [
      signInButton(kind === 'consent' ? buttons.giveConsent : buttons.signIn, url),
      link(buttons.openInBrowser, url, { mode: 'secondary' }),
    ],
    preview,
  });
}

/** `lapsed`: nobody signed in while the link worked; `interrupted`: they did, and nothing went on. */
type SignInEnd = 'lapsed' | 'interrupted';

/** What stands in the place of a link that is dead: it could not be pressed again. */
export function endedSignInCard(context: CardContext, end: SignInEnd): Card {
  const { signIn: words } = wordsFor(context.locale);
  const { heading, next } = {
    lapsed: { heading: words.lapsed, next: words.lapsedNext },
    interrupted: { heading: words.interrupted, next: words.interruptedNext },
  }[end];
  return drawSheet(context, {
    tone: 'warning',
    heading,
    lead: [line(next)],
    actions: [],
    preview: { summary: heading, discreetSummary: heading, typed: words.askAgain },
  });
}
