import { openChat } from '../../bot/chat.ts';
import { createConnector } from '../../bot/connector.ts';
import { SendError } from '../../bot/sendError.ts';
import { createServiceUrlCheck } from '../../bot/serviceUrls.ts';
import { type ConfigParts } from '../../configParts.ts';
import { type Entra } from '../../graph/entra.ts';
import { isPimError } from '../../pim/errors.ts';
import { tenantId } from '../../pim/ids.ts';
import {
  besideEmergencyAccounts,
  findUnreachable,
  isNobodyReachable,
} from '../../pim/operations/findUnreachable.ts';
import { type Conversation } from '../../pim/records.ts';
import { type Store } from '../../store/store.ts';
import { wordsFor } from '../../words/wordsFor.ts';
import { type CommandWorld } from '../command.ts';
import { silent } from '../commandStore.ts';
import { attention, failed, notLookedAt, type Seen, unexpected, well } from './finding.ts';

/** What looking at people takes beside the database. */
export interface Surroundings {
  readonly parts: ConfigParts;
  readonly world: Pick<CommandWorld, 'clock'>;
  readonly entra: Entra | undefined;
}

const SEND_MS = 10_000;

const noEntra = notLookedAt('the configuration is wrong', 'Put the configuration right first.');

/** Whether changes go to PIM as far as the database says. */
export async function relay({ relaySwitch, quarantine }: Store): Promise<Seen> {
  const [{ isOn }, { isOn: isQuarantined }] = await Promise.all([relaySwitch.state(), quarantine.state()]);
  if (!isOn)
    return attention(
      'the relay is switched off: no change goes to PIM',
      'To switch it on: npm run cli -- relay on.',
    );
  return isQuarantined
    ? attention(
        'a restored database waits for PIM to be read again: no change goes to PIM',
        'Wait until the service has read every open request, or see "restored".',
      )
    : well('nothing holds changes back');
}

/** Whether every approver can be written to. */
export async function approvers(store: Store, { entra, parts }: Surroundings): Promise<Seen> {
  if (entra === undefined || parts.entra === undefined) return noEntra;
  try {
    const { breakGlass } = parts.entra.settings.yardstick;
    const found = await findUnreachable({ ...store, ...entra }, tenantId(parts.entra.tenantId));
    const roles = found.map((role) => besideEmergencyAccounts(role, breakGlass));
    const silentRoles = roles.filter(isNobodyReachable);
    const missing = new Set(roles.flatMap(({ unreachable }) => unreachable.map(({ person }) => person.id)));
    if (silentRoles.length > 0)
      return failed(
        `nobody can be reached for ${silentRoles.length} of ${roles.length} roles with approval`,
        'npm run cli -- reach names them, and why. Have the app installed for these people, or unblocked by them, or switch delivery.installForApprovers on.',
      );
    return missing.size > 0
      ? attention(
          `${missing.size} approvers cannot be reached, though somebody can for every role`,
          'npm run cli -- reach names them, and why. Have the app installed for these people, or unblocked by them.',
        )
      : well(`everybody can be reached, for ${roles.length} roles with approval`);
  } catch (error) {
    return isPimError(error)
      ? notLookedAt(`Entra could not be read (${error.code})`, 'Put the permissions right first.')
      : unexpected(error);
  }
}

/** Writes to one person, whom the operator named. */
export async function message(store: Store, upn: string, surroundings: Surroundings): Promise<Seen> {
  const { entra, parts, world } = surroundings;
  if (entra === undefined || parts.entra === undefined || parts.cloud === undefined) return noEntra;
  const named = (await entra.directory.peopleCalled(upn)).find(
    ({ userPrincipalName }) => userPrincipalName.toLowerCase() === upn.toLowerCase(),
  );
  if (named === undefined)
    return failed(`Entra knows nobody as ${upn}`, 'Give the sign-in name as Entra has it.');
  const person = { tenantId: tenantId(parts.entra.tenantId), id: named.id };
  const conversation = await store.conversations.of(person);
  if (conversation === undefined)
    return failed(`${upn} has never had the app`, 'Install the app for them; then their chat is known.');
  if (!conversation.isInstalled)
    return failed(`${upn} has removed the app`, 'Install the app for them again.');
  const connector = createConnector({
    token: entra.connectorToken,
    allowedServiceUrls: createServiceUrlCheck({
      cloud: parts.cloud,
      ...(parts.sandboxUrl === undefined ? {} : { sandboxUrl: parts.sandboxUrl }),
    }),
    fetch,
    clock: world.clock,
    logger: silent,
    deadlineMilliseconds: SEND_MS,
  });
  return sent(upn, conversation, openChat(connector, conversation));
}

async function sent(upn: string, { locale }: Conversation, chat: ReturnType<typeof openChat>): Promise<Seen> {
  try {
    await chat.sendText(wordsFor(locale ?? 'en').replies.operatorTest);
    return well(`Teams took a message to ${upn}`);
  } catch (error) {
    if (!(error instanceof SendError)) throw error;
    const { kind, code } = error;
    return failed(
      `Teams did not take a message to ${upn} (${kind}, ${code})`,
      kind === 'refused' || kind === 'gone'
        ? 'Look whether they blocked or removed the app, and whether a policy of Teams forbids it.'
        : 'Look whether this machine reaches the Teams connector, and at token.connector; then try again.',
    );
  }
}
