import { PimError } from '../errors.ts';
import { type Person } from '../ids.ts';
import { type ActivationInput } from '../policy.ts';
import { isAcceptable, type TicketCheck } from '../tickets.ts';
import { type OperationDeps } from './deps.ts';

type Deps = Pick<OperationDeps, 'tickets' | 'directory' | 'clock'>;

/** Whether the ticket of an activation is one that a system can be asked about. */
export const isCheckable = ({ tickets }: Deps, { ticketNumber }: ActivationInput): boolean =>
  tickets?.systemOf(ticketNumber) !== undefined;

/**
 * What the ticket system says of an activation's ticket; `undefined` where no system's numbers look like it. It is asked
 * as if the activation began now, or when it is planned.
 */
export async function checkTicket(
  deps: Deps,
  person: Person,
  input: ActivationInput,
): Promise<TicketCheck | undefined> {
  const system = deps.tickets?.systemOf(input.ticketNumber);
  return system === undefined ? undefined : askSystem(deps, person, input, system);
}

/** The same of a system that is named, whatever its numbers look like. Where none is set up, nothing was checked. */
export async function askSystem(
  { tickets, directory, clock }: Deps,
  person: Person,
  { ticketNumber, startAt, durationMinutes }: ActivationInput,
  system: string,
): Promise<TicketCheck> {
  if (tickets === undefined) return unchecked(system, clock.now());
  const requestor = await directory.person(person.id);
  const begin = startAt ?? clock.now();
  const activation = { startAt: begin, endAt: new Date(begin.getTime() + durationMinutes * 60_000) };
  return tickets.check(system, {
    ticketNumber,
    requestor: requestor ?? { id: person.id, displayName: '', userPrincipalName: '' },
    activation,
  });
}

const unchecked = (system: string, checkedAt: Date): TicketCheck => ({
  system,
  verdict: 'notChecked',
  ifUnknown: 'block',
  checkedAt,
  title: undefined,
  state: undefined,
  window: undefined,
  link: undefined,
});

/** @throws PimError `policy_not_satisfied` where the activation may not go on with this ticket */
export function refuseBadTicket(check: TicketCheck | undefined): void {
  if (check === undefined || check.verdict === 'valid' || isAcceptable(check)) return;
  const { system, verdict, state, window } = check;
  throw new PimError('policy_not_satisfied', `The ticket is ${verdict}`, {
    unmet: [
      {
        rule: 'ticket_refused',
        system,
        verdict,
        state: verdict === 'notOpen' ? state : undefined,
        windowStart: verdict === 'outsideWindow' ? window?.startAt?.toISOString() : undefined,
        windowEnd: verdict === 'outsideWindow' ? window?.endAt?.toISOString() : undefined,
      },
    ],
  });
}
