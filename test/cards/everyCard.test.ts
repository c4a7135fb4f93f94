import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import type { AdaptiveCard, SerializationContext } from 'adaptivecards';
import { type ActionInputs, type ActionShapes } from '../../src/cards/actionShapes.ts';
import { type CardContext } from '../../src/cards/card.ts';
import { verbs } from '../../src/cards/verbs.ts';
import { actionsOf, type CardAction, type Json } from '../support/cardReading.ts';
import { gallery } from './gallery.ts';
import { usualWords, type ForeignWords } from './gallery/foreignWords.ts';
import { aContext } from './samples.ts';

const { AdaptiveCard: Card, SerializationContext: Context } = createRequire(import.meta.url)(
  'adaptivecards/dist/adaptivecards.js',
) as { AdaptiveCard: new () => AdaptiveCard; SerializationContext: new () => SerializationContext };

const MOST_BYTES = 28_000;

const changed = ['what', 'principalId', 'roleDefinitionId', 'scopeId'];

/** Keys beside `verb` that a button may carry, and the inputs that the client may add. */
const declared: { readonly [V in keyof ActionShapes]: readonly string[] } = {
  [verbs.activateRole]: ['roleDefinitionId', 'scopeId'],
  [verbs.submitActivation]: ['draftId', 'roleDefinitionId', 'scopeId', 'durationMinutes', 'startAt'],
  [verbs.dismissActivation]: ['draftId', 'roleDefinitionId', 'scopeId'],
  [verbs.askEmergency]: ['roleDefinitionId', 'scopeId'],
  [verbs.submitEmergency]: ['draftId', 'roleDefinitionId', 'scopeId', 'durationMinutes', 'startAt'],
  [verbs.submitManyRoles]: ['draftId', 'roles', 'startAt'],
  [verbs.dismissManyRoles]: ['draftId'],
  [verbs.lookAtManyRoles]: ['operations'],
  [verbs.activatePreset]: ['presetId'],
  [verbs.forgetPreset]: ['presetId'],
  [verbs.forgetDefaults]: [],
  [verbs.deactivateRole]: ['roleDefinitionId', 'scopeId'],
  [verbs.activateAgain]: ['roleDefinitionId', 'scopeId'],
  [verbs.letEnd]: ['roleDefinitionId', 'scopeId'],
  [verbs.activateAfter]: ['roleDefinitionId', 'scopeId'],
  [verbs.restartActivation]: ['roleDefinitionId', 'scopeId'],
  [verbs.showExtend]: ['roleDefinitionId', 'scopeId'],
  [verbs.extendEligibility]: ['roleDefinitionId', 'scopeId'],
  [verbs.approveRequest]: ['cardId', 'nonce'],
  [verbs.denyRequest]: ['cardId', 'nonce'],
  [verbs.cancelRequest]: ['cardId', 'nonce'],
  [verbs.activateVoted]: ['cardId', 'nonce'],
  [verbs.goPastVotes]: ['cardId', 'nonce'],
  [verbs.takeBackPlanned]: ['requestId'],
  [verbs.remindApprovers]: ['cardId', 'nonce'],
  [verbs.refreshRequest]: ['cardId', 'nonce'],
  [verbs.openDigest]: [],
  [verbs.showRoles]: [],
  [verbs.showPending]: [],
  [verbs.showHelp]: [],
  [verbs.showAudit]: [],
  [verbs.getReport]: [],
  [verbs.showHolders]: ['roleDefinitionId', 'question', 'page'],
  [verbs.showHistory]: ['roleDefinitionId', 'principalId', 'days', 'page'],
  [verbs.showStats]: [],
  [verbs.showPolicy]: ['roleDefinitionId', 'page'],
  [verbs.showConversions]: ['page'],
  [verbs.findAssignee]: ['roleDefinitionId', 'what'],
  [verbs.changeHolding]: changed,
  [verbs.switchChange]: [...changed, 'draftId'],
  [verbs.checkChange]: [...changed, 'draftId'],
  [verbs.confirmChange]: [...changed, 'draftId', 'days'],
  [verbs.dismissChange]: [...changed, 'draftId'],
  [verbs.changeSettings]: ['roleDefinitionId', 'undoes', 'fileId'],
  [verbs.confirmSettings]: ['roleDefinitionId', 'draftId', 'shown', 'undoes', 'fileId'],
  [verbs.dismissSettings]: ['roleDefinitionId', 'draftId'],
  [verbs.showPolicyFile]: ['fileId', 'page'],
  [verbs.showAlerts]: ['page'],
  [verbs.showAlert]: ['alertId'],
  [verbs.acknowledgeAlert]: ['alertId', 'page'],
  [verbs.snoozeAlert]: ['alertId'],
  [verbs.dismissAlert]: ['alertId'],
  [verbs.confirmDismissal]: ['alertId', 'draftId'],
  [verbs.leaveAlert]: ['alertId', 'draftId'],
  [verbs.showReviews]: ['page'],
  [verbs.showReview]: ['reviewId', 'roundId'],
  [verbs.newReview]: [],
  [verbs.checkReview]: ['draftId'],
  [verbs.confirmReview]: ['draftId', 'roles', 'assignments', 'cadence', 'days', 'reviewers', 'fallback'],
  [verbs.dismissReview]: ['draftId'],
  [verbs.askReviewAct]: ['what', 'reviewId', 'roundId'],
  [verbs.confirmReviewAct]: ['what', 'reviewId', 'roundId', 'draftId', 'shown'],
  [verbs.showOwnReview]: ['cardId', 'nonce', 'page'],
  [verbs.decideReview]: ['cardId', 'nonce', 'itemId', 'verdict', 'seen'],
  [verbs.askKeepUsed]: ['cardId', 'nonce'],
  [verbs.confirmKeepUsed]: ['cardId', 'nonce', 'draftId', 'shown'],
  [verbs.startSignIn]: ['operationId'],
};
const inputs: { readonly [V in keyof ActionInputs]: readonly string[] } = {
  [verbs.submitActivation]: ['durationMinutes', 'justification', 'ticketNumber', 'ticketSystem'],
  [verbs.submitEmergency]: ['durationMinutes', 'justification', 'ticketNumber', 'ticketSystem'],
  [verbs.askEmergency]: ['durationMinutes', 'justification', 'ticketNumber', 'ticketSystem'],
  [verbs.submitManyRoles]: [
    'minutes0',
    'minutes1',
    'minutes2',
    'minutes3',
    'minutes4',
    'justification',
    'ticketNumber',
    'ticketSystem',
  ],
  [verbs.findAssignee]: ['who'],
  [verbs.switchChange]: ['days', 'justification'],
  [verbs.checkChange]: ['days', 'justification'],
  [verbs.confirmChange]: ['justification'],
  [verbs.checkReview]: ['roles', 'assignments', 'cadence', 'days', 'by', 'named', 'fallback'],
  [verbs.decideReview]: ['justification'],
  [verbs.confirmKeepUsed]: ['justification'],
  [verbs.approveRequest]: ['comment'],
  [verbs.denyRequest]: ['comment'],
  [verbs.acknowledgeAlert]: ['comment', 'snoozeDays'],
  [verbs.snoozeAlert]: ['comment', 'snoozeDays'],
};

