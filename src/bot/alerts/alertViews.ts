import { alertCard } from '../../cards/alertCard.ts';
import { ALERTS_PER_PAGE, alertsCard } from '../../cards/alertsCard.ts';
import { type Card, type CardContext } from '../../cards/card.ts';
import { pageOf } from '../../cards/pages.ts';
import { type Alert } from '../../pim/alerts/alert.ts';
import { alertIdOf } from '../../pim/alerts/alerts.ts';
import { compared } from '../../pim/alerts/compareSources.ts';
import { namesOfAlerts } from '../../pim/alerts/namesOfAlerts.ts';
import { type Severity } from '../../pim/findings/finding.ts';
import { type OperationDeps } from '../../pim/operations/deps.ts';
import { type PimDirectory } from '../../pim/ports.ts';
import { type CardRecord } from '../../pim/records.ts';

/** What cards of alerts are drawn from. */
export interface AlertViewDeps extends Pick<OperationDeps, 'alerts'> {
  readonly directory: Pick<PimDirectory, 'role' | 'people'>;
  readonly mayDismissAlerts: boolean;
}

/** So much of its history is read for a card. */
const MOST_EVENTS = 20;

/** Draws one alert as it stands at this moment. */
export async function drawAlert(
  { alerts, directory, mayDismissAlerts: mayDismiss }: AlertViewDeps,
  context: CardContext,
  alert: Alert,
): Promise<Card> {
  const [all, look, history] = await Promise.all([
    alerts.standing(),
    alerts.lastLook(),
    alerts.history(alert.id, MOST_EVENTS),
  ]);
  const people = history.flatMap(({ by }) => by ?? []);
  const names = await namesOfAlerts(directory, [alert], people);
  const comparison = look && compared(alert, all, look);
  return alertCard(context, { alert, names, comparison, history, mayDismiss });
}

/** Draws the card that tells an administrator of an alert. One that was never seen has nothing to say of what is over. */
export async function drawAlertCard(
  deps: AlertViewDeps,
  { requestId, activityId }: CardRecord,
  context: CardContext,
): Promise<Card | undefined> {
  const alert = await deps.alerts.of(alertIdOf(requestId));
  if (alert === undefined || (alert.resolvedAt !== undefined && activityId === undefined)) return undefined;
  return drawAlert(deps, context, alert);
}

/** Draws a page of everything that stands. `raised`: so many are new, which is why it comes by itself. */
export async function drawAlerts(
  { alerts, directory, mayDismissAlerts: mayDismiss }: AlertViewDeps,
  context: CardContext,
  shown: { readonly page: number; readonly raised?: number },
): Promise<Card> {
  const [all, look] = await Promise.all([alerts.standing(), alerts.lastLook()]);
  const counts: Record<Severity, number> = { high: 0, medium: 0, low: 0, information: 0 };
  for (const { severity } of all) counts[severity] += 1;
  const page = pageOf(all, shown.page, ALERTS_PER_PAGE);
  const names = await namesOfAlerts(directory, page.rows);
  const { raised } = shown;
  return alertsCard(context, {
    page,
    counts,
    names,
    look,
    mayDismiss,
    ...(raised !== undefined && { raised }),
  });
}
