import { type Alert, type AlertEvent, stateOf, type KnownSubject, subjectsNow } from '../pim/alerts/alert.ts';
import { type Comparison } from '../pim/alerts/compareSources.ts';
import { MOST_REASON_CHARACTERS, SNOOZE_DAYS } from '../pim/alerts/handleAlert.ts';
import { type AlertNames, MOST_NAMED } from '../pim/alerts/namesOfAlerts.ts';
import { type AlertWords } from '../words/alertWords.ts';
import { timesFor, type Times } from '../words/times.ts';
import { wordsFor } from '../words/wordsFor.ts';
import { button, type CardAction, link } from './actions.ts';
import { stateText, toldAlert, toneOf } from './alertText.ts';
import { drawCard, type Card, type CardContext } from './card.ts';
import { plainName } from './plainText.ts';
import { line, run, subtle, textRun, type Line } from './runs.ts';
import { type CardFact, factRows, paragraph, type Quote, quoteBox } from './sheet.ts';
import { Template } from './template.ts';
import alertTemplate from './templates/alert.json' with { type: 'json' };
import { verbs } from './verbs.ts';

/** An alert, and what is known around it. */
export interface AlertOnCard {
  readonly alert: Alert;
  readonly names: AlertNames;
  /** What the other source says; `undefined`: nothing there looks for the same. */
  readonly comparison: Comparison | undefined;
  /** The newest first. */
  readonly history: readonly AlertEvent[];
  /** Whether PIM's own alerts may be dismissed from here. */
  readonly mayDismiss: boolean;
}

const EVIDENCE = { characters: 400, lines: 4, wordCharacters: 40 };
const REASON = { characters: MOST_REASON_CHARACTERS, lines: 8, wordCharacters: 40 };
/** Of what happened, so much is shown. */
const MOST_EVENTS = 4;
const USUAL_SNOOZE = 7;

const template = new Template(alertTemplate);

/** One alert: what it is, since when, what others make of it, and what can be done. One builder for all its states. */
export function alertCard(context: CardContext, shown: AlertOnCard): Card {
  const words = wordsFor(context.locale);
  const { alerts } = words;
  const times = timesFor(context);
  const { alert, names } = shown;
  const told = toldAlert(words, alert, names);
  const isOpen = stateOf(alert) !== 'resolved';
  const root = {
    tone: toneOf(alert),
    kind: alerts.kind(alert.severity, alert.source),
    heading: told.title,
    outcome: outcomeOf(alerts, times, shown).map(paragraph),
    lead: [
      ...(alert.roleDefinitionId === undefined
        ? []
        : [[run(told.about ?? '', { weight: 'Bolder' as const })]]),
      ...told.evidence.map((text) => [textRun(text, EVIDENCE)]),
      ...newcomers(alerts, shown),
    ].map(paragraph),
    facts: factRows(factsOf(words.alerts, times, shown, stateText(words, times, alert))),
    quotes: reasonsOf(alerts, times, shown).map(quoteBox),
    lines: [
      ...(isOpen ? [labelled(alerts.why, told.why), labelled(alerts.mend, told.mend)] : []),
      ...toldEvents(shown).map((event) => subtle(happened(alerts, times, shown, event))),
    ].map(paragraph),
    isOpen,
    ...inputs(alerts),
    actions: isOpen ? actionsOf(context, shown) : [allAlerts(context)],
  };
  const state = stateOf(alert);
  const title = state === 'open' ? told.title : `${stateText(words, times, alert)}: ${told.title}`;
  return drawCard(context, template, root, {
    summary: alerts.summary(title, told.about),
    discreetSummary: alerts.discreet,
    typed: alerts.typed,
  });
}

const labelled = (label: string, text: string): Line => [run(`${label}. `, { weight: 'Bolder' }), run(text)];

