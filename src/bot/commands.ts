import { type ActivationWords, readActivation, withoutReason } from '../dialogs/activationWords.ts';
import { editDistance } from '../pim/roleMatching.ts';
import { type AssignmentWords, readAssignment } from './changes/assignmentWords.ts';
import { type CommandName, commands } from './commandList.ts';
import { type DecisionWords, readDecision } from './decisionWords.ts';
import { type DigestWish, readDigest } from './digestWords.ts';
import { readExtend } from './extendWords.ts';
import { type GermanLine, readGermanLine } from './german/germanLines.ts';
import {
  assignmentInGerman,
  decisionInGerman,
  digestInEnglish,
  nameInGerman,
  questionInEnglish,
  saveInGerman,
} from './german/germanRests.ts';
import { digestStopInGerman, requestInGerman } from './german/germanStops.ts';
import { readSave, type SaveWords } from './habits/presetWords.ts';
import { type Question, readQuestion } from './questionWords.ts';
import { digestStopIn, isSmallTalk } from './stopWords.ts';

/** What a line of text asks for. */
export type Understood =
  | { readonly command: 'activate' | 'emergency'; readonly words: ActivationWords }
  | { readonly command: 'deactivate' | 'extend'; readonly roleWords: string }
  /** Without words: whatever is asked for just now. */
  | { readonly command: 'cancel'; readonly roleWords: string }
  | ({ readonly command: 'approve' | 'deny' } & DecisionWords)
  | { readonly command: 'digest'; readonly wish: DigestWish }
  | { readonly command: 'assign'; readonly words: AssignmentWords }
  | { readonly command: 'save'; readonly words: SaveWords }
  | { readonly command: 'question'; readonly question: Question }
  | {
      readonly command:
        | 'activateAgain'
        | 'myRoles'
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

/** "Sign out now, please"; "sign off on request 3" is something else. */
const JUST_NOW = /^(?:(?:please|pls|plz|now|then|thanks|thank you)[\s,.!?]*)*$/iu;

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

/** Reads a line. Says what it asks for, or `nothing`: an unclear line is never taken for a command. English goes first. */
export function understand(text: string): Understood {
  const line = cleanText(text).slice(0, MOST_CHARACTERS);
  const beginning = beginningOf(line) ?? beginningOf(line.replace(COURTESY, ''));
  if (beginning?.name === 'help' && beginning.rest !== '') {
    const behindGreeting = beginningOf(line.replace(COURTESY, ''));
    const german = behindGreeting === undefined ? readGermanLine(line) : undefined;
    if (german !== undefined) return germanLine(german);
    return englishLine(behindGreeting ?? beginning, line);
  }
  if (beginning !== undefined) return englishLine(beginning, line);
  const german = readGermanLine(line);
  return german === undefined ? { command: 'nothing', words: line } : germanLine(german);
}

/** "Digest aus" too: the word is the same in both languages. */
function readDigestInBoth(rest: string): DigestWish {
  const wish = readDigest(rest);
  return wish.kind === 'unclear' ? readDigest(digestInEnglish(rest)) : wish;
}

/** A wish to stop the digest, where there is one. */
const stopped = (wish: DigestWish | undefined): Understood | undefined => wish && { command: 'digest', wish };

/** A role may begin like the digest: what is not clear of the digest is then a role. */
const clear = (wish: DigestWish | undefined): DigestWish | undefined =>
  wish?.kind === 'unclear' ? undefined : wish;

/** The role that is to be given back: where a time or a length stands there, all of it, since PIM takes a role back at once. */
function heldRoleWords(rest: string): string {
  const head = withoutReason(withoutArticles(rest), 'en');
  return withoutRoleWord(isTimed(readActivation(head)) ? head : readActivation(head).roleWords);
}

function heldRoleInGerman(rest: string): string {
  const head = nameInGerman(withoutReason(nameInGerman(rest), 'de'));
  const words = readActivation(head, 'de');
  return isTimed(words) ? head : nameInGerman(words.roleWords);
}

const isTimed = ({ times, duration }: ActivationWords): boolean =>
  times !== undefined || duration !== undefined;

/** The role whose request is to be taken back; nothing where no more is said than that. */
function requestWords(rest: string): string {
  const head = withoutReason(rest, 'en');
  if (isSmallTalk(head)) return '';
  const named = withoutRoleWord(head).replace(/^(?:request|activation)\s+(?:for|of)\s+/iu, '');
  return withoutRoleWord(withoutRoleWord(named).replace(/(?<!\s)\s+(?:request|activation)$/iu, ''));
}

function wordsOfActivation(rest: string): ActivationWords {
  const words = readActivation(withoutArticles(rest));
  return { ...words, roleWords: withoutRoleWord(words.roleWords) };
}

const inGerman = (words: ActivationWords): ActivationWords => ({
  ...words,
  roleWords: nameInGerman(words.roleWords),
});

function englishLine({ name, rest }: Beginning, line: string): Understood {
  switch (name) {
    case 'activate':
    case 'emergency':
      return { command: name, words: wordsOfActivation(rest) };
    case 'activateAgain': {
      const words = wordsOfActivation(rest);
      // "Again helpdesk" is about that role, which need not be the last.
      return isSmallTalk(words.roleWords) ? { command: name } : { command: 'activate', words };
    }
    case 'deactivate':
      return stopped(clear(digestStopIn(rest))) ?? { command: name, roleWords: heldRoleWords(rest) };
    case 'cancel':
      return stopped(digestStopIn(rest)) ?? { command: name, roleWords: requestWords(rest) };
    case 'extend':
      return { command: name, roleWords: readExtend(rest, 'en', withoutRoleWord) };
    case 'signOut':
      return JUST_NOW.test(rest) ? { command: name } : { command: 'nothing', words: line };
    case 'approve':
    case 'deny':
      return { command: name, ...readDecision(name, rest) };
    case 'digest':
      return { command: 'digest', wish: readDigestInBoth(rest) };
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
    case 'emergency':
      return { command: name, words: inGerman(readActivation(nameInGerman(rest), 'de')) };
    case 'deactivate':
      return stopped(clear(digestStopInGerman(rest))) ?? { command: name, roleWords: heldRoleInGerman(rest) };
    case 'cancel':
      return stopped(digestStopInGerman(rest)) ?? { command: name, roleWords: requestInGerman(rest) };
    case 'extend':
      return { command: name, roleWords: readExtend(rest, 'de', nameInGerman) };
    case 'approve':
    case 'deny':
      return { command: name, ...decisionInGerman(name, rest) };
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
