import { SignInWindow } from './signInWindow.ts';
import { type ChatMessage, type TeamsUser, wordsOf } from './teamsUser.ts';
import { type World } from './world.ts';

const ASKED = 'Sign in once more';

/** Whether a message asks for a stronger sign-in, and still stands. */
export const isAsked = (message: ChatMessage): boolean => wordsOf(message).includes(ASKED);

/** How many such messages stand that came after another one. */
export async function askedSince(person: TeamsUser, mark: string | undefined): Promise<number> {
  const messages = await person.messages();
  return messages.slice(messages.findIndex(({ id }) => id === mark) + 1).filter(isAsked).length;
}

/** Waits for the card that asks for a stronger sign-in; gives the newest link in the chat. */
export async function linkOf(person: TeamsUser, after?: string): Promise<string> {
  await person.waitForCard(ASKED, after === undefined ? {} : { after });
  return person.waitForSignInLink();
}

/** Signs in by that link and brings the code back, as Teams does. */
export async function stepUp(world: World, person: TeamsUser, after?: string): Promise<void> {
  const code = await new SignInWindow(world).codeFor(await linkOf(person, after), { as: person.oid });
  await person.verifySignIn(code);
}

/** How many requests of this person PIM has taken. */
export async function activationsOf({ control }: World, { oid }: TeamsUser): Promise<number> {
  const calls = await control.calls(/roleAssignmentScheduleRequests$/);
  return calls.filter(({ method, status, actor }) => method === 'POST' && status === 201 && actor === oid)
    .length;
}

/** How often the log tells of a sign-in that was refused for this reason. */
export const refusals = ({ log }: World, reason: string): number =>
  log.filter(({ facts }) => {
    const { event, reason: said } = facts as { event?: string; reason?: string };
    return event === 'signIn.refused' && said === reason;
  }).length;
