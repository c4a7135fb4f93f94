const unavailable = {
  error: { code: 'serviceNotAvailable', message: 'The sandbox was asked to be unavailable.', innerError: {} },
};

/**
 * What can be broken from the page: `post(api, people)` sets it up. `people` has who I am (`me`) and the person whom
 * the story calls an approver (`approver`), either of whom a tenant may lack.
 */
export const faultPresets = [
  {
    title: 'Graph answers 503 three times',
    note: 'The next three calls to Graph fail and say to try again in a second.',
    post: (api) =>
      api.addFault({
        match: { path: '^/graph/' },
        times: 3,
        status: 503,
        headers: { 'retry-after': '1' },
        body: unavailable,
      }),
  },
  {
    title: 'Graph does it, but the answer is lost',
    note: 'The next change in Graph takes effect; the connection breaks before Latchkey hears of it.',
    post: async (api) => {
      await api.addFault({
        match: { path: '^/graph/.*roleAssignmentScheduleRequests$', method: 'POST' },
        cut: 'after',
      });
    },
  },
  {
    title: 'Latchkey is killed',
    note: 'At once, in the middle of whatever it does. It is started again on the database that it left.',
    post: (api) => api.killBot(),
  },
  {
    title: 'Graph takes 2 seconds',
    note: 'Each of the next 30 calls to Graph waits two seconds first.',
    post: (api) => api.addFault({ match: { path: '^/graph/' }, times: 30, delayMs: 2000 }),
  },
  {
    title: 'Teams answers 429',
    note: 'The next two messages that Latchkey sends are turned away for two seconds.',
    post: (api) =>
      api.addFault({
        match: { path: '^/teams/.*/activities', method: 'POST' },
        times: 2,
        status: 429,
        headers: { 'retry-after': '2' },
        body: { error: { code: 'TooManyRequests', message: 'The sandbox was asked to turn this away.' } },
      }),
  },
  {
    title: ({ approver }) => `${approver.givenName} blocks the bot`,
    note: 'Cards for this approver come back with 403 until the tenant is reset.',
    isPossible: ({ approver }) => approver !== undefined,
    post: (api, { approver }) => api.change(approver.id, 'block'),
  },
  {
    title: ({ me }) => `Entra asks ${me.givenName} to confirm`,
    note: 'The silent sign-in no longer does: Latchkey has to show its sign-in card.',
    isPossible: ({ me }) => me !== undefined,
    post: (api, { me }) => api.challenge(me.id),
  },
];
