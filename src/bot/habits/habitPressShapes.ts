import { z } from 'zod';
import { verbs } from '../../cards/verbs.ts';
import { MOST_ROLES } from '../../pim/presets.ts';

const ULID = '[0-9A-HJKMNP-TV-Z]{26}';
const GUID = '[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}';
const ONE = `${ULID} ${GUID} [^\\s|]{1,200}`;

const ulid = z.string().regex(new RegExp(`^${ULID}$`));
const several = (one: string, between: string): z.ZodString =>
  z.string().regex(new RegExp(`^${one}(?:${between}${one}){0,${String(MOST_ROLES - 1)}}$`));
const minutes = z.string().max(10).optional();
/** More than any field of ours takes. */
const typed = z.string().max(28_000).optional();
const preset = { presetId: ulid };

/** What the buttons of several roles at once, of presets and of proposals send. */
export const habitPresses = [
  z.strictObject({
    verb: z.literal(verbs.submitManyRoles),
    draftId: ulid,
    roles: several(ONE, '\\|'),
    startAt: z.iso.datetime({ offset: true }).optional(),
    minutes0: minutes,
    minutes1: minutes,
    minutes2: minutes,
    minutes3: minutes,
    minutes4: minutes,
    justification: typed,
    ticketNumber: typed,
    ticketSystem: typed,
  }),
  z.strictObject({ verb: z.literal(verbs.dismissManyRoles), draftId: ulid }),
  z.strictObject({ verb: z.literal(verbs.lookAtManyRoles), operations: several(ULID, ' ') }),
  z.strictObject({ verb: z.literal(verbs.activatePreset), ...preset }),
  z.strictObject({ verb: z.literal(verbs.forgetPreset), ...preset }),
  z.strictObject({ verb: z.literal(verbs.forgetDefaults) }),
] as const;
