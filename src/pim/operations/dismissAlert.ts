import { type AdministrationGateway } from '../administration.ts';
import { handledAlert } from '../alerts/handleAlert.ts';
import { isPimError, PimError } from '../errors.ts';
import { type Intent, type Operation } from '../records.ts';
import { afterWriting } from './afterWriting.ts';
import { type OperationDeps } from './deps.ts';

export type DismissAlertIntent = Extract<Intent, { kind: 'dismissAlert' }>;

type Deps = Pick<OperationDeps, 'alerts' | 'clock' | 'random' | 'pause'>;

/** PIM shows what it has taken some seconds later. Between the looks; milliseconds. */
const WAITS = [500, 1000, 2000, 3000];

/**
 * Dismisses one of PIM's own alerts with the administrator's own authority: nothing that it is about is touched. It is
 * done only where PIM, asked again, calls it inactive; one that is inactive already is not written. `mayBeDone`: an earlier
 * answer was lost.
 * @throws PimError `outcome_unknown` where PIM took it and does not show it
 */
export async function dismissAlert(
  deps: Deps,
  admin: AdministrationGateway,
  operation: Pick<Operation, 'person'>,
  intent: DismissAlertIntent,
  mayBeDone = false,
): Promise<void> {
  const isDismissed = (): Promise<boolean> => isAlertDismissed(deps, admin, operation, intent);
  if (await (mayBeDone ? afterWriting(isDismissed) : isDismissed())) return;
  try {
    await admin.dismissAlert(intent.alertName);
  } catch (error) {
    if (!isPimError(error, 'outcome_unknown')) throw error;
  }
  for (const wait of [0, ...WAITS]) {
    if (wait > 0) await deps.pause(wait);
    if (await afterWriting(isDismissed)) return;
  }
  throw new PimError('outcome_unknown', 'PIM took it; the alert is still active');
}

/** Whether PIM calls the alert inactive, by whomever; where it does, the alert here says so too. Nothing is written to PIM. */
export async function isAlertDismissed(
  { alerts, clock, random }: Deps,
  admin: AdministrationGateway,
  { person }: Pick<Operation, 'person'>,
  { alertId, alertName }: DismissAlertIntent,
): Promise<boolean> {
  if (await admin.isAlertActive(alertName)) return false;
  await alerts.handle(
    alertId,
    (alert) =>
      alert.source === 'pim' && alert.rule === alertName
        ? handledAlert(alert, { kind: 'dismiss' }, { by: person.id, now: clock.now() })
        : undefined,
    { newId: () => random.ulid(), audit: undefined },
  );
  return true;
}
