import { type Activity } from 'botbuilder';
import { z } from 'zod';

/** Why a body is no activity. */
export type ShapeFault = 'notUtf8' | 'tooDeep' | 'notJson' | 'forbiddenKey' | 'notAnActivity';

/** The activity, or why there is none. */
export type ShapedActivity =
  | { readonly activity: Activity; readonly fault?: never }
  | { readonly activity?: never; readonly fault: ShapeFault };

const maximumDepth = 32;
/** Own keys of these names are how a copied object's prototype gets changed. */
const forbiddenKeys: ReadonlySet<string> = new Set(['__proto__', 'constructor']);

const text = z.string().nullish();
const account = z.looseObject({ id: z.string().min(1), name: text, aadObjectId: text });
/** Only what the SDK and the bot rely on without looking; everything else of an activity is let through as it is. */
const activityShape = z.looseObject({
  type: z.string().min(1),
  id: text,
  name: text,
  text,
  locale: text,
  replyToId: text,
  channelId: z.string(),
  serviceUrl: text,
  from: account,
  recipient: account,
  conversation: z.looseObject({ id: z.string().min(1), tenantId: text }),
  channelData: z.looseObject({ tenant: z.looseObject({ id: text }).nullish() }).nullish(),
  entities: z.array(z.looseObject({ type: z.string() })).nullish(),
  attachments: z.array(z.looseObject({ contentType: z.string() })).nullish(),
  membersAdded: z.array(account).nullish(),
  membersRemoved: z.array(account).nullish(),
  timestamp: text,
  localTimestamp: text,
  expiration: text,
});

/**
 * Reads a body as an activity (Bot Framework: Activity), cheaply and before any signature is checked. Times become
 * `Date`s, as the SDK has them; `callerId` and `deliveryMode`, which change how the SDK answers, are taken off.
 */
export function shapeActivity(body: Buffer): ShapedActivity {
  const json = decode(body);
  if (json === undefined) return { fault: 'notUtf8' };
  if (isTooDeep(body)) return { fault: 'tooDeep' };
  const parsed = parse(json);
  if (parsed === undefined) return { fault: 'notJson' };
  if (hasForbiddenKey(parsed)) return { fault: 'forbiddenKey' };
  const shaped = activityShape.safeParse(parsed);
  return shaped.success ? { activity: asActivity(shaped.data) } : { fault: 'notAnActivity' };
}

function decode(body: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
  } catch {
    return undefined;
  }
}

/** Halves of characters, which only escapes can smuggle in, would break whatever stores or sends them as UTF-8. */
const wellFormed = (_key: string, value: unknown): unknown =>
  typeof value === 'string' ? value.toWellFormed() : value;

function parse(json: string): unknown {
  try {
    return /\\ud[89a-f]/i.test(json) ? JSON.parse(json, wellFormed) : JSON.parse(json);
  } catch {
    return undefined;
  }
}

const [quote, backslash] = [0x22, 0x5c];
const opening: ReadonlySet<number> = new Set(Buffer.from('{['));
const closing: ReadonlySet<number> = new Set(Buffer.from('}]'));

/** Counts brackets outside strings, so that nothing deep is ever built. In UTF-8 no other character has these bytes. */
function isTooDeep(body: Buffer): boolean {
  let depth = 0;
  let isInString = false;
  for (let at = 0; at < body.length; at += 1) {
    const byte = body[at] ?? 0;
    if (isInString) {
      if (byte === backslash) at += 1;
      else if (byte === quote) isInString = false;
    } else if (byte === quote) isInString = true;
    else if (opening.has(byte)) {
      depth += 1;
      if (depth > maximumDepth) return true;
    } else if (closing.has(byte)) depth -= 1;
  }
  return false;
}

function hasForbiddenKey(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([key, member]) => forbiddenKeys.has(key) || hasForbiddenKey(member));
}

function asActivity(shaped: z.infer<typeof activityShape>): Activity {
  // A member that is null says as little as one that is not there, and the SDK expects only the latter.
  const said = Object.entries(shaped).filter(([, member]) => member !== null);
  const activity: Record<string, unknown> = Object.fromEntries(said);
  delete activity['callerId'];
  delete activity['deliveryMode'];
  for (const name of ['timestamp', 'localTimestamp', 'expiration'] as const) {
    const time = new Date(shaped[name] ?? '');
    activity[name] = Number.isNaN(time.getTime()) ? undefined : time;
  }
  // The shape has just been checked; the rest of botbuilder's interface is optional in truth.
  return activity as unknown as Activity;
}
