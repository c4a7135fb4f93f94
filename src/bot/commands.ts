import { readActivation, type ActivationWords } from '../dialogs/activationWords.ts';
import { editDistance } from '../pim/roleMatching.ts';
import { type AssignmentWords, readAssignment } from './changes/assignmentWords.ts';
import { type CommandName, commands } from './commandList.ts';
import { type GermanLine, readGermanLine } from './german/germanLines.ts';
import {
  assignmentInGerman,
  decisionInGerman,
  digestInEnglish,
  nameInGerman,
  questionInEnglish,
  saveInGerman,
} from './german/germanRests.ts';
import { readSave, type SaveWords } from './habits/presetWords.ts';
import { type Question, readQuestion } from './questionWords.ts';

/** What a line of text asks for. */
export type Understood =
  | { readonly command: 'activate' | 'emergency'; readonly words: ActivationWords }
  | { readonly command: 'deactivate' | 'extend'; readonly roleWords: string }
  | { readonly command: 'approve' | 'deny'; readonly number: number | undefined; readonly comment: string }
  | { readonly command: 'digest'; readonly wish: DigestWish }
  | { readonly command: 'assign'; readonly words: AssignmentWords }
  | { readonly command: 'save'; readonly words: SaveWords }
  | { readonly command: 'question'; readonly question: Question }
  | {
      readonly command:
        | 'activateAgain'
        | 'myRoles'
        | 'cancel'
        | 'pending'
        | 'help'
        | 'signOut'
        | 'audit'
        | 'alerts'
        | 'reviews'
        | 'myReviews'
        | 'makeEligible'
        | 'presets'
        | 'applyPolicy'
        | 'defaults';
    }
  /** `words`: the line, cleaned. */
  | { readonly command: 'nothing'; readonly words: string };

/** What is wanted of the digest: now, at a time of day (`HH:MM`), off, on, at weekends or not, or something else. */
export type DigestWish =
  | { readonly kind: 'now' | 'off' | 'on' | 'unclear' }
  | { readonly kind: 'at'; readonly time: string }
  | { readonly kind: 'weekends'; readonly isOn: boolean };

/** Longer lines are not read; nobody types so much by intention. Characters. */
export const MOST_CHARACTERS = 4000;

