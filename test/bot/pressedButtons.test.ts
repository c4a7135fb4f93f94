import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseContinuation } from '../../src/bot/signIn/continuations.ts';
import { parseExecuted, parsePress } from '../../src/bot/pressedButtons.ts';
import { verbs } from '../../src/cards/verbs.ts';

const role = { roleDefinitionId: '29232cdf-9323-42fd-ade2-1d097af3e4de', scopeId: '/' };
const card = { cardId: '01JZZZZZZZZZZZZZZZZZZZZZZZ', nonce: 'n'.repeat(32) };
const draft = { ...role, draftId: card.cardId };
const change = { ...role, what: 'makeEligible', principalId: role.roleDefinitionId };
const alert = { alertId: card.cardId };
const round = { reviewId: role.roleDefinitionId, roundId: role.roleDefinitionId };
/** What each of our buttons carries at the least. */
const carried: Readonly<Record<string, object>> = {
  [verbs.activateRole]: role,
  [verbs.activateAgain]: role,
  [verbs.deactivateRole]: role,
  [verbs.submitActivation]: draft,
  [verbs.dismissActivation]: draft,
  [verbs.askEmergency]: role,
  [verbs.submitEmergency]: { ...role, draftId: card.cardId },
  [verbs.submitManyRoles]: {
    draftId: card.cardId,
    roles: `${card.cardId} ${role.roleDefinitionId} /|${card.cardId} ${role.roleDefinitionId} /administrativeUnits/x`,
  },
  [verbs.dismissManyRoles]: { draftId: card.cardId },
  [verbs.lookAtManyRoles]: { operations: `${card.cardId} ${card.cardId}` },
  [verbs.activatePreset]: { presetId: card.cardId },
  [verbs.forgetPreset]: { presetId: card.cardId },
  [verbs.forgetDefaults]: {},
  [verbs.approveRequest]: card,
  [verbs.denyRequest]: card,
  [verbs.cancelRequest]: card,
  [verbs.activateVoted]: card,
  [verbs.goPastVotes]: card,
  [verbs.takeBackPlanned]: { requestId: role.roleDefinitionId },
  [verbs.remindApprovers]: card,
  [verbs.letEnd]: role,
  [verbs.activateAfter]: role,
  [verbs.restartActivation]: role,
  [verbs.showExtend]: role,
  [verbs.extendEligibility]: role,
  [verbs.refreshRequest]: card,
  [verbs.openDigest]: {},
  [verbs.showRoles]: {},
  [verbs.showPending]: {},
  [verbs.showHelp]: {},
  [verbs.showAudit]: {},
  [verbs.getReport]: {},
  [verbs.showHolders]: { roleDefinitionId: role.roleDefinitionId, question: 'has' },
  [verbs.showHistory]: { days: '30' },
  [verbs.showStats]: {},
  [verbs.showPolicy]: { roleDefinitionId: role.roleDefinitionId },
  [verbs.showConversions]: {},
  [verbs.findAssignee]: { roleDefinitionId: role.roleDefinitionId, what: 'assignEligible' },
  [verbs.changeHolding]: change,
  [verbs.switchChange]: { ...change, what: 'assignActive', draftId: card.cardId },
  [verbs.checkChange]: { ...change, draftId: card.cardId },
  [verbs.confirmChange]: { ...change, draftId: card.cardId, days: '180' },
  [verbs.dismissChange]: { ...change, draftId: card.cardId },
  [verbs.changeSettings]: { roleDefinitionId: role.roleDefinitionId, undoes: card.cardId },
  [verbs.confirmSettings]: {
    roleDefinitionId: role.roleDefinitionId,
    draftId: card.cardId,
    shown: 'a'.repeat(43),
  },
  [verbs.dismissSettings]: { roleDefinitionId: role.roleDefinitionId, draftId: card.cardId },
  [verbs.showPolicyFile]: { fileId: card.cardId },
  [verbs.showAlerts]: {},
  [verbs.showAlert]: alert,
  [verbs.acknowledgeAlert]: alert,
  [verbs.snoozeAlert]: alert,
  [verbs.dismissAlert]: alert,
  [verbs.confirmDismissal]: { ...alert, draftId: card.cardId },
  [verbs.leaveAlert]: { ...alert, draftId: card.cardId },
  [verbs.showReviews]: {},
  [verbs.showReview]: round,
  [verbs.newReview]: {},
  [verbs.checkReview]: { draftId: card.cardId },
  [verbs.confirmReview]: {
    draftId: card.cardId,
    roles: role.roleDefinitionId,
    assignments: 'eligible',
    cadence: 'quarterly',
    days: '14',
    reviewers: `manager,person:${role.roleDefinitionId}`,
    fallback: '',
  },
  [verbs.dismissReview]: { draftId: card.cardId },
  [verbs.askReviewAct]: { what: 'stop', ...round },
  [verbs.confirmReviewAct]: { what: 'apply', ...round, draftId: card.cardId, shown: 'a'.repeat(43) },
  [verbs.showOwnReview]: card,
  [verbs.decideReview]: { ...card, itemId: role.roleDefinitionId, verdict: 'Deny', seen: '0' },
  [verbs.askKeepUsed]: card,
  [verbs.confirmKeepUsed]: { ...card, draftId: card.cardId, shown: 'a'.repeat(43) },
  [verbs.startSignIn]: {},
};

