import { type ButtonWords } from '../words/words.ts';
import { type ActionInputs, type ActionShapes } from './actionShapes.ts';
import { type CardContext } from './card.ts';
import { inertText } from './plainText.ts';
import { verbs, type Verb } from './verbs.ts';

/** An action in a card's JSON, made here and nowhere else. */
export type CardAction = Readonly<Record<string, unknown>>;

/** Verbs whose buttons send what was filled in; all others leave the inputs alone. */
const sendsInputs: Readonly<Record<keyof ActionInputs, true>> = {
  [verbs.submitActivation]: true,
  [verbs.submitEmergency]: true,
  [verbs.askEmergency]: true,
  [verbs.submitManyRoles]: true,
  [verbs.findAssignee]: true,
  [verbs.switchChange]: true,
  [verbs.checkChange]: true,
  [verbs.confirmChange]: true,
  [verbs.checkReview]: true,
  [verbs.decideReview]: true,
  [verbs.confirmKeepUsed]: true,
  [verbs.approveRequest]: true,
  [verbs.acknowledgeAlert]: true,
  [verbs.snoozeAlert]: true,
  [verbs.denyRequest]: true,
};

/** How a button looks; never how it works. */
export interface ButtonLook {
  /** `secondary` goes into the overflow menu where a client has one. */
  readonly mode?: 'primary' | 'secondary';
  /** Marks the one button that goes on; never used where two answers weigh the same. */
  readonly style?: 'positive';
  /** What it acts on, in plain text: told to screen readers beside a title that other rows have too (Adaptive Cards 1.5). */
  readonly tooltip?: string;
}

/** A button of ours: `Action.Execute` with the same as `Action.Submit` to fall back on, or `Action.Submit` alone. */
export function button<V extends Verb>(
  { actions }: Pick<CardContext, 'actions'>,
  title: string,
  verb: V,
  shape: ActionShapes[V],
  { tooltip, ...look }: ButtonLook = {},
): CardAction {
  const shared = {
    title,
    data: { verb, ...shape },
    associatedInputs: verb in sendsInputs ? 'auto' : 'none',
    ...look,
  };
  const hint = tooltip === undefined ? {} : { tooltip };
  // Without it Teams writes "Your response was sent" under the card, which says more than we know.
  const submit = { type: 'Action.Submit', ...shared, msteams: { feedback: { hide: true } } };
  // A client so old that it falls back knows no tooltips either.
  return actions === 'submit'
    ? { ...submit, ...hint }
    : { type: 'Action.Execute', verb, ...shared, ...hint, fallback: submit };
}

/** Tells the buttons of a list apart for those who hear them one by one. */
export const toldApart = (words: ButtonWords, title: string, what: string): ButtonLook => ({
  tooltip: inertText(words.about(title, what)),
});

/**
 * A button on which Teams opens our page in its sign-in window, and brings the window's code back as
 * `signin/verifyState` (Teams: sign-in action of an Adaptive Card). Nothing of the press reaches us.
 */
export const signInButton = (title: string, url: string): CardAction => ({
  type: 'Action.Submit',
  title,
  data: { msteams: { type: 'signin', value: url } },
  associatedInputs: 'none',
});

/** A link out of Teams or to another chat. */
export const link = (title: string, url: string, look: ButtonLook = {}): CardAction => ({
  type: 'Action.OpenUrl',
  title,
  url,
  ...look,
});

/** As many as fit into a link that every client opens. */
const MAXIMUM_CHAT_PEOPLE = 8;
const USER_PRINCIPAL_NAME = /^[^\s@,]+@[^\s@,]+$/u;

/** A button that opens a chat with these people in Teams (Teams: deep link to a chat); none where nobody can be addressed. */
export function chatLink(
  title: string,
  userPrincipalNames: readonly string[],
  look: ButtonLook = {},
): readonly CardAction[] {
  const users = userPrincipalNames.filter((name) => USER_PRINCIPAL_NAME.test(name));
  const list = users.slice(0, MAXIMUM_CHAT_PEOPLE).map(encodeURIComponent).join(',');
  return list === '' ? [] : [link(title, `https://teams.microsoft.com/l/chat/0/0?users=${list}`, look)];
}
