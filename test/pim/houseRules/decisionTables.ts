import { houseRulesOf } from '../../../src/houseRuleReading.ts';
import { type HouseDirectory, type RuleRequest } from '../../../src/pim/houseRules/circumstances.ts';
import { type Demand } from '../../../src/pim/houseRules/chains.ts';
import { indexRules, type RuleIndex } from '../../../src/pim/houseRules/ruleIndex.ts';
import { rulesFor } from '../../../src/pim/houseRules/rulesFor.ts';
import { type AskedLine, type Ruling } from '../../../src/pim/houseRules/ruling.ts';
import { type Vote } from '../../../src/pim/houseRules/stages.ts';
import { askedNow, seatsOf, votesAt, type Voting } from '../../../src/pim/houseRules/votes.ts';
import { principalId, type PrincipalId, roleDefinitionId } from '../../../src/pim/ids.ts';
import { type TicketVerdict } from '../../../src/pim/tickets.ts';
import { readSettings } from '../../../src/settings.ts';

/** One row of a table. */
export interface Decision {
  readonly title: string;
  /** What the rules make of it, in the words of the last column. */
  readonly found: () => string;
  readonly expected: string;
}

/** Rules, and the tables that follow them. */
export interface Example {
  readonly title: string;
  readonly yaml: string;
  readonly decisions: readonly Decision[];
}

type Row = Readonly<Record<string, string>>;

/** Everybody an example names: by the comment after an id, else by a number of their own. */
class Cast {
  readonly #ids = new Map<string, PrincipalId>();
  constructor(text: string) {
    for (const [, id = '', name = ''] of text.matchAll(/'([0-9a-f-]{36})',?\s*# (.+)$/gm))
      this.#ids.set(name.trim(), principalId(id));
  }
  id(name: string): PrincipalId {
    const known = this.#ids.get(name.trim());
    if (known !== undefined) return known;
    const id = principalId(`00000000-0000-4000-9000-${String(this.#ids.size + 1).padStart(12, '0')}`);
    this.#ids.set(name.trim(), id);
    return id;
  }
  name(id: PrincipalId): string {
    return [...this.#ids].find(([, known]) => known === id)?.[0] ?? id;
  }
}

/**
 * The examples of a page: each `yaml` block with the tables below it. `Groups: A = Ben, Chi; B = unread.` and
 * `Managers: Ana = Ben.` in the text between say who is who; a block `yaml later` has the rules that "new rules" brings.
 */
export function examplesIn(page: string): readonly Example[] {
  const parts = page.split(/^```yaml\n/m);
  return parts.slice(1).map((part, index) => {
    const heading = [...(parts[index] ?? '').matchAll(/^#+ (.+)$/gm)].at(-1)?.[1] ?? `example ${index + 1}`;
    const [yaml = ''] = part.split(/^```$/m);
    return { title: heading, yaml, decisions: decisionsOf(part, yaml) };
  });
}

function rulesOf(yaml: string): RuleIndex {
  const read = readSettings(yaml);
  if ('reasons' in read) throw new Error(read.reasons.join('\n'));
  return indexRules(houseRulesOf(read.settings.houseRules));
}

function decisionsOf(part: string, yaml: string): readonly Decision[] {
  const index = rulesOf(yaml);
  const [, laterYaml] = /^```yaml later\n(.*?)^```$/ms.exec(part) ?? [];
  const later = laterYaml === undefined ? undefined : rulesOf(laterYaml);
  return rowsOf(part.slice(yaml.length)).map((row) => {
    const cells = Object.values(row).filter((cell) => cell !== '');
    return {
      title: cells.join(' | '),
      expected: row['outcome'] ?? '',
      found: () => played(row, part, index, later),
    };
  });
}

function rowsOf(text: string): readonly Row[] {
  const rows: Row[] = [];
  let header: readonly string[] | undefined;
  for (const line of text.split('\n')) {
    if (!line.startsWith('|')) {
      header = undefined;
      continue;
    }
    const cells = line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll('`', ''));
    if (header === undefined) header = cells;
    else if (!cells.every((cell) => /^:?-+:?$/.test(cell)))
      rows.push(Object.fromEntries(header.map((name, place) => [name, cells[place] ?? ''])));
  }
  return rows.filter((row) => 'outcome' in row);
}

