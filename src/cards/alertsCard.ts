import { type Alert } from '../pim/alerts/alert.ts';
import { type AlertLook } from '../pim/alerts/alerts.ts';
import { type AlertNames } from '../pim/alerts/namesOfAlerts.ts';
import { type Severity } from '../pim/findings/finding.ts';
import { timesFor } from '../words/times.ts';
import { wordsFor } from '../words/wordsFor.ts';
import { button, type CardAction, toldApart } from './actions.ts';
import { stateText, toldAlert } from './alertText.ts';
import { type Card, type CardContext } from './card.ts';
import { drawFitting, drawList, type Row } from './list.ts';
import { type Page } from './pages.ts';
import { line, run, subtle, textRun, type Line } from './runs.ts';
import { verbs } from './verbs.ts';

/** What stands, one page of it. */
export interface AlertsOnCard {
  /** The worst first. */
  readonly page: Page<Alert>;
  /** Of all pages. */
  readonly counts: Readonly<Record<Severity, number>>;
  readonly names: AlertNames;
  readonly look: AlertLook | undefined;
  readonly mayDismiss: boolean;
  /** So many are new, which is why the list comes by itself. */
  readonly raised?: number;
}

/** Rows of a page: each has three buttons. */
export const ALERTS_PER_PAGE = 6;
const EVIDENCE = { characters: 160, lines: 2, wordCharacters: 40 };

/** Everything that stands wrong, the worst first, with what can be done about each. */
export function alertsCard(context: CardContext, given: AlertsOnCard): Card {
  const { alerts, posture } = wordsFor(context.locale);
  const { page, counts, raised } = given;
  const { high, medium, low, information } = counts;
  const headline = alerts.headline(high, medium, low + information);
  const draw = (most: number): Card =>
    drawList(context, {
      heading: raised === undefined ? alerts.heading : alerts.raised(raised),
      lead: [
        [
          run(page.rows.length === 0 ? nothingOf(context, given) : headline, {
            size: 'Medium',
            weight: 'Bolder',
          }),
        ],
      ],
      sections: [
        {
          title: '',
          rows: page.rows.slice(0, most).map((alert) => rowOf(context, given, alert)),
        },
      ],
      lines: [
        ...linesOf(context, given.look),
        ...(page.count > 1 ? [subtle(posture.page(page.number, page.count))] : []),
      ],
      actions: actionsOf(context, given),
      preview: {
        summary: raised === undefined ? `${alerts.heading}: ${headline}` : alerts.raisedSummary(raised),
        discreetSummary: raised === undefined ? alerts.heading : alerts.discreet,
        typed: alerts.typed,
      },
    });
  return drawFitting(ALERTS_PER_PAGE, draw);
}

const nothingOf = ({ locale }: CardContext, { look }: AlertsOnCard): string => {
  const { alerts } = wordsFor(locale);
  return look === undefined ? alerts.neverLooked : alerts.nothing;
};

function linesOf(context: CardContext, look: AlertLook | undefined): readonly Line[] {
  const { alerts, posture } = wordsFor(context.locale);
  if (look === undefined) return [];
  return [
    ...(look.notJudged.length === 0 ? [] : [line(alerts.notJudged(look.notJudged.length))]),
    subtle(posture.asOf(timesFor(context).at(look.at))),
  ];
}

function rowOf(context: CardContext, { names, mayDismiss, page }: AlertsOnCard, alert: Alert): Row {
  const words = wordsFor(context.locale);
  const { alerts, buttons } = words;
  const times = timesFor(context);
  const told = toldAlert(words, alert, names);
  const what = alerts.summary(told.title, told.about);
  const key = { alertId: alert.id };
  const action = (title: string, made: (look: ReturnType<typeof toldApart>) => CardAction): CardAction =>
    made(toldApart(buttons, title, what));
  const at = { page: String(page.number) };
  return {
    lines: [
      [
        run(`${alerts.kind(alert.severity, alert.source)}  `, { isSubtle: true, size: 'Small' }),
        textRun(what, EVIDENCE, { weight: 'Bolder' }),
      ],
      [textRun(told.evidence[0] ?? '', EVIDENCE, { isSubtle: true, size: 'Small' })],
      subtle(`${stateText(words, times, alert)} · ${alerts.since(times.at(alert.since))}`),
      ...(alert.notJudgedSince === undefined
        ? []
        : [subtle(alerts.notJudgedSince(times.at(alert.notJudgedSince)))]),
    ],
    actions: [
      ...(alert.handling === 'acknowledged'
        ? []
        : [
            action(alerts.acknowledge, (look) =>
              button(context, alerts.acknowledge, verbs.acknowledgeAlert, { ...key, ...at }, look),
            ),
          ]),
      action(alerts.snoozeOffer, (look) => button(context, alerts.snoozeOffer, verbs.showAlert, key, look)),
      ...(alert.source === 'pim' && mayDismiss
        ? [
            action(alerts.dismissal.offer, (look) =>
              button(context, alerts.dismissal.offer, verbs.dismissAlert, key, {
                ...look,
                mode: 'secondary',
              }),
            ),
          ]
        : []),
    ],
  };
}

function actionsOf(context: CardContext, { page, raised }: AlertsOnCard): readonly CardAction[] {
  const { alerts, posture } = wordsFor(context.locale);
  if (raised !== undefined) return [button(context, alerts.showAll, verbs.showAlerts, {})];
  return page.number < page.count
    ? [button(context, posture.next, verbs.showAlerts, { page: String(page.number + 1) })]
    : [];
}
