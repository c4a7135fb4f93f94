import assert from 'node:assert/strict';
import { requestCard } from '../../src/cards/requestCard.ts';
import { type RequestOnCard } from '../../src/cards/requestOnCard.ts';
import { type RequestState } from '../../src/cards/requestState.ts';
import { actionsOf, textOf, type Json } from '../support/cardReading.ts';
import { aContext, aRequestOnCard, anApprover, chi, dora, key, minutesLater } from './samples.ts';

const drawn = (changes: Partial<RequestOnCard>): Json =>
  requestCard(aContext(), aRequestOnCard(changes)).content as Json;
const titles = (changes: Partial<RequestOnCard>): readonly string[] =>
  actionsOf(drawn(changes)).map(({ title }) => title);
const waiting = { kind: 'waiting', lapsesAt: minutesLater(1100) } as const;

describe('requestCard', () => {
  const buttons: readonly (readonly [RequestState, readonly string[]])[] = [
    [{ kind: 'checking' }, []],
    [{ kind: 'needsSignIn' }, ['Sign in']],
    [{ kind: 'unclear' }, ['Open in Entra']],
    [{ kind: 'refused', error: new Error('x') }, ['Activate again', 'Open in Entra']],
    [waiting, ['Cancel', 'Remind', 'Chat', 'Open in Entra']],
    [{ kind: 'waitingForAdministrator' }, ['Cancel', 'Open in Entra']],
    [{ kind: 'provisioning', approvedBy: undefined }, ['Open in Entra']],
    [{ kind: 'scheduled', startAt: minutesLater(60), approvedBy: undefined }, ['Cancel', 'Open in Entra']],
    [{ kind: 'active', endAt: minutesLater(60), approvedBy: undefined }, ['Deactivate']],
    [{ kind: 'denied', by: 'Ben', at: undefined, comment: 'no' }, ['Activate again']],
    [{ kind: 'lapsed' }, ['Activate again']],
    [{ kind: 'canceled' }, ['Activate again']],
    [{ kind: 'failed', status: 'Failed' }, ['Activate again', 'Open in Entra']],
    [{ kind: 'ended', endAt: undefined }, ['Activate again']],
  ];
  for (const [state, expected] of buttons) {
    it(`offers what can work while ${state.kind}, and nothing else`, () => {
      assert.deepEqual(titles({ state, approvers: [anApprover(), chi] }), expected);
    });
  }

  it('tells how the requestor signed in as the token says it, and nothing where nobody saw it', () => {
    const shown = textOf(drawn({ proof: { methods: ['pwd', 'mfa', 'x9'], contexts: ['c1'] } }));
    assert.match(
      shown,
      /Signed in with\npassword \(pwd\), multifactor authentication \(mfa\), x9, authentication context c1/u,
    );
    assert.doesNotMatch(textOf(drawn({})), /Signed in with|mfa/u);
  });

  it('says who is waited for, how many were reached, who was not and why, and when it lapses', () => {
    const text = textOf(drawn({ state: waiting, approvers: [anApprover(), chi, dora] }));
    assert.match(text, /Waiting for Ben Okafor, Chi Nguyen or Dora Weiss\./u);
    assert.match(text, /2 of 3 have the request in Teams\./u);
    assert.match(text, /Dora Weiss does not have Latchkey in Teams\./u);
    assert.match(text, /lapses tomorrow 09:55\. I will tell you here\./u);
  });

  it('counts those beyond the third', () => {
    const five = Array.from({ length: 5 }, () => dora);
    const text = textOf(drawn({ state: waiting, approvers: five }));
    assert.match(text, /or 2 others\./u);
    assert.match(text, /could not reach any of them/u);
    assert.match(text, /2 others could not be reached either/u);
  });

  it('has words for a refusal that it does not know', () => {
    const odd = anApprover({ receipt: 'refused', refusal: 'constructor' });
    assert.match(
      textOf(drawn({ state: waiting, approvers: [odd] })),
      /Ben Okafor could not be reached in Teams\./u,
    );
  });

  it('does not remind anybody before somebody has the request', () => {
    const queued = anApprover({ receipt: 'queued' });
    assert.ok(!titles({ state: waiting, approvers: [queued] }).includes('Remind'));
    assert.match(textOf(drawn({ state: waiting, approvers: [queued] })), /being asked now/u);
  });

  it('has no button that needs the card’s key before there is one', () => {
    assert.deepEqual(titles({ state: waiting, key: undefined, approvers: [] }), ['Open in Entra']);
  });

  it('opens a chat with the approvers that can be addressed', () => {
    const approvers = [anApprover(), chi, anApprover({ userPrincipalName: 'not an address' })];
    const chat = actionsOf(drawn({ state: waiting, approvers })).find(({ title }) => title === 'Chat');
    assert.equal(
      chat?.json['url'],
      'https://teams.microsoft.com/l/chat/0/0?users=ben.okafor%40contoso.example,chi.nguyen%40contoso.example',
    );
  });

  it('quotes the denial under the name of whoever denied', () => {
    const state = { kind: 'denied', by: 'Ben Okafor', at: minutesLater(-2), comment: 'Freeze week' } as const;
    assert.match(textOf(drawn({ state })), /Denied\n.*\nBen Okafor denied it, 15:33\nFreeze week\n/su);
  });

  it('says until when it is active in the reader’s own time', () => {
    const state = { kind: 'active', endAt: minutesLater(150), approvedBy: 'Chi Nguyen' } as const;
    const text = textOf(drawn({ state }));
    assert.match(text, /Active until 18:05/u);
    assert.match(text, /Chi Nguyen approved it\./u);
  });

  it('names an approver whom the directory has no more in words', () => {
    const departed = anApprover({ name: undefined, receipt: 'refused', refusal: 'UserNotFound' });
    const text = textOf(drawn({ state: waiting, approvers: [chi, departed] }));
    assert.match(text, /Waiting for Chi Nguyen or somebody no longer in the directory\./u);
    assert.match(text, /\nSomebody no longer in the directory is not found in Teams\./u);
  });

  it('asks for a sign-in rather than link to a page that will not be there for long', () => {
    const state = { kind: 'needsSignIn' } as const;
    const [asking] = actionsOf(drawn({ state, operationId: '01J' }));
    assert.deepEqual(asking?.json['data'], { verb: 'signIn.start', operationId: '01J' });
  });

  it('redraws itself for the people it is told, with Action.Execute only', () => {
    const request = aRequestOnCard({ state: waiting, refreshFor: ['29:ana'] });
    const { content } = requestCard(aContext(), request);
    assert.deepEqual((content as { refresh: unknown }).refresh, {
      action: {
        type: 'Action.Execute',
        verb: 'request.refresh',
        data: { verb: 'request.refresh', ...key },
        associatedInputs: 'none',
      },
      userIds: ['29:ana'],
    });
    assert.ok(!('refresh' in requestCard(aContext({ actions: 'submit' }), request).content));
  });

  it('leads its notification with the state, and keeps the role out of it when asked to', () => {
    const request = aRequestOnCard({ state: waiting });
    assert.equal(requestCard(aContext(), request).summary, 'Waiting for approval: Exchange Administrator');
    assert.equal(
      requestCard(aContext({ isPreviewDiscreet: true }), request).summary,
      'Latchkey has news about a request',
    );
  });
});
