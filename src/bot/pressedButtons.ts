import { z } from 'zod';
import { verbs, type Verb } from '../cards/verbs.ts';
import { houseRulePresses } from './houseRules/houseRulePressShapes.ts';
import { habitPresses } from './habits/habitPressShapes.ts';
import { reviewPresses } from './reviews/reviewPressShapes.ts';

const guid = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i);
const ulid = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{26}$/);
const role = { roleDefinitionId: guid, scopeId: z.string().min(1).max(200) };
const card = { cardId: ulid, nonce: z.string().min(16).max(128) };
const draft = { ...role, draftId: ulid };
const change = {
  ...role,
  principalId: guid,
  what: z.enum([
    'makeEligible',
    'assignEligible',
    'assignActive',
    'extendEligible',
    'extendActive',
    'updateEligible',
    'updateActive',
    'removeEligible',
    'removeActive',
  ]),
};
/** `0`: without end. */
const days = z.string().regex(/^(?:0|[1-9]\d{0,3})$/);
const digits = z.string().regex(/^[1-9]\d{0,3}$/);
/** More than any field of ours takes; what is longer is no press of our card. */
const typed = z.string().max(28_000);

const alert = { alertId: ulid };
/** What is filled in on an alert’s card. */
const handled = { comment: typed.optional(), snoozeDays: z.enum(['1', '7', '30']).optional() };

