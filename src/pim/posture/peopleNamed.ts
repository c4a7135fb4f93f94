import { type Posture } from './posture.ts';
import { type SnapshotPrincipal } from './snapshot.ts';

/** So many are offered at the most. */
const MOST_OFFERED = 8;

const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replaceAll(/\p{M}+/gu, '')
    .toLowerCase()
    .trim();

/**
 * People that typed words can mean, among those whom the posture names at all: the one with that sign-in name or full
 * name, else those whose names have every word.
 */
export function peopleNamed({ snapshot }: Posture, typed: string): readonly SnapshotPrincipal[] {
  const name = plain(typed);
  if (name === '') return [];
  const people = snapshot.principals.filter(({ kind }) => kind === 'person');
  const exact = people.filter(
    ({ displayName, userPrincipalName }) =>
      plain(displayName) === name || plain(userPrincipalName ?? '') === name,
  );
  if (exact.length > 0) return exact.slice(0, MOST_OFFERED);
  const words = name.split(/\s+/u);
  return people
    .filter(({ displayName }) => {
      const own = plain(displayName).split(/[\s-]+/u);
      return words.every((word) => own.some((part) => part === word));
    })
    .slice(0, MOST_OFFERED);
}
