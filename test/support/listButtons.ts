import assert from 'node:assert/strict';
import { actionsOf, textAt, type Json } from './cardReading.ts';
import { type TeamsUser } from './teamsUser.ts';

const CARD = 'application/vnd.microsoft.card.adaptive';

/** Presses the button of a list that a screen reader announces with these words: several have the same title. */
export async function pressAbout(
  { url }: { readonly url: string },
  person: TeamsUser,
  words: string | RegExp,
): Promise<void> {
  const isAbout = (tooltip: string | undefined): boolean =>
    typeof words === 'string' ? tooltip === words : words.test(tooltip ?? '');
  const [found] = (await person.messages()).toReversed().flatMap((message) => {
    const card = message.attachments?.find(({ contentType }) => contentType === CARD)?.content;
    const action = card && actionsOf(card).find(({ json }) => isAbout(textAt(json, 'tooltip')));
    return action === undefined ? [] : [{ message, action }];
  });
  assert.ok(found, `no button about ${String(words)}`);
  const { type, verb, id, data } = found.action.json;
  const answer = await fetch(`${url}/client/chats/${person.oid}/actions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      activityId: found.message.id,
      action: { type, verb, id, data: data as Json },
      inputs: {},
    }),
  });
  assert.ok(answer.ok, await answer.text());
}
