import { type TicketQuestion, type TicketWindow } from '../pim/tickets.ts';
import { type TicketVerdict } from '../pim/ticketVerdict.ts';
import { type TicketFacts } from './readTicket.ts';
import { type TicketSystem } from './ticketSystem.ts';

/**
 * What a ticket is worth for an activation. Whose it is comes before everything else about it, so that nobody learns how
 * other people's tickets stand. What is asked for and is not in the answer counts as not met.
 */
export function judgeTicket(
  system: Pick<TicketSystem, 'belongsTo' | 'openStates' | 'window'>,
  ticket: TicketFacts,
  { requestor, activation }: Pick<TicketQuestion, 'requestor' | 'activation'>,
): TicketVerdict {
  if (!ticket.isFound) return 'notFound';
  if (system.belongsTo !== undefined && !isNameOf(system.belongsTo.is, ticket.owner, requestor))
    return 'notRequestors';
  const isOpen = system.openStates.some((state) => isSame(state, ticket.state));
  if (system.openStates.length > 0 && !isOpen) return 'notOpen';
  return system.window === undefined || holds(system.window, ticket.window, activation)
    ? 'valid'
    : 'outsideWindow';
}

const isSame = (one: string | undefined, other: string | undefined): boolean =>
  one !== undefined && one !== '' && one.trim().toLowerCase() === other?.trim().toLowerCase();

function isNameOf(
  is: NonNullable<TicketSystem['belongsTo']>['is'],
  owner: string | undefined,
  { userPrincipalName, mail, displayName }: TicketQuestion['requestor'],
): boolean {
  return isSame({ upn: userPrincipalName, mail, displayName }[is], owner);
}

function holds(
  asked: NonNullable<TicketSystem['window']>,
  window: TicketWindow | undefined,
  { startAt, endAt }: TicketQuestion['activation'],
): boolean {
  const isAfterStart =
    asked.start === undefined || (window?.startAt !== undefined && window.startAt <= startAt);
  const isBeforeEnd = asked.end === undefined || (window?.endAt !== undefined && endAt <= window.endAt);
  return isAfterStart && isBeforeEnd;
}
