import assert from 'node:assert/strict';
import { administratorsCard } from '../../src/cards/administratorsCard.ts';
import { countBar } from '../../src/cards/countBar.ts';
import { type AdministratorsDigest } from '../../src/pim/operations/composeAdministratorsDigest.ts';
import { actionsOf, textOf, type Json } from '../support/cardReading.ts';
import { aContext, aFollowedRequest, minutesLater } from './samples.ts';

const nothing: AdministratorsDigest = {
  since: minutesLater(-24 * 60),
  activations: [],
  approvers: [],
  bypasses: [],
  refusals: [],
  lapsed: [],
  standing: undefined,
  settings: [],
  alerts: { open: { high: 0, medium: 0, low: 0, information: 0 }, raised: 0 },
  roles: { came: [], went: [] },
};
const written = (changes: Partial<AdministratorsDigest>): string =>
  textOf(administratorsCard(aContext(), { ...nothing, ...changes }).content as Json);

describe('administratorsCard', () => {
  it('begins with how much was activated, and has a bar with its figure for each role', () => {
    const text = written({
      activations: [
        { name: 'Exchange Administrator', count: 4 },
        { name: 'Global Reader', count: 1 },
      ],
    });
    assert.match(text, /^Your organization, Thu 26 Nov\n5 activations since yesterday 15:35\n/u);
    assert.match(text, /Exchange Administrator\n█{10} {2}4\nGlobal Reader\n█{3}░{7} {2}1/u);
  });

  it('says what stands out', () => {
    const text = written({
      bypasses: [{ holder: 'Ana Lima', role: 'Global Administrator' }],
      refusals: [{ name: 'ConversationBlockedByUser', count: 2 }],
      lapsed: [aFollowedRequest()],
    });
    assert.match(text, /Worth a look\nAna Lima activated Global Administrator, and not through Latchkey\./u);
    assert.match(text, /Teams refused 2 cards: ConversationBlockedByUser/u);
    assert.match(text, /Nobody decided on Ana Lima’s request for Exchange Administrator\./u);
  });

  it('names what changed for good, and who approved', () => {
    const text = written({
      approvers: [{ name: 'Ben Okafor', count: 2 }],
      standing: {
        added: [{ holder: 'Tier 1', role: 'Global Administrator' }],
        removed: [{ holder: 'Ana Lima', role: 'Global Reader' }],
      },
    });
    assert.match(text, /Approved by\nBen Okafor\n█{10} {2}2/u);
    assert.match(
      text,
      /Roles held without activation: 1 added, 1 removed\nAdded: Tier 1, Global Administrator\nRemoved: Ana Lima, Global Reader/u,
    );
  });

  it('says how far the access reviews are, and which ends first', () => {
    const text = written({ reviews: { count: 2, decided: 30, total: 40, daysLeft: 1 } });
    assert.match(text, /2 access reviews run\n30 of 40 decided, 75 %; the first ends in 1 day/u);
    const one = written({ reviews: { count: 1, decided: 0, total: 0, daysLeft: 12 } });
    assert.match(one, /1 access review runs\n0 of 0 decided, \d+ %; the first ends in 12 days/u);
    assert.doesNotMatch(written({}), /access review/iu);
  });

  it('says how roles are set otherwise than the day before, a line for each change', () => {
    const changed = { role: 'Exchange Administrator', ruleId: 'Approval_EndUser_Assignment' };
    const settings: AdministratorsDigest['settings'] = [
      { ...changed, setting: 'approval', before: true, after: false },
      { ...changed, setting: 'approvers', before: ['Ben Okafor', 'requestorManager'], after: [] },
      {
        role: 'Global Reader',
        ruleId: 'Expiration_EndUser_Assignment',
        setting: 'activationMinutes',
        before: 240,
        after: 480,
      },
    ];
    assert.match(
      written({ settings }),
      /Settings changed: 3\nExchange Administrator: approval was on, is off\nExchange Administrator: list of approvers was Ben Okafor and the requestor’s manager, is nobody\nGlobal Reader: longest activation was 4 hours, is 8 hours/u,
    );
    const { summary } = administratorsCard(aContext(), { ...nothing, settings });
    assert.equal(summary, 'Your organization: 3 lasting changes');
  });

  it('shows no empty part, no name in the notification, and no button', () => {
    const { content, summary } = administratorsCard(aContext(), {
      ...nothing,
      refusals: [{ name: 'NotInstalled', count: 3 }],
    });
    assert.doesNotMatch(textOf(content as Json), /Approved by|by role|without activation/u);
    assert.equal(summary, 'Your organization: 3 worth a look');
    assert.deepEqual(actionsOf(content as Json), []);
  });
});

describe('countBar', () => {
  it('is as long as its part of the largest, and never empty for something', () => {
    assert.equal(countBar(10, 10), '██████████');
    assert.equal(countBar(1, 1000), '█░░░░░░░░░');
    assert.equal(countBar(0, 10), '░░░░░░░░░░');
    assert.equal(countBar(3, 0), '░░░░░░░░░░');
  });
});
