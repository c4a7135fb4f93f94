import { z } from 'zod';
import { verbs } from '../../cards/verbs.ts';

const role = {
  roleDefinitionId: z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i),
  scopeId: z.string().min(1).max(200),
};
/** More than any field of ours takes. */
const typed = z.string().max(28_000).optional();
const filledIn = { durationMinutes: typed, justification: typed, ticketNumber: typed, ticketSystem: typed };

/**
 * What the buttons of emergencies and of plans that rules do not allow any more send. That somebody sends it proves nothing:
 * the rules are asked again, and whose request it is.
 */
export const houseRulePresses = [
  z.strictObject({ verb: z.literal(verbs.askEmergency), ...role, ...filledIn }),
  z.strictObject({
    verb: z.literal(verbs.submitEmergency),
    ...role,
    draftId: z.string().regex(/^[0-9A-HJKMNP-TV-Z]{26}$/),
    startAt: z.iso.datetime({ offset: true }).optional(),
    ...filledIn,
  }),
  z.strictObject({ verb: z.literal(verbs.takeBackPlanned), requestId: role.roleDefinitionId }),
] as const;
