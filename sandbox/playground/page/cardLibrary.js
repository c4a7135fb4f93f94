/* global AdaptiveCards */
import { hostConfig } from './hostConfig.js';
import { markdownToHtml } from './markdown.js';

/**
 * Sets the card library up once: our Markdown, no tab stop of its own around each card (the group around it is one),
 * and surplus actions under "…" as Teams has them.
 */
export function setUpCardLibrary() {
  AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
    result.outputHtml = markdownToHtml(text);
    result.didProcess = true;
  };
  AdaptiveCards.GlobalSettings.setTabIndexAtCardRoot = false;
  AdaptiveCards.GlobalSettings.allowMoreThanMaxActionsInOverflowMenu = true;
  AdaptiveCards.GlobalSettings.useMarkdownInRadioButtonAndCheckbox = false;
}

/** Parses a card; `typed` are values by input id that a person had entered before the card was redrawn. */
export function parseCard(content, typed) {
  const card = new AdaptiveCards.AdaptiveCard();
  card.hostConfig = new AdaptiveCards.HostConfig(hostConfig);
  card.parse(content);
  for (const input of card.getAllInputs()) {
    if (typed.has(input.id)) input.defaultValue = typed.get(input.id);
    // The library would write a choice's value into its text box, and then not recognise it.
    if (isFilteredChoice(input)) {
      const chosen = input.choices.find(({ value }) => value === input.defaultValue);
      input.defaultValue = chosen?.title ?? input.defaultValue;
    }
  }
  return card;
}

const isFilteredChoice = (input) =>
  input instanceof AdaptiveCards.ChoiceSetInput && input.style === 'filtered' && !input.isMultiSelect;

/** What kind of action it is: `execute`, `submit`, `openUrl`, or undefined for those the library does by itself. */
export function kindOfAction(action) {
  if (action instanceof AdaptiveCards.ExecuteAction) return 'execute';
  if (action instanceof AdaptiveCards.SubmitAction) return 'submit';
  if (action instanceof AdaptiveCards.OpenUrlAction) return 'openUrl';
  return undefined;
}
