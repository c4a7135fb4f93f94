import { type RequestWords } from '../words/requestWords.ts';
import { plainName } from './plainText.ts';

/** What is known of who asked. */
interface NamedRequestor {
  readonly displayName: string;
  readonly userPrincipalName: string;
}

/** Who asked, as a request has it. */
export const requestorIn = (request: {
  readonly requestorName: string;
  readonly requestorUserPrincipalName: string;
}): NamedRequestor => ({
  displayName: request.requestorName,
  userPrincipalName: request.requestorUserPrincipalName,
});

/** A name that can be read; `undefined` where nothing is kept of them, because they left the directory. */
const shownName = ({ displayName, userPrincipalName }: NamedRequestor): string | undefined =>
  [displayName, userPrincipalName].map(plainName).find((name) => name !== '');

/** Whether nothing personal is kept of them any more. */
export const isDeparted = (requestor: NamedRequestor): boolean => shownName(requestor) === undefined;

/** The name of a requestor at the beginning of a sentence or by itself, also of one who has none any more. */
export const requestorName = (words: RequestWords, requestor: NamedRequestor): string =>
  shownName(requestor) ?? words.departedFirst;

/** The same within a sentence. */
export const requestorNameWithin = (words: RequestWords, requestor: NamedRequestor): string =>
  shownName(requestor) ?? words.departed;
