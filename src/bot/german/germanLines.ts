import { type CommandName } from '../commandList.ts';
import { germanCommands } from './germanCommands.ts';
import { digestStopInGerman } from './germanStops.ts';

/** A German line: the command, and what stands behind its first words. */
export interface GermanLine {
  readonly name: CommandName;
  readonly rest: string;
}

const COURTESY =
  /^(?:(?:bitte|hallo|hi|hey|guten (?:tag|morgen|abend)|moin|servus|latchkey|ok|okay|also|und|jetzt|kannst du|könntest du|können sie|könnten sie)[\s,:!.]+)+/iu;
const THANKS = /(?<!\s)\s+(?:bitte|danke)[.!]?$/iu;
const END = /(?<![\s,:;.!?])[\s,:;.!?]+$/u;

/** "Ich möchte … aktivieren": the verb stands last, or before the reason. */
const VERB_LAST =
  /^(?:ich (?:möchte|moechte|will|würde gern(?:e)?)|kann ich|darf ich)\s+(?:bitte\s+)?(?<what>\S.*?)\s(?<verb>aktivieren|deaktivieren|verlängern|abbrechen)(?![\p{L}\p{N}])(?<tail>[\s,.?!]*(?:(?:weil|wegen)\s.*)?)$/iu;

/** "Brich … ab", and what somebody says who wants no digest. */
const BREAK_OFF = /^brich (?<what>\S.*?)\sab(?!\p{L})(?<tail>.*)$/iu;
const NO_DIGEST = /^(?:(?:schalte|bestelle?) (?<what>\S.*?)\s(?:ab|aus)|(?<none>keine?[nrs]?\s.*))[.!]?$/iu;

/** What is understood to its last word or does nothing: there "nicht" is read like any other word. */
const readWhole: ReadonlySet<CommandName> = new Set(['cancel', 'digest']);

/** "Aktiviere das nicht" asks for nothing. Behind a reason the word may stand. */
const NOT = /(?<![\p{L}\p{N}])(?:nicht|nie|keine[nrs]?)(?![\p{L}\p{N}])/iu;
const REASON = /(?<![\p{L}\p{N}])(?:weil|wegen|aufgrund|denn|grund|begründung|kommentar)(?![\p{L}\p{N}])/iu;

const beginnings = (Object.entries(germanCommands) as [CommandName, (typeof germanCommands)[CommandName]][])
  .flatMap(([name, command]) =>
    command.beginnings.map((beginning) => ({ name, beginning, isWhole: command.isWhole })),
  )
  .sort((a, b) => b.beginning.length - a.beginning.length);

/** Reads a line that begins a command in German; `undefined` for every other, and for one that says "nicht". */
export function readGermanLine(line: string): GermanLine | undefined {
  const courteous = line.replace(COURTESY, '');
  const found = beginningIn(line) ?? beginningIn(courteous) ?? verbLastIn(courteous) ?? partedIn(courteous);
  if (found === undefined || readWhole.has(found.name)) return found;
  const reason = REASON.exec(found.rest);
  const asked = reason === null ? found.rest : found.rest.slice(0, reason.index);
  return NOT.test(asked) ? undefined : found;
}

function beginningIn(line: string): GermanLine | undefined {
  const lower = line.toLowerCase();
  for (const { name, beginning, isWhole } of beginnings) {
    if (!lower.startsWith(beginning)) continue;
    const rest = line.slice(beginning.length);
    if (rest !== '' && !/^[\s,:;.!?-]/u.test(rest)) continue;
    const words = rest.replace(THANKS, '').replace(/^[\s,:;.!?-]+/u, '');
    if (isWhole && words.replace(END, '') !== '') continue;
    return { name, rest: words };
  }
  return undefined;
}

/** A verb whose parts stand around what it is about. */
function partedIn(line: string): GermanLine | undefined {
  const { what, tail = '' } = BREAK_OFF.exec(line)?.groups ?? {};
  if (what !== undefined) return { name: 'cancel', rest: `${what}${tail}` };
  const { what: ended, none } = NO_DIGEST.exec(line)?.groups ?? {};
  const wish = digestStopInGerman(ended ?? none ?? '');
  return wish?.kind === 'off' ? { name: 'digest', rest: 'aus' } : undefined;
}

const verbs: Readonly<Record<string, CommandName>> = {
  aktivieren: 'activate',
  deaktivieren: 'deactivate',
  verlängern: 'extend',
  abbrechen: 'cancel',
};

function verbLastIn(line: string): GermanLine | undefined {
  const { what, verb = '', tail = '' } = VERB_LAST.exec(line)?.groups ?? {};
  const name = verbs[verb.toLowerCase()];
  return what === undefined || name === undefined ? undefined : { name, rest: `${what} ${tail}`.trim() };
}
