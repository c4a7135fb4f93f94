const sentenceOf = (error) => error.message;

/** The bot answered its POST with `status`; a sentence when that was no success. */
function botSentence(botName, status) {
  if (status === null) return `${botName} did not answer.`;
  const isRefusal = status !== undefined && (status < 200 || status > 299) && status !== 412;
  return isRefusal ? `${botName} answered with an error (HTTP ${status}).` : undefined;
}

/** What the body of an invoke answer says went wrong; everything else about a press comes as an event. */
const refusalOf = (body) =>
  typeof body?.type === 'string' && body.type.startsWith('application/vnd.microsoft.error')
    ? body.value?.message
    : undefined;

/**
 * What a person can set off in their chat. Each resolves with a sentence when it went wrong, with undefined when
 * not; none rejects.
 */
export function createChatActions({ state, chats, api, person }) {
  return {
    /** `onUnsent` is called when the words did not even reach the chat. */
    async say(text, onUnsent) {
      chats.typing(person.id, true);
      try {
        const { botStatus } = await api.say(person.id, text);
        return botSentence(state.botName, botStatus);
      } catch (error) {
        onUnsent?.();
        return sentenceOf(error);
      } finally {
        chats.typing(person.id, false);
      }
    },
    async press(activityId, action, trigger = 'manual') {
      try {
        const { botStatus, body } = await api.press(person.id, activityId, action, trigger);
        if (trigger === 'manual') state.tell('pressed', person.id);
        if (action.type === 'Action.Execute') return refusalOf(body);
        return botSentence(state.botName, botStatus);
      } catch (error) {
        return sentenceOf(error);
      }
    },
    /** Takes or declines a file that the bot offers. */
    async answerFile(activityId, action) {
      try {
        const { botStatus } = await api.answerFile(person.id, activityId, action);
        return botSentence(state.botName, botStatus);
      } catch (error) {
        return sentenceOf(error);
      }
    },
    async signIn(code) {
      try {
        const { botStatus } = await api.signIn(person.id, code);
        return botSentence(state.botName, botStatus);
      } catch (error) {
        return sentenceOf(error);
      }
    },
    /** Installs, removes, blocks or unblocks the app, or sets how its sign-in goes. */
    async change(change, settings) {
      try {
        if (settings === undefined) await api.change(person.id, change);
        else state.person(person.id).settings = await api.settings(person.id, settings);
        return undefined;
      } catch (error) {
        return sentenceOf(error);
      }
    },
  };
}
