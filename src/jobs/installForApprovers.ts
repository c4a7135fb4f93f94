import { isPimError } from '../pim/errors.ts';
import { type Deadlines } from '../pim/followUps.ts';
import { type Person, personKey, type RequestId } from '../pim/ids.ts';
import { NOT_INSTALLED } from '../pim/operations/askApprovers.ts';
import { type OperationDeps } from '../pim/operations/deps.ts';
import { type AppInstaller } from '../pim/ports.ts';
import { isWaitingForApproval, lapsesAt } from '../pim/requests.ts';

const PAGE = 200;

/** What installing needs. */
export interface InstallDeps extends Pick<
  OperationDeps,
  'cards' | 'conversations' | 'claims' | 'audit' | 'clock' | 'logger'
> {
  readonly deadlines: Deadlines;
  readonly appInstaller: AppInstaller;
}

/**
 * Installs the app for approvers who never had it and whom a waiting request could not reach for that reason. Teams then
 * writes to the bot, which brings them their cards. Whoever has removed the app is left alone. One try for a person and
 * day, whoever runs this and however often.
 */
export async function installForApprovers(deps: InstallDeps, signal?: AbortSignal): Promise<void> {
  const missed = await missedApprovers(deps);
  if (missed.length === 0 || (await lacksPermission(deps))) return;
  const day = deps.clock.now().toISOString().slice(0, 10);
  for (const person of missed) {
    if (signal?.aborted === true) return;
    const key = `install/${personKey(person)}/${day}`;
    if (!(await deps.claims.claim(key))) continue;
    if (await installFor(deps, person)) continue;
    // Surely nothing was done, and the next one would fare no better now.
    await deps.claims.release(key);
    return;
  }
}

/** Everybody who was to be asked about a request that still waits, and of whom Latchkey has never heard. */
async function missedApprovers({
  deadlines,
  cards,
  conversations,
  clock,
}: InstallDeps): Promise<readonly Person[]> {
  const now = clock.now();
  const missed = new Map<string, Person>();
  let after: RequestId | undefined;
  for (;;) {
    const page = await deadlines.waiting(now, after, PAGE);
    for (const { id, tenantId, status, createdAt } of page) {
      if (!isWaitingForApproval({ status }) || lapsesAt(createdAt) <= now) continue;
      for (const { kind, person, receipt, refusal } of await cards.ofRequest(tenantId, id)) {
        const isMissed = kind === 'approval' && receipt === 'refused' && refusal === NOT_INSTALLED;
        if (isMissed) missed.set(personKey(person), person);
      }
    }
    after = page.at(-1)?.id;
    if (after === undefined || page.length < PAGE) break;
  }
  const known = await conversations.ofMany([...missed.values()]);
  for (const { person } of known) missed.delete(personKey(person));
  return [...missed.values()];
}

async function lacksPermission(deps: InstallDeps): Promise<boolean> {
  let missing: readonly string[];
  try {
    missing = await deps.appInstaller.missingPermissions();
  } catch (error) {
    deps.logger.warn({ event: 'install.failed', err: error }, 'The app’s own permissions could not be read');
    return true;
  }
  if (missing.length === 0) return false;
  if (await isFirstThisHour(deps, 'permission')) {
    deps.logger.warn(
      { event: 'install.permissionMissing', missing },
      'Latchkey cannot be installed for approvers: it lacks a permission',
    );
  }
  return true;
}

/** What goes on until somebody acts is said once an hour, by one process. */
function isFirstThisHour({ claims, clock }: InstallDeps, what: string): Promise<boolean> {
  return claims.claim(`install/${what}/${clock.now().toISOString().slice(0, 13)}`);
}

/** @returns `false` where surely nothing was done, for a reason that is not the person's */
async function installFor(deps: InstallDeps, person: Person): Promise<boolean> {
  const { appInstaller, logger } = deps;
  try {
    const installation = await appInstaller.install(person.id);
    if (installation === 'notInCatalogue') {
      if (await isFirstThisHour(deps, 'catalogue')) {
        logger.warn(
          { event: 'install.notInCatalogue' },
          'The organization’s catalogue does not have the app',
        );
      }
      return false;
    }
    if (installation === 'alreadyInstalled') {
      logger.warn(
        { event: 'install.alreadyThere', person: person.id },
        'An approver has the app, and Latchkey does not know their chat',
      );
    }
    await noteInstallation(deps, person, installation);
    return true;
  } catch (error) {
    const event = { event: 'install.failed', person: person.id, err: error };
    logger.warn(event, 'The app could not be installed for an approver');
    if (isPimError(error, 'outcome_unknown')) await noteInstallation(deps, person, 'unclear');
    return !isPimError(error, 'pim_unavailable', 'throttled');
  }
}

/** The one change that Latchkey makes by its own authority is in the audit trail like those of people. */
const noteInstallation = (
  { audit }: InstallDeps,
  { tenantId, id }: Person,
  outcome: 'installed' | 'alreadyInstalled' | 'unclear',
): Promise<void> =>
  audit.append({ event: 'app.installed', tenantId, actor: undefined, facts: { person: id, outcome } });
