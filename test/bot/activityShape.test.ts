import assert from 'node:assert/strict';
import { shapeActivity } from '../../src/bot/activityShape.ts';
import { aTeamsActivity, tenantId } from '../support/channel.ts';
import { serviceUrl } from './guardedChannel.ts';

describe('shapeActivity', () => {
  const shaped = (changes: object) =>
    shapeActivity(Buffer.from(JSON.stringify(aTeamsActivity(serviceUrl, { ...changes }))));
  const faultOf = (changes: object): string => shaped(changes).fault ?? 'none';

  const account = { id: '29:ana' };
  for (const [what, changes] of Object.entries({
    'an empty type': { type: '' },
    'a type that is no text': { type: 1 },
    'an id that is no text': { id: 1 },
    'a name that is no text': { name: {} },
    'a text that is a list': { text: ['x'] },
    'a locale that is no text': { locale: 1 },
    'an answered message that is no text': { replyToId: 1 },
    'an address that is no text': { serviceUrl: 1 },
    'a sender without an id': { from: { name: 'Ana' } },
    'a sender with an empty id': { from: { id: '' } },
    'a sender whose name is no text': { from: { ...account, name: 1 } },
    'a sender whose object id is no text': { from: { ...account, aadObjectId: {} } },
    'a recipient with an empty id': { recipient: { id: '' } },
    'no recipient': { recipient: null },
    'a conversation with an empty id': { conversation: { id: '', tenantId } },
    'a conversation whose tenant is no text': { conversation: { id: 'a', tenantId: 1 } },
    'channel data that are text': { channelData: 'x' },
    'a tenant that is text': { channelData: { tenant: 'x' } },
    'a tenant whose id is no text': { channelData: { tenant: { id: 1 } } },
    'entities that are no list': { entities: {} },
    'an attachment without a type': { attachments: [{}] },
    'an added member without an id': { membersAdded: [{}] },
    'a removed member without an id': { membersRemoved: [{}] },
    'a time that is a number': { timestamp: 1 },
    'a local time that is a number': { localTimestamp: 1 },
    'an expiration that is a number': { expiration: 1 },
  })) {
    it(`takes no ${what}`, () => {
      assert.equal(faultOf(changes), 'notAnActivity');
    });
  }

  it('takes lists of what has its form, and null for what is not said', () => {
    const full = {
      entities: [{ type: 'clientInfo' }],
      attachments: [{ contentType: 'text/plain' }],
      membersAdded: [account],
      membersRemoved: [account],
    };
    assert.equal(faultOf(full), 'none');
    const { activity } = shaped({ ...full, name: null, text: null, entities: null, value: null });
    assert.ok(activity);
    for (const name of ['name', 'text', 'entities', 'value']) assert.ok(!(name in activity), name);
    assert.deepEqual(activity.membersAdded, [account]);
  });

  it('makes times of texts, and nothing of what is no time', () => {
    const at = '2026-01-05T09:00:00.000Z';
    const { activity } = shaped({ timestamp: 'soon', localTimestamp: at, expiration: at });
    assert.deepEqual(
      [activity?.timestamp, activity?.localTimestamp, activity?.expiration],
      [undefined, new Date(at), new Date(at)],
    );
    assert.equal(shaped({}).activity?.expiration, undefined);
  });

  it('takes a mark of the byte order for no JSON', () => {
    const body = Buffer.concat([
      Buffer.from([0xef, 0xbb, 0xbf]),
      Buffer.from(JSON.stringify(aTeamsActivity(serviceUrl))),
    ]);
    assert.equal(shapeActivity(body).fault, 'notJson');
  });

  const withText = (escaped: string): Buffer =>
    Buffer.from(JSON.stringify(aTeamsActivity(serviceUrl, { text: '§' })).replace('§', escaped));

  for (const half of ['\\ud800', '\\uD8FF', '\\udBff', '\\uDC00', '\\udfff']) {
    it(`mends ${half}`, () => {
      assert.equal(shapeActivity(withText(half)).activity?.text, '\ufffd');
    });
  }

  it('leaves whole characters alone, however they are written', () => {
    assert.equal(shapeActivity(withText('\\ud83d\\ude00 \\u00e9 \\ue000')).activity?.text, '😀 é \ue000');
  });

  it('finds a forbidden key at the top, in members and in lists, and takes it as a value', () => {
    for (const value of [{ constructor: 1 }, [[{ constructor: 1 }]], { a: { b: [1, { constructor: {} }] } }])
      assert.equal(faultOf({ value }), 'forbiddenKey');
    assert.equal(faultOf({ constructor: 1 }), 'forbiddenKey');
    assert.equal(faultOf({ value: ['constructor', '__proto__', null, 1] }), 'none');
  });

  it('counts what is open at once, not what was opened', () => {
    const flat = `[${'[],{},'.repeat(100)}0]`;
    const quoted = `"\\\\"`;
    assert.equal(faultOf({ value: JSON.parse(flat) as unknown }), 'none');
    const deep = `${'{"a":'.repeat(31)}0${'}'.repeat(31)}`;
    const bodyWith = (value: string): Buffer =>
      Buffer.from(JSON.stringify(aTeamsActivity(serviceUrl, { value: '§' })).replace('"§"', value));
    assert.equal(shapeActivity(bodyWith(deep)).fault, undefined);
    assert.equal(shapeActivity(bodyWith(`{"a":${deep}}`)).fault, 'tooDeep');
    assert.equal(shapeActivity(bodyWith(`[${quoted},${'['.repeat(31)}${']'.repeat(31)}]`)).fault, 'tooDeep');
    assert.equal(shapeActivity(bodyWith(`[${quoted},"${'['.repeat(99)}"]`)).fault, undefined);
  });
});