function outcomeOf(words: AlertWords, times: Times, { alert, history, names }: AlertOnCard): readonly Line[] {
  const { resolvedAt, againSince, notJudgedSince } = alert;
  if (resolvedAt !== undefined) {
    const [last] = history;
    return last?.kind === 'dismissed' && last.by !== undefined
      ? [line(words.dismissed(plainName(names.principal({ principalId: last.by })), times.at(last.at)))]
      : [line(words.resolved(times.at(resolvedAt)))];
  }
  return [
    ...(againSince === undefined ? [] : [line(words.againSince(times.at(againSince)))]),
    ...(notJudgedSince === undefined ? [] : [line(words.notJudgedSince(times.at(notJudgedSince)))]),
  ];
}

/** Those who were not in it from the beginning. */
function newcomers(words: AlertWords, { alert, names }: AlertOnCard): readonly Line[] {
  const isNew = ({ since, principalId }: KnownSubject): boolean =>
    principalId !== null && new Date(since).getTime() > alert.since.getTime();
  const added = subjectsNow(alert).filter(isNew);
  if (added.length === 0) return [];
  const shown = added.slice(0, MOST_NAMED).map((one) => plainName(names.principal(one)));
  return [[run(words.newIn(shown, added.length - shown.length), { weight: 'Bolder' })]];
}

function factsOf(
  words: AlertWords,
  times: Times,
  { alert, comparison }: AlertOnCard,
  state: string,
): readonly CardFact[] {
  return [
    { label: words.stateLabel, value: line(state) },
    { label: words.sinceLabel, value: line(times.at(alert.since)) },
    { label: words.sourceLabel, value: line(words.source(alert.source)) },
    ...(comparison === undefined || alert.resolvedAt !== undefined
      ? []
      : [{ label: words.comparedLabel, value: line(words.compared(alert.source, comparison)) }]),
  ];
}

/** What people gave as their reason, the newest; older ones stand in the history alone. */
function reasonsOf(words: AlertWords, times: Times, shown: AlertOnCard): readonly Quote[] {
  const event = shown.history.find(({ reason }) => reason !== '');
  if (event === undefined) return [];
  return [
    {
      label: [run(happened(words, times, shown, event), { weight: 'Bolder' })],
      text: [textRun(event.reason, REASON)],
    },
  ];
}

/** The newest of what happened; when it was found stands among the facts already. */
const toldEvents = ({ alert, history }: AlertOnCard): readonly AlertEvent[] =>
  history
    .filter(({ kind, at }) => kind !== 'raised' || at.getTime() !== alert.since.getTime())
    .slice(0, MOST_EVENTS);

const happened = (
  words: AlertWords,
  times: Times,
  { names }: AlertOnCard,
  { kind, at, by }: AlertEvent,
): string =>
  words.history(
    kind,
    times.at(at),
    by === undefined ? undefined : plainName(names.principal({ principalId: by })),
  );

const inputs = (words: AlertWords): object => ({
  snoozeLabel: words.snoozeFor,
  snoozeValue: String(USUAL_SNOOZE),
  choices: SNOOZE_DAYS.map((days) => ({ title: words.days(days), value: String(days) })),
  reasonLabel: words.reason,
  reasonHint: words.reasonHint,
  reasonCharacters: MOST_REASON_CHARACTERS,
});

const allAlerts = (context: CardContext): CardAction =>
  button(context, wordsFor(context.locale).alerts.showAll, verbs.showAlerts, {}, { mode: 'secondary' });

function actionsOf(context: CardContext, { alert, mayDismiss }: AlertOnCard): readonly CardAction[] {
  const { alerts, buttons } = wordsFor(context.locale);
  const key = { alertId: alert.id };
  return [
    ...(alert.handling === 'acknowledged'
      ? []
      : [button(context, alerts.acknowledge, verbs.acknowledgeAlert, key)]),
    button(context, alerts.snooze, verbs.snoozeAlert, key),
    ...(alert.source === 'pim' && mayDismiss
      ? [button(context, alerts.dismissal.offer, verbs.dismissAlert, key, { mode: 'secondary' })]
      : []),
    allAlerts(context),
    link(buttons.openInEntra, context.portalUrl, { mode: 'secondary' }),
  ];
}
