import { z } from 'zod';
import { readEachHouseRule, unknownTiers } from './houseRuleReading.ts';
import { houseRuleSettings } from './houseRuleSettings.ts';
import { type BrokenHouseRule, type HouseRule } from './pim/houseRules/houseRule.ts';
import { isGuid } from './pim/ids.ts';
import { pilotSettings } from './pilotSettings.ts';
import { reviewSettings } from './reviewSettings.ts';
import { ticketSettings } from './ticketSettings.ts';
import { type ReadYaml, readYaml, reasonsIn } from './yamlLines.ts';
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
  alerts: z
    .strictObject({
      everyMinutes: z
        .number()
        .int()
        .refine((minutes) => minutes === 0 || (minutes >= 15 && minutes <= 1_440), 'must be 0, or 15 to 1440')
        .default(60),
      flapHours: z.number().int().min(0).max(168).default(24),
    })
    .prefault({}),
  administration: z.strictObject({ changes: z.boolean().default(false) }).prefault({}),
  reviews: reviewSettings,
  people: z
    .strictObject({
      defaultTimeZone: timeZone.default('UTC'),
      defaultLocale: z.string().min(2).max(35).default('en-GB'),
      discreetPreviews: z.boolean().default(false),
      guestsMayUse: z.boolean().default(false),
    })
    .prefault({}),
  pilot: pilotSettings,
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
  ticketSystems: ticketSettings,
  houseRules: houseRuleSettings,
});

/** The settings with every default filled in. */
export type Settings = Omit<z.infer<typeof settingsSchema>, 'houseRules'> & {
  readonly houseRules: readonly HouseRule[];
};

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** What holds where nothing is set. */
export const defaultSettings = (): Settings => settingsSchema.parse({});

/** What a settings file is read as, or a reason, with its line, for everything that is wrong with it. */
export type ReadSettings = { readonly settings: Settings } | { readonly reasons: readonly string[] };

/** The settings of a YAML text, or a reason for everything that is wrong with it. */
export function readSettings(text: string): ReadSettings {
  const yaml = yamlOf(text);
  return 'reasons' in yaml ? yaml : settingsIn(yaml);
}

/**
 * The same, but house rules that cannot be understood are taken out one by one and named, so that the roles that they
 * are about can be refused while everything else works.
 */
export function readSettingsAround(
  text: string,
):
  | { readonly reasons: readonly string[] }
  | { readonly settings: Settings; readonly broken: readonly BrokenHouseRule[] } {
  const yaml = yamlOf(text);
  if ('reasons' in yaml) return yaml;
  const read = settingsIn(yaml);
  if ('settings' in read) return { ...read, broken: [] };
  const others = settingsIn({ ...yaml, value: { ...(yaml.value as object), houseRules: [] } });
  if (!('settings' in others)) return read;
  const { rules, broken } = readEachHouseRule((yaml.value as { readonly houseRules: unknown }).houseRules);
  const unknown = unknownTiers(rules, others.settings.yardstick.baseline);
  const isTier = (name: string): boolean =>
    others.settings.yardstick.baseline.some((tier) => tier.name.trim().toLowerCase() === name.toLowerCase());
  const isUnknown = new Set(unknown.map(({ path }) => path[1]));
  return {
    settings: { ...others.settings, houseRules: rules.filter((_, index) => !isUnknown.has(index)) },
    broken: [
      ...broken.map((one) => (one.tiers.every(isTier) ? one : { ...one, roles: [], tiers: [] })),
      ...rules.flatMap(({ name, appliesTo: { roles, tiers } }, index) => {
        const reasons = unknown.filter(({ path }) => path[1] === index).map(({ message }) => message);
        // A tier that is none may have been meant for any role.
        return reasons.length === 0
          ? []
          : [{ name, roles: tiers.length > 0 ? [] : roles, tiers: [], reasons }];
      }),
    ],
  };
}

function yamlOf(text: string): ReadYaml | { readonly reasons: readonly string[] } {
  try {
    return readYaml(text);
  } catch (error) {
    return { reasons: [`not valid YAML: ${error instanceof Error ? error.message : 'unreadable'}`] };
  }
}

function settingsIn(yaml: ReadYaml): ReadSettings {
  const parsed = settingsSchema.safeParse(yaml.value ?? {});
  if (!parsed.success) return { reasons: reasonsIn(parsed.error, yaml) };
  const { houseRules, yardstick } = parsed.data;
  const unknown = unknownTiers(houseRules, yardstick.baseline);
  if (unknown.length === 0) return { settings: parsed.data };
  return {
    reasons: reasonsIn(
      new z.ZodError(
        unknown.map((one) => ({ ...one, path: [...one.path], code: 'custom', input: undefined })),
      ),
      yaml,
    ),
  };
}
