/** What somebody wants to keep under a name; as typed, and checked where it is kept. */
export interface SaveWords {
  /** Empty: what was activated last. */
  readonly roleWords: string;
  /** Empty where none was said. */
  readonly name: string;
  /** To be kept with it; `undefined`: none. */
  readonly justification: string | undefined;
}

const BECAUSE = /\sbecause(?:\s{1,9}of)?(?:\s|$)/iu;
const WHAT_WAS_DONE = /^(?:this|that|it|these|those|them|the\s+last|last)?$/iu;

/** Reads what stands behind "save": `exchange admin and user admin as on-call because weekly duty`. */
export function readSave(rest: string): SaveWords {
  const because = BECAUSE.exec(rest);
  const head = because === null ? rest : rest.slice(0, because.index);
  const reason = because === null ? '' : rest.slice(because.index + because[0].length).trim();
  const padded = ` ${head} `;
  // The last one: a role may have "as" in its name, a preset hardly.
  const at = padded.toLowerCase().lastIndexOf(' as ');
  if (at === -1) return { roleWords: '', name: '', justification: undefined };
  const roles = padded.slice(0, at).trim();
  return {
    roleWords: WHAT_WAS_DONE.test(roles) ? '' : roles,
    name: padded
      .slice(at + ' as '.length)
      .trim()
      .replace(/[.!]$/u, ''),
    justification: reason === '' ? undefined : reason,
  };
}

const BETWEEN = /[,;+&]|(?<=\s)(?:and|und)(?=\s)/iu;

/** The names in a line that may name several roles; "and", "und" and commas stand between them. */
export const roleNamesIn = (words: string): readonly string[] =>
  words
    .split(BETWEEN)
    .map((name) => name.trim().replace(/^(?:the|my|and|und|die|meine)\s+/iu, ''))
    .filter((name) => name !== '');
