import { type Answer, type Call } from '../world.ts';
import { type Ticket, type TicketRecords } from './ticketRecords.ts';

/** Where the answers are. */
export const CHANGE_TABLE = '/tickets/api/now/table/change_request';

const MOST_ROWS = 10_000;

/** Numbers of states, as the process of a change has them by default. */
const stateNumbers: Readonly<Record<string, string>> = {
  New: '-5',
  Assess: '-4',
  Authorize: '-3',
  Scheduled: '-2',
  Implement: '-1',
  Review: '0',
  Closed: '3',
  Canceled: '4',
};

/**
 * Like ServiceNow's Table API: a list of rows in `result`, whatever was asked; values, what is displayed, or both, by
 * `sysparm_display_value`. As there, a condition on a field that it does not know is left out.
 */
export function answerFromTable(records: TicketRecords, { query, method }: Call): Answer | undefined {
  if (method !== 'GET') return undefined;
  const conditions = (query.get('sysparm_query') ?? '').split('^');
  const numbers = conditions.flatMap((condition) => /^number=(.*)$/s.exec(condition)?.[1] ?? []);
  const rows = records
    .changes()
    .filter(({ number }) => numbers.every((wanted) => wanted.toUpperCase() === number))
    .slice(0, Number(query.get('sysparm_limit') ?? MOST_ROWS));
  const fields = query.get('sysparm_fields')?.split(',');
  const display = query.get('sysparm_display_value') ?? 'false';
  return { status: 200, body: { result: rows.map((row) => rowOf(row, fields, display)) } };
}

function rowOf(ticket: Ticket, fields: readonly string[] | undefined, display: string): object {
  const cells = Object.entries(cellsOf(ticket)).filter(([name]) => fields?.includes(name) ?? true);
  return Object.fromEntries(
    cells.map(([name, [value, shown]]) => [
      name,
      display === 'all' ? { display_value: shown, value } : display === 'true' ? shown : value,
    ]),
  );
}

/** Each field as it is kept and as it is displayed. */
const cellsOf = ({
  number,
  title,
  state,
  owner,
  start,
  end,
}: Ticket): Readonly<Record<string, readonly [string, string]>> => ({
  number: [number, number],
  short_description: [title, title],
  state: [stateNumbers[state] ?? state, state],
  start_date: [inUtc(start), inUtc(start)],
  end_date: [inUtc(end), inUtc(end)],
  requested_by: [owner.id.replaceAll('-', ''), owner.displayName],
  'requested_by.user_name': [owner.userPrincipalName, owner.userPrincipalName],
  'requested_by.email': [owner.mail ?? '', owner.mail ?? ''],
});

/** `2026-11-22 09:00:00`. */
const inUtc = (time: Date): string => time.toISOString().slice(0, 19).replace('T', ' ');
