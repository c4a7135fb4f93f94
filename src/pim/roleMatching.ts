import { roleAliases } from './roleAliases.ts';
import { type Role, type Scope } from './roles.ts';

/** Something with a role and a scope that a person may have meant. */
export interface Candidate {
  readonly role: Role;
  readonly scope: Scope;
}

/**
 * `exact`: the full name or a known alias, of one role at one scope. `ask`: anything less, best first; a question,
 * never a guess. `none`: nothing comes near.
 */
export type RoleMatch<T extends Candidate> =
  | { readonly kind: 'exact'; readonly candidate: T }
  | { readonly kind: 'ask'; readonly candidates: readonly T[] }
  | { readonly kind: 'none' };

/** What fits less well is not offered: a third of the words, or one of three. */
const LEAST_FIT = 0.34;
/** How many roles a question offers at the most. */
const MOST_OFFERED = 8;

const ADMINISTRATOR = 'administrator';
const shortForms: ReadonlySet<string> = new Set(['admin', 'admins', 'adm', 'administrators']);

/** Lower case, single spaces, without punctuation; letters of other scripts stay what they are. */
const plain = (text: string): string =>
  text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

const words = (text: string): readonly string[] =>
  plain(text)
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => (shortForms.has(word) ? ADMINISTRATOR : word));

/** Equal for two names that differ only in case, punctuation and "admin" for "administrator". */
const canonical = (text: string): string => words(text).join(' ');

/** Every phrase that names this role, and no other of the same catalogue. */
function namesOf({ role, scope }: Candidate): readonly string[] {
  const names = [role.displayName, ...(role.isBuiltIn ? (roleAliases[role.id] ?? []) : [])].map(canonical);
  const place = scope.displayName === undefined ? undefined : canonical(scope.displayName);
  if (place === undefined) return names;
  return [
    ...names,
    ...names.flatMap((name) => [`${name} ${place}`, `${name} in ${place}`, `${name} for ${place}`]),
  ];
}

/** Edits (insert, delete, replace, swap neighbours) between two words, no more than `most` being of interest. */
export function editDistance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      }
      next.push(cost);
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? most + 1;
}

/** 0 to 1: how well one typed word fits one word of a name. "administrator" fits everything and says nothing. */
function wordFit(typed: string, word: string): number {
  if (typed === word) return word === ADMINISTRATOR ? 0.2 : 1;
  if (word.startsWith(typed) && typed.length >= 2) return 0.7;
  const most = typed.length >= 8 ? 2 : typed.length >= 4 ? 1 : 0;
  return most > 0 && editDistance(typed, word, most) <= most ? 0.6 : 0;
}

const initials = (name: string): string =>
  words(name)
    .map((word) => word[0] ?? '')
    .join('');

function fit(typed: readonly string[], candidate: Candidate): number {
  const targets = words(`${candidate.role.displayName} ${candidate.scope.displayName ?? ''}`);
  const single = typed.length === 1 ? typed[0] : undefined;
  if (single !== undefined && single.length >= 2 && single === initials(candidate.role.displayName))
    return 0.8;
  const fits = typed.map((word) => Math.max(0, ...targets.map((target) => wordFit(word, target))));
  const sum = fits.reduce((total, value) => total + value, 0);
  // Somebody who types nothing but "admin" is asked which.
  if (typed.every((word) => word === ADMINISTRATOR)) return sum > 0 ? LEAST_FIT : 0;
  const isMeaningful = typed.some((word, index) => word !== ADMINISTRATOR && (fits[index] ?? 0) > 0);
  return isMeaningful ? sum / typed.length : 0;
}

/**
 * Which of these roles the typed words mean. Meant for one person's own eligibilities (or active roles), never for a
 * tenant's whole catalogue.
 */
export function matchRole<T extends Candidate>(typedWords: string, candidates: readonly T[]): RoleMatch<T> {
  const name = canonical(typedWords);
  if (name === '') return candidates.length === 0 ? { kind: 'none' } : ask(candidates);
  const exact = candidates.filter((candidate) => namesOf(candidate).includes(name));
  const [only] = exact;
  if (only !== undefined && exact.length === 1) return { kind: 'exact', candidate: only };
  if (exact.length > 1) return ask(exact);
  const typed = words(typedWords);
  const near = candidates
    .map((candidate) => ({ candidate, score: fit(typed, candidate) }))
    .filter(({ score }) => score >= LEAST_FIT)
    .sort(
      (a, b) => b.score - a.score || a.candidate.role.displayName.localeCompare(b.candidate.role.displayName),
    )
    .map(({ candidate }) => candidate);
  return near.length === 0 ? { kind: 'none' } : ask(near);
}

/** No more than are shown: a number that nobody saw must choose nothing. */
const ask = <T>(candidates: readonly T[]): { readonly kind: 'ask'; readonly candidates: readonly T[] } => ({
  kind: 'ask',
  candidates: candidates.slice(0, MOST_OFFERED),
});