const longest: ForeignWords = {
  person: 'Ł'.repeat(256),
  role: '🔑'.repeat(256),
  scope: '管'.repeat(256),
  ticket: '🎫'.repeat(300),
  text: '\u{1F469}\u200D\u{1F692} 理由\n'.repeat(3000),
};

const longestGallery = gallery(longest);

const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

/** Every object in a card, with the card itself. */
function objectsIn(value: unknown): readonly Json[] {
  if (Array.isArray(value)) return value.flatMap(objectsIn);
  if (typeof value !== 'object' || value === null) return [];
  return [value as Json, ...Object.values(value).flatMap(objectsIn)];
}

/** Elements that Teams draws beyond the format's own; each says what stands in its place elsewhere. */
const ofTeams = /^Unknown element type "Chart\.\w+(?:\.Stacked)?"\. Fallback will be used if present\.$/u;

const contexts: readonly (readonly [string, CardContext])[] = [
  ['Action.Execute', aContext()],
  ['Action.Submit', aContext({ actions: 'submit', locale: 'en-US', timeZone: 'Mars/Olympus' })],
];

for (const [name, draw] of gallery()) {
  describe(`the card ${name}`, () => {
    for (const [kind, context] of contexts) {
      it(`parses and lints without a remark (${kind})`, () => {
        const { content } = draw(context);
        const card = new Card();
        const serialization = new Context();
        card.parse(content, serialization);
        const events = Array.from(
          { length: serialization.eventCount },
          (_, index) => serialization.getEventAt(index).message,
        );
        const remarks = events.filter((event) => !ofTeams.test(event));
        const findings = card.validateProperties().validationEvents.map(({ message }) => message);
        assert.deepEqual([...remarks, ...findings], []);
      });
    }

    it('has a version, words to be spoken, and words for where it is not drawn', () => {
      const { content, summary, fallbackText } = draw(aContext());
      const root = content as Json;
      assert.equal(root['version'], '1.5');
      assert.equal(root['speak'], summary);
      assert.equal(root['fallbackText'], fallbackText);
      assert.match(summary, /^\p{L}.{4,}[^.]$/u);
      assert.match(fallbackText, /\. .+\.$|…$/u);
    });

    it('leaves no expression and no empty text behind', () => {
      for (const object of objectsIn(draw(aContext()).content)) {
        for (const [property, value] of Object.entries(object)) {
          if (typeof value === 'string') assert.doesNotMatch(value, /\$\{|undefined|NaN|Invalid/u, property);
          if (property === 'text' || property === 'title') assert.notEqual(value, '', property);
          assert.notEqual(value, null, property);
        }
      }
    });

    it('has a heading for screen readers', () => {
      assert.ok(objectsIn(draw(aContext()).content).some(({ style }) => style === 'heading'));
    });

    it('hides no button behind a menu that would stand alone', () => {
      const { actions } = draw(aContext()).content as { readonly actions: readonly Json[] };
      assert.ok(actions.length === 0 || actions.some(({ mode }) => mode !== 'secondary'));
    });

    it('speaks without exclamation marks and apologies', () => {
      assert.doesNotMatch(JSON.stringify(draw(aContext()).content), /!|sorry|oops|apolog/iu);
    });

    it('stays small with the longest names', () => {
      const card = longestGallery.get(name)?.(aContext());
      assert.ok(bytesOf(card?.content) < MOST_BYTES, `${bytesOf(card?.content)} bytes`);
      assert.ok(bytesOf(card?.content) > 200);
    });

    it('carries in each button the verb, and what is declared for it alone', () => {
      for (const { json } of actionsOf(draw(aContext()).content as Json)) {
        if (json['type'] === 'Action.OpenUrl') {
          assert.match(String(json['url']), /^https:\/\//u);
          continue;
        }
        const data = json['data'] as Json;
        if (data['msteams'] !== undefined) {
          assert.deepEqual(Object.keys(data), ['msteams']);
          assert.match(JSON.stringify(data['msteams']), /^\{"type":"signin","value":"https:\/\/[^"]+"\}$/u);
          continue;
        }
        const verb = String(data['verb']);
        assert.equal(json['type'], 'Action.Execute');
        assert.equal(json['verb'], verb);
        const keys = declared[verb as keyof ActionShapes];
        assert.deepEqual(
          Object.keys(data).filter((key) => key !== 'verb' && !keys.includes(key)),
          [],
        );
        const fallback = json['fallback'] as Json;
        assert.equal(fallback['type'], 'Action.Submit');
        assert.deepEqual(fallback['data'], data);
        assert.equal(fallback['associatedInputs'], json['associatedInputs']);
      }
    });

    it('tells buttons with the same title apart for those who hear them', () => {
      const buttons = actionsOf(draw(aContext()).content as Json).filter(({ verb }) => verb !== undefined);
      for (const { title, verb, json } of buttons) {
        const alike = buttons.filter((other) => other.title === title && other.verb === verb);
        if (alike.length > 1) assert.match(String(json['tooltip']), new RegExp(`^${title}: .`, 'u'));
      }
    });

    it('offers the same buttons with Action.Submit alone', () => {
      const executing = actionsOf(draw(aContext()).content as Json);
      const submitting = actionsOf(draw(aContext({ actions: 'submit' })).content as Json);
      const meaningOf = ({ title, json }: CardAction): string =>
        JSON.stringify([title, json['data'], json['url']]);
      // A list that is cut to fit may show more rows where the buttons are smaller.
      const offered = submitting.map(meaningOf);
      assert.deepEqual(
        executing.map(meaningOf).filter((meaning) => !offered.includes(meaning)),
        [],
      );
      assert.ok(submitting.length >= executing.length);
      assert.ok(submitting.every(({ type }) => type === 'Action.Submit' || type === 'Action.OpenUrl'));
    });

    it('sends inputs with those verbs that take them, by their declared names', () => {
      for (const action of actionsOf(draw(aContext()).content as Json)) {
        if (action.verb === undefined) continue;
        const taken = new Map<string, readonly string[]>(Object.entries(inputs)).get(action.verb) ?? [];
        const sent = action.inputs.map(({ id }) => String(id));
        assert.deepEqual(
          sent.filter((id) => !taken.includes(id)),
          [],
        );
      }
    });

    it('keeps names and people’s words out of the preview when it is to be discreet', () => {
      const card = draw(aContext({ isPreviewDiscreet: true }));
      for (const word of [usualWords.person, usualWords.role, usualWords.scope, usualWords.text]) {
        assert.ok(!card.summary.includes(word), card.summary);
        assert.ok(!card.fallbackText.includes(word), card.fallbackText);
      }
    });
  });
}
