import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import { isGuid } from './pim/ids.ts';
import { yardstickSettings } from './yardstickSettings.ts';

const timeOfDay = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day such as "08:30", in quotes');
const timeZone = z.string().refine(isTimeZone, 'must be an IANA time zone such as Europe/Oslo');
const groupId = z
  .string()
  .refine((id) => id === '' || isGuid(id), 'must be the object id of a group, in quotes, or empty');

/** Tokens of a bucket: how many are there after a rest, and how fast they come back. */
const bucket = (atOnce: number, perSecond: number) =>
  z
    .strictObject({
      atOnce: z.number().int().min(5).max(100_000).default(atOnce),
      perSecond: z.number().min(0.1).max(10_000).default(perSecond),
    })
    .prefault({});

/** What one person, and everybody together, may ask of Latchkey. */
const limits = z
  .strictObject({
    inbound: z
      .strictObject({
        person: bucket(30, 1),
        tenant: bucket(2_000, 300),
        underWay: z.number().int().min(10).max(10_000).default(1_000),
      })
      .prefault({}),
    requests: z
      .strictObject({
        perHour: z.number().int().min(1).max(1_000).default(60),
        perHourAndRole: z.number().int().min(1).max(1_000).default(20),
      })
      .prefault({}),
    denialsWithoutCoolDown: z.number().int().min(0).max(10).default(1),
    coolDownAfterDenialMinutes: z.number().int().min(0).max(1_440).default(15),
    coalesceMinutes: z.number().int().min(0).max(60).default(10),
    burst: z
      .strictObject({
        requests: z.number().int().min(0).max(500).default(10),
        minutes: z.number().int().min(1).max(60).default(10),
      })
      .prefault({}),
  })
  .prefault({});

/** The settings file: a section per feature, every key with a default. */
const settingsSchema = z.strictObject({
  digest: z
    .strictObject({
      enabled: z.boolean().default(true),
      at: timeOfDay.default('08:30'),
      weekends: z.boolean().default(false),
    })
    .prefault({}),
  administrators: z
    .strictObject({
      group: groupId.default(''),
      digest: z
        .strictObject({ enabled: z.boolean().default(true), at: timeOfDay.default('08:30') })
        .prefault({}),
    })
    .prefault({}),
  administration: z.strictObject({ changes: z.boolean().default(false) }).prefault({}),
  people: z
    .strictObject({
      defaultTimeZone: timeZone.default('UTC'),
      defaultLocale: z.string().min(2).max(35).default('en-GB'),
      discreetPreviews: z.boolean().default(false),
      guestsMayUse: z.boolean().default(false),
    })
    .prefault({}),
  reminders: z
    .strictObject({
      approvers: z
        .strictObject({
          everyMinutes: z.number().int().min(15).max(720).default(60),
          most: z.number().int().min(0).max(3).default(3),
          quietHours: z
            .strictObject({ from: timeOfDay.default('22:00'), to: timeOfDay.default('07:00') })
            .prefault({}),
        })
        .prefault({}),
      endingSoonMinutes: z
        .number()
        .int()
        .refine((minutes) => minutes === 0 || (minutes >= 5 && minutes <= 120), 'must be 0, or 5 to 120')
        .default(15),
      lapsingMinutes: z.number().int().min(0).max(720).default(60),
    })
    .prefault({}),
  delivery: z
    .strictObject({
      messagesPerSecond: z.number().int().min(1).max(50).default(45),
      installForApprovers: z.boolean().default(false),
    })
    .prefault({}),
  following: z
    .strictObject({
      waitingSeconds: z.number().int().min(5).max(600).default(15),
      provisioningSeconds: z.number().int().min(1).max(60).default(2),
      activeSeconds: z.number().int().min(15).max(3600).default(60),
    })
    .prefault({}),
  limits,
  yardstick: yardstickSettings,
});

/** The settings with every default filled in. */
export type Settings = z.infer<typeof settingsSchema>;

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** What holds where nothing is set. */
export const defaultSettings = (): Settings => settingsSchema.parse({});

/** The settings of a YAML text, or a reason for everything that is wrong with it. */
export function readSettings(
  text: string,
): { readonly settings: Settings } | { readonly reasons: readonly string[] } {
  let document: unknown;
  try {
    document = parseYaml(text);
  } catch (error) {
    return { reasons: [`not valid YAML: ${error instanceof Error ? error.message : 'unreadable'}`] };
  }
  const parsed = settingsSchema.safeParse(document ?? {});
  return parsed.success
    ? { settings: parsed.data }
    : {
        reasons: parsed.error.issues.map(
          ({ path, message }) => `${path.length === 0 ? 'top level' : path.join('.')}: ${message}`,
        ),
      };
}
