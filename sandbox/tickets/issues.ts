import { type Answer, type Call } from '../world.ts';
import { type Ticket, type TicketRecords } from './ticketRecords.ts';

/** Where the answers are; the key of the issue comes after it. */
export const ISSUES = '/tickets/rest/api/3/issue/';

const noIssue: Answer = {
  status: 404,
  body: {
    errorMessages: ['Issue does not exist or you do not have permission to see it.'],
    errors: {},
  },
};

/** Like Jira's issue API: one issue by its key, its planned times in fields of the house's own. */
export function answerAboutIssue(
  records: TicketRecords,
  { path, method }: Call,
  baseUrl: string,
): Answer | undefined {
  if (method !== 'GET') return undefined;
  const key = decodeURIComponent(path.slice(ISSUES.length));
  const ticket = key.startsWith('CHG') ? undefined : records.of(key);
  return ticket === undefined ? noIssue : { status: 200, body: issueOf(ticket, baseUrl) };
}

function issueOf({ number, title, state, owner, start, end }: Ticket, baseUrl: string): object {
  const isDone = state === 'Done';
  return {
    expand: 'renderedFields,names,schema,operations,editmeta,changelog',
    id: number.replace(/\D/g, ''),
    self: `${baseUrl}${ISSUES}${number}`,
    key: number,
    fields: {
      summary: title,
      status: {
        name: state,
        statusCategory: isDone
          ? { key: 'done', name: 'Done' }
          : { key: 'indeterminate', name: 'In Progress' },
      },
      reporter: { accountId: owner.id, displayName: owner.displayName, emailAddress: owner.mail },
      customfield_10040: withOffset(start),
      customfield_10041: withOffset(end),
    },
  };
}

/** `2026-11-22T09:00:00.000+0000`. */
const withOffset = (time: Date): string => time.toISOString().replace('Z', '+0000');