/** A directory that can change while a row is played. */
class Directory implements HouseDirectory {
  readonly groups = new Map<PrincipalId, Set<PrincipalId> | undefined>();
  readonly managers = new Map<PrincipalId, PrincipalId>();
  constructor(text: string, cast: Cast) {
    for (const [name, list] of listed(text, 'Groups')) {
      const people = list.split(',').map((one) => cast.id(one));
      this.groups.set(
        cast.id(name),
        list === 'unread' ? undefined : new Set(list === 'nobody' ? [] : people),
      );
    }
    for (const [name, manager] of listed(text, 'Managers'))
      this.managers.set(cast.id(name), cast.id(manager));
  }
  membersOf(group: PrincipalId): ReadonlySet<PrincipalId> | undefined {
    return this.groups.get(group);
  }
  managerOf(person: PrincipalId): PrincipalId | null {
    return this.managers.get(person) ?? null;
  }
}

function listed(text: string, what: string): readonly (readonly [string, string])[] {
  const [, list = ''] = new RegExp(`^${what}: ([^]*?)\\.$`, 'm').exec(text) ?? [];
  return list.split(';').flatMap((one) => {
    const [name = '', value = ''] = one.split('=').map((side) => side.replaceAll(/\s+/g, ' ').trim());
    return value === '' ? [] : [[name, value] as const];
  });
}

const DEFAULT_AT = '2026-11-25 10:00';
const roleIds: Readonly<Record<string, string>> = {
  'Global Administrator': '62e90394-69f5-4237-9190-012177145e10',
};
const minutesOf = (text: string): number => Number.parseFloat(text) * (text.endsWith('m') ? 1 : 60);

function requestOf(row: Row, cast: Cast): RuleRequest {
  const [role = 'Global Administrator', tier] = (row['role'] ?? '').split(' in ');
  const displayName = role === '' ? 'Global Administrator' : role;
  const [ticket = '', answer] = (row['ticket'] ?? '').split(', ');
  const [system = '', said = ''] = answer?.split(' says ') ?? [];
  return {
    requestor: cast.id(row['who'] ?? 'Ana'),
    role: {
      id: roleDefinitionId(roleIds[displayName] ?? '29232cdf-9323-42fd-ade2-1d097af3e4de'),
      displayName,
      isPrivileged: true,
      tier: tier ?? (displayName === 'Global Administrator' ? 'Control plane' : undefined),
    },
    scopeId: row['scope'] === undefined || row['scope'] === '' ? '/' : row['scope'],
    startAt: timeOf(row['at'] ?? '', DEFAULT_AT),
    minutes: minutesOf(row['for'] === undefined || row['for'] === '' ? '1h' : row['for']),
    ticket: ticket === '' ? undefined : ticket,
    ticketAnswers: answer === undefined ? undefined : new Map([[system, said as TicketVerdict]]),
    isEmergency: row['emergency'] === 'yes',
  };
}

/** `2026-11-25 10:00`, or a clock time of the day before it, both in UTC; `+1d 09:00` of the next day. */
function timeOf(text: string, day: string): Date {
  const written = text.trim() === '' ? day : text.trim();
  if (/^\d{4}-/.test(written)) return new Date(`${written.replace(' ', 'T')}:00Z`);
  const [, days = '0', time = ''] = /^(?:\+(\d)d )?(\d\d:\d\d)$/.exec(written) ?? [];
  const base = new Date(`${(/^\d{4}-/.test(day.trim()) ? day.trim() : DEFAULT_AT).slice(0, 10)}T${time}:00Z`);
  return new Date(base.getTime() + Number(days) * 86_400_000);
}

