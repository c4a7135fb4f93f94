import { z } from 'zod';
import { type ApproverSource, type HouseRule, WEEKDAYS } from './pim/houseRules/houseRule.ts';
import { isGuid, principalId } from './pim/ids.ts';
import { isSafePattern } from './tickets/ticketPattern.ts';

const objectId = z
  .string()
  .refine(isGuid, 'must be the object id of a person or group, in quotes')
  .transform(principalId);
const ids = z.array(objectId).max(200).default([]);
/** A name that people give. */
export const label = z.string().trim().min(1).max(100);
/** Names of roles, tiers or scopes. */
export const names = z.array(label).max(500).default([]);
const timeOfDay = z
  .string()
  .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as "08:00", in quotes');
const endOfDay = z
  .string()
  .regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/, 'must be a time such as "17:00" or "24:00", in quotes');
const instant = z.iso
  .datetime({
    offset: true,
    error: 'must be a time with its zone such as "2026-12-20T08:00:00+01:00", in quotes',
  })
  .transform((time) => new Date(time));

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

const isSomebody = ({ people, groups }: Pick<ApproverSource, 'people' | 'groups'>): boolean =>
  people.length + groups.length > 0;

const whom = z.strictObject({ people: ids, groups: ids }).refine(isSomebody, 'must name people or groups');

const approvers = z
  .union([
    z.literal('manager'),
    z
      .strictObject({ people: ids, groups: ids, manager: z.boolean().default(false) })
      .refine((from) => isSomebody(from) || from.manager, 'must name people, groups or the manager'),
  ])
  .transform((from): ApproverSource =>
    from === 'manager' ? { people: [], groups: [], manager: true } : from,
  );

const stage = z
  .strictObject({
    count: z.number().int().min(1).max(10).default(1),
    from: approvers,
    notOwnGroup: z.boolean().default(false),
    timeOutMinutes: z.number().int().min(5).max(10_080).default(1_440),
    escalateTo: approvers.optional(),
    remindEveryMinutes: z
      .number()
      .int()
      .refine((minutes) => minutes === 0 || (minutes >= 15 && minutes <= 1_440), 'must be 0, or 15 to 1440')
      .default(0),
  })
  .refine(
    ({ count, from, escalateTo }) => isEnough(count, mostOf([from, ...(escalateTo ? [escalateTo] : [])])),
    {
      path: ['count'],
      error: 'asks for more people than are named',
    },
  );

/** That nobody at all is named is said where it is so. */
const isEnough = (count: number, most: number): boolean => most === 0 || count <= most;

/** How many people sources can be at the most; a group may be of any size. */
function mostOf(sources: readonly ApproverSource[]): number {
  if (sources.some(({ groups }) => groups.length > 0)) return Infinity;
  const people = new Set(sources.flatMap((source) => source.people)).size;
  return people + (sources.some(({ manager }) => manager) ? 1 : 0);
}

const delegation = z
  .strictObject({ for: objectId, to: objectId, from: instant, until: instant })
  .refine((one) => one.for !== one.to, { path: ['to'], error: 'must be somebody else' })
  .refine(({ from, until }) => from < until, { path: ['until'], error: 'must be after "from"' });

const hours = z
  .strictObject({
    days: z
      .array(z.enum(WEEKDAYS))
      .min(1)
      .max(7)
      .default([...WEEKDAYS]),
    from: timeOfDay,
    to: endOfDay,
    zone: z.string().refine(isTimeZone, 'must be an IANA time zone such as Europe/Oslo'),
  })
  .refine(({ from, to }) => from !== to, {
    path: ['to'],
    error: 'leaves no time: it is when the hours begin',
  });

const isPattern = (pattern: string): boolean => {
  try {
    return new RegExp(`^(?:${pattern})$`, 'u').source !== '' && isSafePattern(pattern);
  } catch {
    return false;
  }
};

const ticket = z
  .strictObject({
    required: z.boolean().default(true),
    pattern: z
      .string()
      .min(1)
      .max(200)
      .refine(
        isPattern,
        'must be a plain regular expression such as CHG\\d{7}: nothing repeated that repeats',
      )
      .optional(),
    check: label.optional(),
    ifUnknown: z.enum(['block', 'warn']).default('block'),
  })
  .refine((asked) => asked.required || asked.pattern !== undefined || asked.check !== undefined, {
    path: ['required'],
    error: 'asks nothing: without it, name a pattern or a check',
  });

const emergency = z
  .strictObject({
    people: ids,
    groups: ids,
    owners: whom,
    perDay: z.number().int().min(1).max(10).default(1),
  })
  .refine(isSomebody, 'must name people or groups');

/** One rule. */
export const houseRule = z
  .strictObject({
    name: label,
    appliesTo: z
      .strictObject({ roles: names, tiers: names, scopes: names, people: ids, groups: ids })
      .refine(({ roles, tiers }) => roles.length + tiers.length > 0, {
        error: 'must name roles or tiers; [all] is every role',
      }),
    approvals: z.array(stage).max(5).default([]),
    delegates: z.array(delegation).max(200).default([]),
    hours: hours.optional(),
    maximumHours: z.number().min(0.5).max(24).optional(),
    coolDownMinutes: z.number().int().min(0).max(10_080).default(0),
    ticket: ticket.optional(),
    emergency: emergency.optional(),
    owners: whom.default({ people: [], groups: [] }),
    validMinutes: z.number().int().min(5).max(1_440).default(60),
  })
  .refine(asksSomething, 'asks nothing')
  .refine(({ approvals, delegates }) => delegates.length === 0 || approvals.length > 0, {
    path: ['delegates'],
    error: 'stand in for nobody: the rule asks for no approval',
  })
  .refine(({ approvals }) => approvals.length < 2 || hasEnough(approvals), {
    path: ['approvals'],
    error: 'ask for more different people than are named over all stages',
  });

function asksSomething(
  asked: Pick<HouseRule, 'approvals' | 'hours' | 'maximumHours' | 'coolDownMinutes' | 'ticket'>,
): boolean {
  const { approvals, hours: open, maximumHours, coolDownMinutes, ticket: number } = asked;
  const isNamed = [open, maximumHours, number].some((one) => one !== undefined);
  return isNamed || approvals.length > 0 || coolDownMinutes > 0;
}

function hasEnough(approvals: HouseRule['approvals']): boolean {
  const sources = approvals.flatMap(({ from, escalateTo }) => [from, ...(escalateTo ? [escalateTo] : [])]);
  return approvals.reduce((sum, { count }) => sum + count, 0) <= mostOf(sources);
}

/** The section of the settings file. */
export const houseRuleSettings = z
  .array(houseRule)
  .max(1_000)
  .superRefine((rules, context) => {
    const seen = new Set<string>();
    for (const [index, { name }] of rules.entries()) {
      if (seen.has(name.toLowerCase()))
        context.addIssue({
          code: 'custom',
          path: [index, 'name'],
          message: `There is another rule called "${name}"`,
        });
      seen.add(name.toLowerCase());
    }
  })
  .default([]);

/** The JSON schema of the section, as `docs/schema` publishes it: pretty, with an end of line. */
export function publishedHouseRuleSchema(): string {
  const schema = z.toJSONSchema(houseRuleSettings, { io: 'input', reused: 'inline' });
  const named = { $id: 'urn:latchkey:house-rules:v1', title: 'House rules of Latchkey', ...schema };
  return `${JSON.stringify(named, undefined, 2)}\n`;
}
