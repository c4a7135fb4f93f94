import { isGuid, principalId } from '../../pim/ids.ts';
import { type PimDirectory } from '../../pim/ports.ts';
import { peopleNamed } from '../../pim/posture/peopleNamed.ts';
import { type Posture } from '../../pim/posture/posture.ts';
import { type Reviewer } from '../../pim/reviews/review.ts';
import { MOST_REVIEWERS } from '../../pim/reviews/reviewTerms.ts';
import { type ReviewFormWords } from '../../words/reviewWords.ts';

/** Where names are looked up. */
export type ReviewersDirectory = Pick<PimDirectory, 'person' | 'groupName' | 'peopleCalled'>;

/** Who was named, and a sentence for each name that is nobody's or several's. */
export interface NamedReviewers {
  readonly reviewers: readonly Reviewer[];
  readonly problems: readonly string[];
}

/** People by name or sign-in name, people and groups by their object id, groups by name where they hold roles. */
export async function reviewersNamed(
  directory: ReviewersDirectory,
  posture: Posture,
  typed: string,
  words: ReviewFormWords['problems'],
): Promise<NamedReviewers> {
  const reviewers: Reviewer[] = [];
  const problems: string[] = [];
  const names = new Set(
    typed
      .split(/[,;\n]/u)
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  );
  if (names.size > MOST_REVIEWERS) return { reviewers, problems: [words.tooManyReviewers(MOST_REVIEWERS)] };
  for (const name of names) {
    const found = isGuid(name) ? await byId(directory, name) : await byName(directory, posture, name);
    const [only, second] = found;
    if (only === undefined) problems.push(words.unknownReviewer(name));
    else if (second !== undefined) problems.push(words.severalReviewers(name));
    else if (!reviewers.some((one) => isSameReviewer(one, only))) reviewers.push(only);
  }
  return { reviewers, problems };
}

const isSameReviewer = (one: Reviewer, other: Reviewer): boolean =>
  one.kind !== 'manager' && other.kind !== 'manager' && one.id === other.id;

async function byId(directory: ReviewersDirectory, typed: string): Promise<readonly Reviewer[]> {
  const id = principalId(typed);
  if ((await directory.person(id)) !== undefined) return [{ kind: 'person', id }];
  return (await directory.groupName(id)) === undefined ? [] : [{ kind: 'group', id }];
}

async function byName(
  directory: ReviewersDirectory,
  posture: Posture,
  name: string,
): Promise<readonly Reviewer[]> {
  const known = peopleNamed(posture, name);
  const people = known.length > 0 ? known : await directory.peopleCalled(name);
  if (people.length > 0) return people.map(({ id }) => ({ kind: 'person', id }));
  return posture.snapshot.principals
    .filter(({ kind, displayName }) => kind === 'group' && displayName.toLowerCase() === name.toLowerCase())
    .map(({ id }) => ({ kind: 'group', id }));
}