function played(row: Row, text: string, index: RuleIndex, later: RuleIndex | undefined): string {
  const cast = new Cast(text);
  const directory = new Directory(text, cast);
  const request = requestOf(row, cast);
  const past = (row['earlier'] ?? '').split(';').flatMap((one) => {
    const [, at = '', kind = ''] = /^\s*(\S+(?: \d\d:\d\d)?) (ended|denied|emergency)$/.exec(one) ?? [];
    if (kind === '') return [];
    const when = timeOf(at, row['at'] ?? '');
    return [
      {
        roleDefinitionId: request.role.id,
        requestedAt: when,
        endedAt: kind === 'emergency' ? undefined : when,
        wasEmergency: kind === 'emergency',
      },
    ];
  });
  const judged = (by: RuleIndex): Ruling => rulesFor(request, request.startAt, by, { directory, past });
  const ruling = judged(index);
  if (ruling.verdict !== 'waits') return outcomeOf(ruling);
  const system = ruling.asked.find((line) => line.thing === 'ticket' && line.isMet === undefined);
  if (system?.thing === 'ticket') return `waits for ${system.ticket.check ?? ''}`;
  return voted(row, request, ruling.demand, { cast, directory, newer: () => judged(later ?? index).demand });
}

function outcomeOf({ verdict, asked }: Ruling): string {
  const reasons = asked.filter(({ isMet }) => isMet === false).map(reasonOf);
  return reasons.length === 0 ? verdict : `${verdict}: ${reasons.join(', ')}`;
}

function reasonOf(line: AskedLine): string {
  switch (line.thing) {
    case 'ticket':
      return `ticket ${line.problem === 'otherPattern' ? 'of another form' : (line.problem ?? '')}`;
    case 'maximum':
      return 'too long';
    case 'coolDown':
      return 'pause';
    case 'emergency':
      return `no emergency (${line.why})`;
    default:
      return line.thing;
  }
}

interface Stage {
  readonly cast: Cast;
  readonly directory: Directory;
  readonly newer: () => Demand;
}

/** Plays what happens: `10:05 Ben yes; 10:10 Chi no; 10:20 Ben leaves Admins; 10:30 new rules`. */
function voted(row: Row, request: RuleRequest, asked: Demand, { cast, directory, newer }: Stage): string {
  const votes: Vote[] = [];
  const refused: string[] = [];
  let voting: Voting = { requestor: request.requestor, requestedAt: request.startAt, asked, votes };
  let now = request.startAt;
  for (const happening of (row['then'] ?? '').split(';').map((one) => one.trim())) {
    if (happening === '') continue;
    const [, at = '', who = '', what = '', group = ''] =
      /^((?:\+\d+d )?\d\d:\d\d) (\S+) (\S+) ?(.*)$/.exec(happening) ?? [];
    if (at === '') throw new Error(`Not understood: ${happening}`);
    now = timeOf(at, row['at'] ?? '');
    if (what === 'rules') voting = { ...voting, current: { demand: newer(), since: now } };
    else if (what === 'joins') directory.groups.get(cast.id(group))?.add(cast.id(who));
    else if (what === 'leaves') directory.groups.get(cast.id(group))?.delete(cast.id(who));
    else {
      const by = cast.id(who);
      const seats = seatsOf(voting, by, now, directory);
      if (seats.length === 0) refused.push(who);
      else votes.push({ by, decision: what === 'yes' ? 'approve' : 'deny', at: now, seats });
    }
  }
  const at = row['now'] === undefined || row['now'] === '' ? now : timeOf(row['now'], row['at'] ?? '');
  const notTaken = refused.length === 0 ? '' : `, not taken: ${refused.join(', ')}`;
  return stateAt(voting, at, directory, cast) + notTaken;
}

function stateAt(voting: Voting, at: Date, directory: Directory, cast: Cast): string {
  const state = votesAt(voting, at, directory);
  switch (state.state) {
    case 'waiting': {
      const people = state.on.flatMap((stage) => askedNow(voting, stage, at, directory));
      const names = [...new Set(people.map((id) => cast.name(id)))].sort();
      return `waits for ${names.length === 0 ? 'nobody' : names.join(', ')}`;
    }
    case 'denied':
      return `denied by ${cast.name(state.by)}`;
    case 'lapsed':
      return `lapsed (${state.why})`;
    case 'approved':
      return 'approved';
  }
}
