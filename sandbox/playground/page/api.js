/* global fetch */

/** The sandbox refused, or did not answer (`status` 0). */
class SandboxError extends Error {
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

async function call(method, path, body) {
  const response = await fetch(path, {
    method,
    headers: body === undefined ? {} : { 'Content-Type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  }).catch(() => {
    throw new SandboxError('The sandbox does not answer.', 0);
  });
  const text = await response.text();
  const answer = text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : undefined;
  if (!response.ok) {
    const reason = answer?.error?.message ?? answer?.error ?? `status ${response.status}`;
    throw new SandboxError(`The sandbox refused: ${reason}`, response.status);
  }
  return answer;
}

const chat = (person, rest = '') => `/client/chats/${encodeURIComponent(person)}${rest}`;

/** The client API and the parts of control that the page uses. Each call throws a SandboxError. */
export const api = {
  people: () => call('GET', '/client/people'),
  suggestions: () => call('GET', '/client/suggestions'),
  chat: (person) => call('GET', chat(person)),
  say: (person, text) => call('POST', chat(person, '/messages'), { text }),
  press: (person, activityId, action, trigger) =>
    call('POST', chat(person, '/actions'), { activityId, action, trigger }),
  read: (person) => call('POST', chat(person, '/read'), {}),
  answerFile: (person, activityId, action) => call('POST', chat(person, '/files'), { activityId, action }),
  signIn: (person, state) => call('POST', chat(person, '/signin'), { state }),
  /** `change` is install, uninstall, block or unblock. */
  change: (person, change) => call('POST', chat(person, `/${change}`), {}),
  settings: (person, settings) => call('PUT', chat(person, '/settings'), settings),
  happenedSince: (id) => call('GET', `/client/happened?since=${id}`),
  tenant: () => call('GET', '/control/tenant'),
  clock: () => call('GET', '/control/clock'),
  moveClock: (how) => call('POST', '/control/clock', how),
  faults: () => call('GET', '/control/faults'),
  addFault: (fault) => call('POST', '/control/faults', fault),
  killBot: () => call('POST', '/control/bot/kill', {}),
  clearFaults: () => call('DELETE', '/control/faults'),
  /** Conditional access: from now on this person's silent sign-in is answered with a challenge. */
  challenge: (person) =>
    call('POST', '/control/conditional-access', { actor: person, challengesOnBehalfOf: true }),
  reset: () => call('POST', '/control/reset', {}),
};