const COURTESY =
  /^(?:(?:please|pls|plz|kindly|hi|hey|hello|ok|okay|latchkey|so|and|now|can you|could you|would you|can i|may i|i(?:'d| would) like (?:to|you to)|i want (?:to|you to)|i need (?:you )?to|let me|just)[\s,:!.]+)+/iu;

/** Text as typed, without mentions, control characters and doubled spaces. */
export const cleanText = (text: string): string =>
  text
    .replace(/<at[^>]*>[^<]*<\/at>/giu, ' ')
    .replace(/&nbsp;/gu, ' ')
    .replace(/[\p{Cc}\p{Cf}]+/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim();

interface Beginning {
  readonly name: CommandName;
  readonly rest: string;
}

const startsWith = (line: string, beginning: string): string | undefined => {
  if (!line.toLowerCase().startsWith(beginning)) return undefined;
  const rest = line.slice(beginning.length);
  return rest === '' || /^[\s,:;.!?-]/u.test(rest) ? rest.replace(/^[\s,:;.!?-]+/u, '') : undefined;
};

function beginningOf(line: string): Beginning | undefined {
  const found = commands
    .flatMap(({ name, beginnings }) => beginnings.map((beginning) => ({ name, beginning })))
    .sort((a, b) => b.beginning.length - a.beginning.length)
    .flatMap(({ name, beginning }) => {
      const rest = startsWith(line, beginning);
      return rest === undefined ? [] : [{ name, rest }];
    });
  return found[0] ?? misspelt(line);
}

/**
 * A first word with one or two slips ("actvate", "aprove") in a command of one word and four letters or more. Another
 * word is no slip: "approved", "reactivate". "deny" is too short to be told from other words, and decides.
 */
function misspelt(line: string): Beginning | undefined {
  const [first = ''] = line.split(' ', 1);
  const typed = first.toLowerCase();
  if (!/^[a-z]+$/.test(typed)) return undefined;
  const near = commands
    .filter(
      ({ name, title }) => name !== 'deny' && typed.startsWith(title.slice(0, 1)) && !typed.startsWith(title),
    )
    .map(({ name, title }) => ({ name, distance: editDistance(typed, title, 2), length: title.length }))
    .filter(
      ({ name, distance, length }) => length >= 4 && distance <= (length >= 7 && name !== 'approve' ? 2 : 1),
    )
    .sort((a, b) => a.distance - b.distance);
  const [best, second] = near;
  if (best === undefined || best.distance === second?.distance) return undefined;
  return { name: best.name, rest: line.slice(first.length).trim() };
}

const withoutArticles = (text: string): string =>
  text
    .replace(/^(?:the|my|a|an|role|for me)\s+/iu, '')
    .replace(/^(?:the|my|role)\s+/iu, '')
    .replace(/(?<!\s)\s+(?:please|pls|plz|thanks|thank you|thx)[.!]?$/iu, '')
    .trim();

const withoutRoleWord = (roleWords: string): string =>
  withoutArticles(roleWords)
    .replace(/(?<![?!.])[?!.]+$/u, '')
    .replace(/(?<!\s)\s+(?:role|rights?|permissions?|access)$/iu, '')
    .trim();

function readDecision(rest: string): { readonly number: number | undefined; readonly comment: string } {
  const match = /^(?:request\s+|number\s+|no\.?\s*|#)?(\d{1,6})(?!\d)\s*[,:.-]?\s*/iu.exec(rest);
  const comment = (match === null ? rest : rest.slice(match[0].length)).replace(
    /^(?:because(?:\s+of)?|reason\s*:?|with\s+comment|comment\s*:?)\s+/iu,
    '',
  );
  return { number: match === null ? undefined : Number(match[1]), comment: comment.trim() };
}

function readDigest(rest: string): DigestWish {
  const wish = rest
    .toLowerCase()
    .replace(/(?<![\s.!])[\s.!]+$/, '')
    .replace(/(?<!\s)\s+please$/, '');
  if (wish === '' || /^(?:now|today|please)$/.test(wish)) return { kind: 'now' };
  if (/^(?:off|stop|no|never|disable)$/.test(wish)) return { kind: 'off' };
  if (/^(?:on|daily|yes|start|enable)$/.test(wish)) return { kind: 'on' };
  const weekends = /^(?:(no|not)\s+)?(?:(?:at|on)\s+)?(?:the\s+)?weekends?(?:\s+(on|off|yes|no))?$/.exec(
    wish,
  );
  if (weekends !== null) {
    const [, not, answer = 'on'] = weekends;
    return { kind: 'weekends', isOn: not === undefined && (answer === 'on' || answer === 'yes') };
  }
  const match = /^(?:at\s+)?(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?$/.exec(wish);
  if (match === null) return { kind: 'unclear' };
  const [, hours = '', minutes = '00', half] = match;
  const hour = (Number(hours) % (half === undefined ? 24 : 12)) + (half === 'pm' ? 12 : 0);
  const isHour = half === undefined ? Number(hours) <= 23 : Number(hours) >= 1 && Number(hours) <= 12;
  return !isHour || Number(minutes) > 59
    ? { kind: 'unclear' }
    : { kind: 'at', time: `${String(hour).padStart(2, '0')}:${minutes}` };
}

/** Reads a line. Says what it asks for, or `nothing`: an unclear line is never taken for a command. English goes first. */
export function understand(text: string): Understood {
  const line = cleanText(text).slice(0, MOST_CHARACTERS);
  const beginning = beginningOf(line) ?? beginningOf(line.replace(COURTESY, ''));
  if (beginning?.name === 'help' && beginning.rest !== '') {
    const behindGreeting = beginningOf(line.replace(COURTESY, ''));
    const german = behindGreeting === undefined ? readGermanLine(line) : undefined;
    if (german !== undefined) return germanLine(german);
    return englishLine(behindGreeting ?? beginning);
  }
  if (beginning !== undefined) return englishLine(beginning);
  const german = readGermanLine(line);
  return german === undefined ? { command: 'nothing', words: line } : germanLine(german);
}

function englishLine({ name, rest }: Beginning): Understood {
  switch (name) {
    case 'activate':
    case 'emergency': {
      const words = readActivation(withoutArticles(rest));
      return { command: name, words: { ...words, roleWords: withoutRoleWord(words.roleWords) } };
    }
    case 'deactivate':
    case 'extend':
      return { command: name, roleWords: withoutRoleWord(readActivation(withoutArticles(rest)).roleWords) };
    case 'approve':
    case 'deny':
      return { command: name, ...readDecision(rest) };
    case 'digest':
      return { command: 'digest', wish: readDigest(rest) };
    case 'save':
      return { command: 'save', words: readSave(rest) };
    case 'assign':
      return { command: 'assign', words: readAssignment(rest) };
    case 'whoHas':
    case 'whoCanBecome':
    case 'history':
    case 'stats':
    case 'policy':
      return { command: 'question', question: readQuestion(name, rest) };
    default:
      return { command: name };
  }
}

function germanLine({ name, rest }: GermanLine): Understood {
  switch (name) {
    case 'activate':
    case 'emergency': {
      const words = readActivation(nameInGerman(rest), 'de');
      return { command: name, words: { ...words, roleWords: nameInGerman(words.roleWords) } };
    }
    case 'deactivate':
    case 'extend':
      return { command: name, roleWords: nameInGerman(readActivation(nameInGerman(rest), 'de').roleWords) };
    case 'approve':
    case 'deny':
      return { command: name, ...decisionInGerman(rest) };
    case 'digest':
      return { command: 'digest', wish: readDigest(digestInEnglish(rest)) };
    case 'save':
      return { command: 'save', words: saveInGerman(rest) };
    case 'assign':
      return { command: 'assign', words: assignmentInGerman(rest) };
    case 'whoHas':
    case 'whoCanBecome':
    case 'history':
    case 'stats':
    case 'policy':
      return { command: 'question', question: readQuestion(name, questionInEnglish(rest)) };
    default:
      return { command: name };
  }
}

/** Whether words are read as a name and nothing else, alone and behind "activate": no command, no time, no ticket. */
export function isPlainName(words: string): boolean {
  if (understand(words).command !== 'nothing') return false;
  const understood = understand(`activate ${words}`);
  return understood.command === 'activate' && understood.words.roleWords === words;
}
