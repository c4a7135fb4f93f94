/** What became of an answer that was read into objects and written again. */
export interface Differences {
  /** Where something was there before and is gone; lists are not numbered. */
  readonly lost: readonly string[];
  /** Where it means something else than before. */
  readonly changed: readonly string[];
}

/** Compares by meaning: an instant with fewer decimals, or a duration in other units, is the same one. */
export function differencesOf(before: unknown, after: unknown): Differences {
  const lost = new Set<string>();
  const changed = new Set<string>();
  const walk = (one: unknown, other: unknown, at: string): void => {
    if (Array.isArray(one)) {
      const list: readonly unknown[] = Array.isArray(other) ? (other as unknown[]) : [];
      for (const [index, item] of one.entries()) walk(item, list[index], `${at}[]`);
      if (one.length === 0 && !Array.isArray(other)) lost.add(`${at} (empty list)`);
    } else if (typeof one === 'object' && one !== null) {
      if (typeof other !== 'object' || other === null) {
        lost.add(at);
        return;
      }
      for (const [name, inside] of Object.entries(one))
        walk(inside, (other as Readonly<Record<string, unknown>>)[name], at === '' ? name : `${at}.${name}`);
    } else if (other === undefined) lost.add(one === null ? `${at} (null)` : at);
    else if (!isSame(one, other))
      changed.add(`${at} (${JSON.stringify(one)} became ${JSON.stringify(other)})`);
  };
  walk(before, after, '');
  return { lost: [...lost], changed: [...changed] };
}

function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== 'string' || typeof other !== 'string') return false;
  if (/^P(?:\d|T)/u.test(one)) return lengthOf(one) === lengthOf(other);
  const [a, b] = [instantOf(one), instantOf(other)];
  return a !== undefined && a === b;
}

/** Milliseconds; undefined where the text is no instant. */
function instantOf(text: string): number | undefined {
  return /^\d{4}-\d\d-\d\dT[\d:.]+Z$/u.test(text) ? Date.parse(text) : undefined;
}

/** Seconds of an ISO 8601 duration without months and years, which have no fixed length. */
function lengthOf(text: string): number | string {
  const found = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/u.exec(text);
  if (found === null) return text;
  const parts: readonly (string | undefined)[] = found.slice(1);
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = parts.map((part) => Number(part ?? 0));
  return ((days * 24 + hours) * 60 + minutes) * 60 + seconds;
}
