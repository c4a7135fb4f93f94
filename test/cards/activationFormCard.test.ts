import assert from 'node:assert/strict';
import { activationFormCard, type OpenForm } from '../../src/cards/activationFormCard.ts';
import { PimError } from '../../src/pim/errors.ts';
import { actionsOf, textOf, type Json } from '../support/cardReading.ts';
import { aContext, aRoleOnCard, draftId, minutesLater, someSettings } from './samples.ts';

const drawn = (changes: Partial<OpenForm> = {}): Json =>
  activationFormCard(aContext(), {
    state: 'open',
    role: aRoleOnCard(),
    draftId,
    settings: someSettings(),
    preset: {},
    approvers: undefined,
    unmet: [],
    ...changes,
  }).content as Json;
const inputsOf = (card: Json): readonly Json[] => actionsOf(card)[0]?.inputs ?? [];
const inputOf = (card: Json, id: string): Json | undefined =>
  inputsOf(card).find((input) => input['id'] === id);
const approval = { isRequired: true, isApproverJustificationRequired: false, approvers: [] };

describe('activationFormCard', () => {
  it('asks for what the role wants, and for nothing else', () => {
    const ids = (card: Json): readonly unknown[] => inputsOf(card).map(({ id }) => id);
    assert.deepEqual(ids(drawn()), ['durationMinutes', 'justification']);
    assert.deepEqual(ids(drawn({ settings: someSettings({ isTicketRequired: true }) })), [
      'durationMinutes',
      'justification',
      'ticketNumber',
      'ticketSystem',
    ]);
    assert.equal(inputOf(drawn(), 'justification')?.['isRequired'], true);
    const lenient = drawn({ settings: someSettings({ isJustificationRequired: false }) });
    assert.equal(inputOf(lenient, 'justification')?.['isRequired'], false);
  });

  it('keeps a ticket that was typed although the role wants none', () => {
    const card = drawn({ preset: { ticketNumber: 'INC1' } });
    assert.equal(inputOf(card, 'ticketNumber')?.['value'], 'INC1');
    assert.equal(inputOf(card, 'ticketNumber')?.['isRequired'], false);
  });

  it('fills in what was given, within what the role allows', () => {
    const card = drawn({ preset: { durationMinutes: 600, justification: 'Mailbox migration' } });
    assert.equal(inputOf(card, 'durationMinutes')?.['value'], '240');
    assert.equal(inputOf(card, 'durationMinutes')?.['label'], 'For how long (4 hours at most)');
    assert.equal(inputOf(card, 'justification')?.['value'], 'Mailbox migration');
  });

  it('sends the draft and the role with both buttons, the inputs with one', () => {
    const role = { roleDefinitionId: aRoleOnCard().roleDefinitionId, scopeId: '/' };
    const [submit, dismiss] = actionsOf(drawn());
    assert.deepEqual(submit?.json['data'], { verb: 'activation.submit', draftId, ...role });
    assert.deepEqual(dismiss?.json['data'], { verb: 'activation.dismiss', draftId, ...role });
    assert.deepEqual(dismiss.inputs, []);
  });

  it('carries a start that was asked for', () => {
    const card = drawn({ preset: { startAt: minutesLater(600) } });
    assert.match(textOf(card), /It will start tomorrow 01:35 CET\./u);
    assert.equal((actionsOf(card)[0]?.json['data'] as Json)['startAt'], minutesLater(600).toISOString());
  });

  const approvers: readonly (readonly [OpenForm['approvers'], RegExp])[] = [
    [
      { kind: 'named', names: ['Ben Okafor', 'Chi Nguyen', 'Dora Weiss', 'Eli'] },
      /Ben Okafor, Chi Nguyen, Dora Weiss or 1 other will be asked/u,
    ],
    [{ kind: 'named', names: [] }, /Nobody can approve this role at the moment/u],
    [{ kind: 'defaults', names: [] }, /Global Administrators and Privileged Role Administrators decide\./u],
    [{ kind: 'defaults', names: ['Ben Okafor'] }, /At the moment: Ben Okafor\./u],
  ];
  for (const [who, expected] of approvers) {
    it(`says who would decide: ${expected.source}`, () => {
      assert.match(textOf(drawn({ settings: someSettings({ approval }), approvers: who })), expected);
    });
  }

  it('says that no approval is needed, or nothing while the approvers are not known', () => {
    assert.match(textOf(drawn()), /No approval needed/u);
    assert.doesNotMatch(textOf(drawn({ settings: someSettings({ approval }) })), /approv/iu);
  });

  it('says before it is pressed that a sign-in will follow', () => {
    for (const settings of [{ isMultifactorRequired: true }, { authenticationContext: 'c1' }]) {
      assert.match(textOf(drawn({ settings: someSettings(settings) })), /asked to sign in again/u);
    }
    assert.doesNotMatch(textOf(drawn()), /sign in/u);
  });

  it('says what is in the way: ours and PIM’s own', () => {
    const text = textOf(
      drawn({
        unmet: [{ rule: 'duration_too_long', maximumMinutes: 240 }],
        problem: new PimError('already_active', 'dry run'),
      }),
    );
    assert.match(text, /Before it can be activated\nThis role allows at most 4 hours\.\nThe role is active/u);
    assert.doesNotMatch(textOf(drawn()), /Before it can be activated/u);
  });

  it('has no button and no input once it is done with', () => {
    for (const [state, expected] of [
      ['submitted', /Sent\n/u],
      ['dismissed', /Not activated\n/u],
    ] as const) {
      const card = activationFormCard(aContext(), { state, role: aRoleOnCard() }).content as Json;
      assert.match(textOf(card), expected);
      assert.deepEqual(actionsOf(card), []);
    }
  });
});
