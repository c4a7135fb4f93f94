import { inertText } from './plainText.ts';
import { type Template } from './template.ts';

/** For whom and how a card is drawn. */
export interface CardContext {
  readonly now: Date;
  /** IANA zone of the reader; an unknown one is shown as UTC. */
  readonly timeZone: string;
  /** BCP 47, as Teams says. */
  readonly locale: string;
  /** `execute` for `Action.Execute` with an `Action.Submit` to fall back on, `submit` for `Action.Submit` alone. */
  readonly actions: 'execute' | 'submit';
  /**
   * Where "Open in Entra" leads. For approvals the portal's own address is
   * https://entra.microsoft.com/#view/Microsoft_Azure_PIMCommon/ApproveRequestMenuBlade/~/aadmigratedroles,
   * which is not documented and may change: hence a parameter.
   */
  readonly portalUrl: string;
  /** Keeps names of people and roles out of everything that a lock screen may show. */
  readonly isPreviewDiscreet?: boolean;
}

/** A drawn card. `summary` goes into the activity and becomes the notification. */
export interface Card {
  readonly content: object;
  readonly summary: string;
  readonly fallbackText: string;
}

/** What a client says or shows where it cannot draw the card. */
export interface Preview {
  /** One line for the notification, with names. */
  readonly summary: string;
  /** The same without names of people and roles. */
  readonly discreetSummary: string;
  /** What to do where the card is not drawn, in our own words: a typed command, mostly. */
  readonly typed: string;
}

/** What a template is filled with; the card's own buttons among it. */
export interface CardData {
  readonly actions: readonly Readonly<Record<string, unknown>>[];
  readonly [property: string]: unknown;
}

/**
 * Expands a template once with constant structure and people's words as data, and adds what every card has.
 * `refresh` is added to the root as it is.
 */
export function drawCard(
  context: CardContext,
  template: Template,
  root: CardData,
  preview: Preview,
  refresh?: object,
): Card {
  const line = context.isPreviewDiscreet === true ? preview.discreetSummary : preview.summary;
  const summary = inertText(line).replace(/\.$/u, '');
  const fallbackText = `${summary}. ${preview.typed}`;
  const expanded = template.expand({
    $root: { ...root, actions: inView(root.actions), fallbackText, speak: summary },
  }) as object;
  return { content: refresh === undefined ? expanded : { ...expanded, refresh }, summary, fallbackText };
}

/** Where all buttons would go into the overflow menu the first one is shown: a menu alone tells nobody what it holds. */
function inView(actions: CardData['actions']): CardData['actions'] {
  const [first, ...others] = actions;
  if (first === undefined || actions.some(({ mode }) => mode !== 'secondary')) return actions;
  const { fallback } = first;
  const shown = typeof fallback === 'object' ? { fallback: { ...fallback, mode: 'primary' } } : {};
  return [{ ...first, ...shown, mode: 'primary' }, ...others];
}