describe('parsePress', () => {
  for (const verb of Object.values(verbs)) {
    const press = { verb, ...carried[verb] };

    it(`takes ${verb} as our card sends it`, () => {
      assert.deepEqual(parsePress(press), press);
    });

    it(`refuses ${verb} with a field that we did not put there`, () => {
      for (const extra of [{ requestor: 'x' }, { operationId: 'x' }, { constructor: 1 }])
        assert.equal(parsePress({ ...press, ...extra }), undefined);
      assert.equal(parsePress(JSON.parse(`{"__proto__x":1,"verb":"${verb}"}`)), undefined);
    });
  }

  const changes: readonly object[] = [
    { cardId: 'x' },
    { cardId: card.cardId.toLowerCase() },
    { nonce: 'short' },
    { nonce: 'n'.repeat(129) },
    { nonce: [card.nonce] },
    { comment: 3 },
    { comment: 'x'.repeat(28_001) },
    { verb: [verbs.approveRequest] },
    { verb: 'request.grant' },
    { verb: undefined },
  ];
  for (const change of changes) {
    it(`refuses an approval changed by ${JSON.stringify(change).slice(0, 60)}`, () => {
      assert.equal(parsePress({ verb: verbs.approveRequest, ...card, ...change }), undefined);
    });
  }

  it('refuses a role or a time that is none', () => {
    for (const change of [
      { roleDefinitionId: 'x' },
      { scopeId: '' },
      { scopeId: '/'.repeat(201) },
      { startAt: 'soon' },
    ])
      assert.equal(parsePress({ verb: verbs.submitActivation, ...draft, ...change }), undefined);
    assert.ok(parsePress({ verb: verbs.submitActivation, ...draft, startAt: '2026-01-05T10:00:00+01:00' }));
  });

  it('answers to anything', () => {
    fc.assert(
      fc.property(fc.anything(), (sent) => {
        const press = parsePress(sent);
        assert.ok(press === undefined || Object.values(verbs).includes(press.verb));
      }),
    );
  });
});

describe('parseExecuted', () => {
  const verb = verbs.approveRequest;

  it('takes the verb of the action, and from the data only the same one', () => {
    for (const inside of [{}, { verb }]) {
      const executed = parseExecuted({ action: { verb, data: { ...card, ...inside } }, trigger: 'manual' });
      assert.deepEqual(executed, { press: { verb, ...card }, isAutomatic: false });
    }
    const other = { ...card, verb: verbs.denyRequest };
    assert.equal(parseExecuted({ action: { verb, data: other } }), undefined);
  });

  it('tells an automatic refresh from a press', () => {
    const action = { verb: verbs.refreshRequest, data: card };
    assert.equal(parseExecuted({ action, trigger: 'automatic' })?.isAutomatic, true);
    assert.equal(parseExecuted({ action })?.isAutomatic, false);
  });

  for (const value of [
    undefined,
    null,
    'x',
    [],
    {},
    { action: {} },
    { action: { verb, data: [] } },
    { action: { verb } },
  ]) {
    it(`refuses ${JSON.stringify(value)}`, () => {
      assert.equal(parseExecuted(value), undefined);
    });
  }
});

describe('parseContinuation', () => {
  it('takes what the bot wrote', () => {
    const written = [
      { kind: 'text', text: 'my roles' },
      { kind: 'press', message: { verb: verbs.showRoles } },
      { kind: 'press', message: {}, activityId: 'activity-1' },
      { kind: 'operation', operationId: 'operation-1' },
      { kind: 'operation', operationId: 'operation-1', formActivityId: 'activity-1' },
    ];
    for (const one of written) assert.deepEqual(parseContinuation(one), one);
  });

  it('takes nothing else', () => {
    const others = [
      undefined,
      { kind: 'text' },
      { kind: 'text', text: 'x'.repeat(4001) },
      { kind: 'text', text: 'x', person: 'y' },
      { kind: 'press', message: { verb: 1 } },
      { kind: 'grant', operationId: 'x' },
    ];
    for (const one of others) assert.throws(() => parseContinuation(one));
  });
});
