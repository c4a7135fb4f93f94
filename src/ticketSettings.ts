import { z } from 'zod';
import { isPath } from './tickets/jsonPath.ts';
import { addressFault, originOf } from './tickets/ticketAddress.ts';
import { isSafePattern } from './tickets/ticketPattern.ts';
import { OWNER_NAMES } from './tickets/ticketSystem.ts';

const label = z
  .string()
  .trim()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,49}$/u, 'must be a short name of letters, digits and blanks');
const place = z.string().refine(isPath, 'must be a place in the answer such as $.result[0].number');
const address = z.string().superRefine((text, context) => {
  const fault = addressFault(text);
  if (fault !== undefined) context.addIssue({ code: 'custom', message: fault });
});
const word = z.string().trim().min(1).max(100);

/** Names of the secrets that headers may have; `environment.ts` reads them. */
const TICKET_SECRET = /^LATCHKEY_TICKET_SECRET_[A-Z0-9]+(?:_[A-Z0-9]+)*$/;

/** Headers that say how the call itself goes are ours. */
const OURS =
  /^(?:host|connection|content-.*|transfer-encoding|accept-encoding|upgrade|expect|te|trailer|proxy-.*|x-correlation-id)$/i;
const header = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9-]{0,63}$/, 'must be the name of a header')
  .refine((name) => !OURS.test(name), 'is a header that the call sets itself');
const secret = z
  .string()
  .regex(
    TICKET_SECRET,
    'must be the name of a secret such as LATCHKEY_TICKET_SECRET_CHANGES, never its value',
  )
  .refine(
    (name) => !name.endsWith('_FILE'),
    'must not end in _FILE: that is how a file with the secret is named',
  );

const system = z
  .strictObject({
    name: label,
    url: address,
    pattern: z
      .string()
      .refine(
        isSafePattern,
        'must be a plain regular expression such as CHG\\d{7}: nothing repeated that repeats, nothing that looks around',
      ),
    headers: z.record(header, secret).default({}),
    found: place,
    title: place.optional(),
    state: place.optional(),
    openStates: z.array(word).max(50).default([]),
    belongsTo: z.strictObject({ path: place, is: z.enum(OWNER_NAMES) }).optional(),
    window: z
      .strictObject({ start: place.optional(), end: place.optional() })
      .refine(({ start, end }) => start !== undefined || end !== undefined, 'must name a start or an end')
      .optional(),
    link: z
      .union([place, address], { error: 'must be a place in the answer, or an address with {ticket}' })
      .optional(),
    timeoutSeconds: z.number().int().min(1).max(20).default(5),
    ifUnknown: z.enum(['block', 'warn']).default('block'),
  })
  .refine(({ openStates, state }) => openStates.length === 0 || state !== undefined, {
    path: ['openStates'],
    error: 'needs to know where the state stands: name state too',
  })
  .refine(({ link, url }) => link === undefined || link.startsWith('$') || originOf(link) === originOf(url), {
    path: ['link'],
    error: 'must be of the same origin as url',
  });

/** The section of the settings file: which ticket systems there are, and how each is asked. */
export const ticketSettings = z
  .array(system)
  .max(10)
  .superRefine((systems, context) => {
    const names = systems.map(({ name }) => name.toLowerCase());
    for (const [index, name] of names.entries())
      if (names.indexOf(name) !== index)
        context.addIssue({
          code: 'custom',
          path: [index, 'name'],
          message: `There is another ticket system called "${systems[index]?.name ?? ''}"`,
        });
  })
  .default([]);
