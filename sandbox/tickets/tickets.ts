import { type Answer, type Area, type World } from '../world.ts';
import { answerFromTable, CHANGE_TABLE } from './changeTable.ts';
import { answerAboutIssue, ISSUES } from './issues.ts';
import { ticketKeys } from './ticketKeys.ts';
import { TicketRecords } from './ticketRecords.ts';

/** The area of the ticket systems, and how control changes a ticket. */
export interface TicketArea extends Area {
  readonly changeTicket: (body: unknown) => Answer;
}

/** Two small ticket systems of the offline tenant: one like ServiceNow's, one like Jira's, as far as public documentation says. */
export function createTickets({ tenant, clock, journal, baseUrl }: World): TicketArea {
  const records = new TicketRecords(tenant.users, () => clock.now());
  return {
    name: 'tickets',
    prefixes: ['/tickets/'],
    answer: (call) => {
      const key = call.headers.authorization;
      if (call.path === CHANGE_TABLE)
        return Promise.resolve(
          key === ticketKeys.changes ? answerFromTable(records, call) : notAuthenticated,
        );
      if (call.path.startsWith(ISSUES))
        return Promise.resolve(
          key === ticketKeys.issues ? answerAboutIssue(records, call, baseUrl) : notAuthenticated,
        );
      return Promise.resolve(undefined);
    },
    changeTicket: (body) => {
      const ticket = records.change(body);
      if (ticket === undefined)
        return { status: 400, body: { error: { code: 'BadRequest', message: 'There is no such ticket.' } } };
      const { number, state } = ticket;
      journal.add({
        kind: 'ticket',
        summary: `Somebody changed ticket ${number}: ${state}`,
        actor: undefined,
        status: undefined,
        wire: undefined,
      });
      return { status: 204 };
    },
    reset: () => {
      records.reset();
    },
  };
}

const notAuthenticated: Answer = {
  status: 401,
  body: {
    error: { message: 'User Not Authenticated', detail: 'Required to provide Auth information' },
    status: 'failure',
  },
};