/** What each button sends. Strict: a field we did not put there is refused, not ignored. */
const presses = z.discriminatedUnion('verb', [
  z.strictObject({ verb: z.literal(verbs.activateRole), ...role }),
  z.strictObject({ verb: z.literal(verbs.activateAgain), ...role }),
  z.strictObject({ verb: z.literal(verbs.letEnd), ...role }),
  z.strictObject({ verb: z.literal(verbs.activateAfter), ...role }),
  z.strictObject({ verb: z.literal(verbs.restartActivation), ...role }),
  z.strictObject({ verb: z.literal(verbs.showExtend), ...role }),
  z.strictObject({ verb: z.literal(verbs.extendEligibility), ...role }),
  z.strictObject({ verb: z.literal(verbs.deactivateRole), ...role }),
  z.strictObject({
    verb: z.literal(verbs.submitActivation),
    ...draft,
    startAt: z.iso.datetime({ offset: true }).optional(),
    durationMinutes: typed.optional(),
    justification: typed.optional(),
    ticketNumber: typed.optional(),
    ticketSystem: typed.optional(),
  }),
  z.strictObject({ verb: z.literal(verbs.dismissActivation), ...draft }),
  ...houseRulePresses,
  ...habitPresses,
  z.strictObject({ verb: z.literal(verbs.approveRequest), ...card, comment: typed.optional() }),
  z.strictObject({ verb: z.literal(verbs.denyRequest), ...card, comment: typed.optional() }),
  z.strictObject({ verb: z.literal(verbs.cancelRequest), ...card }),
  z.strictObject({ verb: z.literal(verbs.activateVoted), ...card }),
  z.strictObject({ verb: z.literal(verbs.goPastVotes), ...card }),
  z.strictObject({ verb: z.literal(verbs.remindApprovers), ...card }),
  z.strictObject({ verb: z.literal(verbs.refreshRequest), ...card }),
  z.strictObject({ verb: z.literal(verbs.openDigest) }),
  z.strictObject({ verb: z.literal(verbs.showRoles) }),
  z.strictObject({ verb: z.literal(verbs.showPending) }),
  z.strictObject({ verb: z.literal(verbs.showHelp) }),
  z.strictObject({ verb: z.literal(verbs.showAudit) }),
  z.strictObject({ verb: z.literal(verbs.getReport) }),
  z.strictObject({
    verb: z.literal(verbs.showHolders),
    roleDefinitionId: guid,
    question: z.enum(['has', 'canBecome']),
    page: digits.optional(),
  }),
  z.strictObject({
    verb: z.literal(verbs.showHistory),
    roleDefinitionId: guid.optional(),
    principalId: guid.optional(),
    days: digits,
    page: digits.optional(),
  }),
  z.strictObject({ verb: z.literal(verbs.showStats) }),
  z.strictObject({ verb: z.literal(verbs.showPolicy), roleDefinitionId: guid, page: digits.optional() }),
  z.strictObject({ verb: z.literal(verbs.showConversions), page: digits.optional() }),
  z.strictObject({
    verb: z.literal(verbs.findAssignee),
    roleDefinitionId: guid,
    what: z.enum(['assignEligible', 'assignActive']),
    who: typed.optional(),
  }),
  z.strictObject({ verb: z.literal(verbs.changeHolding), ...change }),
  z.strictObject({
    verb: z.literal(verbs.switchChange),
    ...change,
    what: z.enum(['assignEligible', 'assignActive']),
    draftId: ulid,
    days: days.optional(),
    justification: typed.optional(),
  }),
  z.strictObject({
    verb: z.literal(verbs.checkChange),
    ...change,
    draftId: ulid,
    days: days.optional(),
    justification: typed.optional(),
  }),
  z.strictObject({
    verb: z.literal(verbs.confirmChange),
    ...change,
    draftId: ulid,
    days,
    justification: typed.optional(),
  }),
  z.strictObject({
    verb: z.literal(verbs.dismissChange),
    ...change,
    draftId: ulid,
    days: days.optional(),
    justification: typed.optional(),
  }),
  z.strictObject({
    verb: z.literal(verbs.changeSettings),
    roleDefinitionId: guid,
    undoes: ulid.optional(),
    fileId: ulid.optional(),
  }),
  z.strictObject({
    verb: z.literal(verbs.confirmSettings),
    roleDefinitionId: guid,
    draftId: ulid,
    shown: z.string().regex(/^[\w-]{43}$/),
    undoes: ulid.optional(),
    fileId: ulid.optional(),
  }),
  z.strictObject({ verb: z.literal(verbs.dismissSettings), roleDefinitionId: guid, draftId: ulid }),
  z.strictObject({ verb: z.literal(verbs.showPolicyFile), fileId: ulid, page: digits.optional() }),
  z.strictObject({ verb: z.literal(verbs.showAlerts), page: digits.optional() }),
  z.strictObject({ verb: z.literal(verbs.showAlert), ...alert }),
  z.strictObject({
    verb: z.literal(verbs.acknowledgeAlert),
    ...alert,
    ...handled,
    page: digits.optional(),
  }),
  z.strictObject({ verb: z.literal(verbs.snoozeAlert), ...alert, ...handled }),
  z.strictObject({ verb: z.literal(verbs.dismissAlert), ...alert }),
  z.strictObject({ verb: z.literal(verbs.confirmDismissal), ...alert, draftId: ulid }),
  z.strictObject({ verb: z.literal(verbs.leaveAlert), ...alert, draftId: ulid }),
  ...reviewPresses,
  z.strictObject({ verb: z.literal(verbs.startSignIn), operationId: ulid.optional() }),
]);

/** A pressed button of ours, with what was filled in. */
export type Press = z.infer<typeof presses>;

/** The press of one verb. */
export type PressOf<V extends Verb> = Extract<Press, { verb: V }>;

/** Reads what a client sent for a button; `undefined` when it is none of ours. */
export function parsePress(sent: unknown): Press | undefined {
  const parsed = presses.safeParse(sent);
  return parsed.success ? parsed.data : undefined;
}

const executed = z.object({
  action: z.object({ verb: z.string(), data: z.record(z.string(), z.unknown()) }),
  trigger: z.string().optional(),
});

/** Reads the value of an `adaptiveCard/action` invoke. The verb in the data must be the verb of the action. */
export function parseExecuted(
  value: unknown,
): { readonly press: Press; readonly isAutomatic: boolean } | undefined {
  const parsed = executed.safeParse(value);
  if (!parsed.success) return undefined;
  const { action, trigger } = parsed.data;
  const press = parsePress({ ...action.data, verb: action.data['verb'] ?? action.verb });
  return press?.verb === action.verb ? { press, isAutomatic: trigger === 'automatic' } : undefined;
}
