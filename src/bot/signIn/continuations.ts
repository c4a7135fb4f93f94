import { z } from 'zod';

/** What the person was asked for on the way here, one sign-in after the other (`demandOf`). */
const answered = z.array(z.string()).max(10).optional();

const text = z.strictObject({ kind: z.literal('text'), text: z.string().max(4000), answered });
const press = z.strictObject({
  kind: z.literal('press'),
  message: z.record(z.string(), z.string()),
  activityId: z.string().optional(),
  answered,
});
const operation = z.strictObject({
  kind: z.literal('operation'),
  operationId: z.string(),
  /** The form whose message becomes the card of the request. */
  formActivityId: z.string().optional(),
  answered,
});
const continuation = z.discriminatedUnion('kind', [text, press, operation]);

/** What goes on by itself as soon as the person has signed in: what they typed, pressed, or asked for. */
export type Continuation = z.infer<typeof continuation>;

/**
 * Reads a stored continuation.
 * @throws ZodError when it is not one of ours
 */
export const parseContinuation = (stored: unknown): Continuation => continuation.parse(stored);
