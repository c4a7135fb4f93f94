import { type Person } from '../../../src/pim/ids.ts';
import { type SignIn } from '../../../src/pim/records.ts';

/** A link that was sent to a person for a step-up, and not opened yet: `ticket-1`, good for ten minutes. */
export const anOpenSignIn = (person: Person, createdAt: Date): SignIn => ({
  id: 'ticket-1',
  person,
  kind: 'interactive',
  continuation: { kind: 'text', text: 'my roles' },
  operationId: undefined,
  cardActivityId: undefined,
  interactive: {
    state: 'state-1',
    nonce: 'nonce-1',
    codeVerifier: 'verifier-1',
    claims: '{"access_token":{}}',
    scopes: [],
    reason: 'stepUp',
    namedScopes: [],
    renewals: 0,
    browserSecret: undefined,
    codeHash: undefined,
    provisional: undefined,
  },
  createdAt,
  expiresAt: new Date(createdAt.getTime() + 600_000),
});
