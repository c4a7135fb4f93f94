import assert from 'node:assert/strict';
import { approvalCard, type ApprovalOnCard } from '../../src/cards/approvalCard.ts';
import { type ApprovalState } from '../../src/cards/requestState.ts';
import { PimError } from '../../src/pim/errors.ts';
import { actionsOf, textOf, type Json } from '../support/cardReading.ts';
import { aContext, aCustomRoleOnCard, anApprovalOnCard, key, minutesLater } from './samples.ts';

const drawn = (changes: Partial<ApprovalOnCard> = {}): Json =>
  approvalCard(aContext(), anApprovalOnCard(changes)).content as Json;
const decided = { kind: 'decided', byName: 'Ben Okafor', at: minutesLater(-3), comment: 'Agreed' } as const;

describe('approvalCard', () => {
  it('shows who, which role and what it allows, where, how long, why, ticket, and what else matters', () => {
    const lines = textOf(drawn()).split('\n');
    for (const expected of [
      'Ana Lima asks to activate Exchange Administrator',
      'ana.lima@contoso.example',
      'Can manage all aspects of the Exchange product.',
      'Whole tenant',
      '2 hours, from approval',
      'INC0042 (ServiceNow)',
      'Reports Reader',
      'Tue 17 Nov',
      'tomorrow 13:35',
      'Ana Lima wrote',
      'Mailbox migration of the Lisbon office',
      '2 others were asked; the first answer counts.',
      'Or type: approve 3 because …, or deny 3 because …',
    ]) {
      assert.ok(lines.includes(expected), `${expected} in\n${lines.join('\n')}`);
    }
  });

  it('keeps what was asked for apart from the comment above it', () => {
    const spacingOf = (changes: Partial<ApprovalOnCard>): unknown =>
      (drawn(changes)['body'] as readonly Json[]).find(({ type }) => type === 'RichTextBlock')?.['spacing'];
    const state: ApprovalState = { ...decided, decision: 'Approve', isMine: false };
    assert.equal(spacingOf({ state }), 'Large');
    assert.equal(spacingOf({ state: { ...state, comment: '' } }), 'Small');
    assert.equal(spacingOf({}), 'Small');
  });

  it('marks a role that is privileged or custom, and a scope that is not the tenant', () => {
    const lines = textOf(drawn({ role: aCustomRoleOnCard() })).split('\n');
    assert.ok(lines.includes('privileged, custom role'));
    assert.ok(lines.includes('Sales Europe'));
  });

  it('names a scope by its kind when its name is not known', () => {
    const unit = aCustomRoleOnCard({ scopeName: undefined });
    assert.match(textOf(drawn({ role: unit })), /One administrative unit/u);
    assert.match(textOf(drawn({ role: { ...unit, scopeId: '/abc' } })), /One object/u);
    assert.match(textOf(drawn({ role: { ...unit, scopeId: '' } })), /Not known yet: see Entra/u);
  });

  it('offers Approve and Deny alike: the same look, the same data, the same inputs', () => {
    const [approve, deny] = actionsOf(drawn());
    assert.deepEqual(
      [approve?.verb, deny?.verb, approve?.json['style'], deny?.json['style']],
      ['request.approve', 'request.deny', undefined, undefined],
    );
    assert.deepEqual(approve?.json['data'], { verb: 'request.approve', ...key });
    assert.deepEqual(deny?.json['data'], { verb: 'request.deny', ...key });
    assert.deepEqual(approve.inputs, deny.inputs);
  });

  it('demands a comment where PIM does', () => {
    const [demanded] = actionsOf(drawn())[0]?.inputs ?? [];
    assert.equal(demanded?.['isRequired'], true);
    assert.equal(demanded['label'], 'Your comment (the role asks for one)');
    const [free] = actionsOf(drawn({ isCommentRequired: false }))[0]?.inputs ?? [];
    assert.equal(free?.['isRequired'], false);
  });

  it('says plainly what is not there', () => {
    const text = textOf(
      drawn({ justification: ' ', requestorActive: [], lastUsedAt: 'never', othersAsked: 0 }),
    );
    assert.match(text, /No justification was given\./u);
    assert.match(text, /no other role/u);
    assert.match(text, /not seen before/u);
    assert.match(text, /Nobody else was asked\./u);
  });

  it('leaves out what is not known', () => {
    const text = textOf(
      drawn({
        requestorActive: undefined,
        lastUsedAt: undefined,
        othersAsked: undefined,
        number: undefined,
        durationMinutes: undefined,
      }),
    );
    assert.doesNotMatch(text, /Active now|Last used|asked;|Or type|from approval/u);
  });

  const closed: readonly (readonly [ApprovalState, RegExp])[] = [
    [
      { ...decided, decision: 'Approve', isMine: true },
      /Approved\nYou approved it \(15:32\)\.\nComment\nAgreed/u,
    ],
    [{ ...decided, decision: 'Deny', isMine: false }, /Denied\nBen Okafor denied it \(15:32\)\./u],
    [
      { ...decided, decision: 'Approve', isMine: false, byName: ' ', at: undefined, comment: '' },
      /Approved\nAnother approver approved it\.\nAna/u,
    ],
    [{ kind: 'lapsed' }, /Lapsed\nNobody decided within 24 hours/u],
    [{ kind: 'canceled' }, /Canceled\nThe request was taken back/u],
    [{ kind: 'notMine' }, /Not yours to decide any more/u],
    [{ kind: 'ended' }, /Closed\n/u],
    [{ kind: 'working', decision: 'Deny' }, /Recording your decision\nYour denial is on its way/u],
  ];
  for (const [state, expected] of closed) {
    it(`asks nothing more once ${state.kind}: ${expected.source.slice(0, 24)}`, () => {
      const card = drawn({ state });
      assert.match(textOf(card), expected);
      assert.deepEqual(actionsOf(card), []);
      assert.doesNotMatch(textOf(card), /Your comment|Or type/u);
    });
  }

  it('explains why a decision did not go through, and lets it be tried again', () => {
    const card = drawn({
      problem: new PimError('permission_missing', 'refused', {
        scopes: ['PrivilegedAccess.ReadWrite.AzureAD'],
      }),
    });
    assert.match(textOf(card), /That did not work\nLatchkey lacks a permission: PrivilegedAccess/u);
    assert.deepEqual(
      actionsOf(card)
        .slice(0, 2)
        .map(({ title }) => title),
      ['Approve', 'Deny'],
    );
  });

  it('has the name, the role and the duration in its notification, unless that is to be discreet', () => {
    const card = approvalCard(aContext(), anApprovalOnCard());
    assert.equal(card.summary, 'Ana Lima asks for Exchange Administrator, 2 hours');
    assert.match(card.fallbackText, /approve 3 because/u);
    const discreet = approvalCard(aContext({ isPreviewDiscreet: true }), anApprovalOnCard());
    assert.equal(discreet.summary, 'A request waits for your decision');
  });
});
