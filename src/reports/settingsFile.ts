import { z } from 'zod';
import { roleDefinitionId, type RoleDefinitionId, type TenantId } from '../pim/ids.ts';
import { canonicalSettings, type ComparableSettings } from '../pim/posture/settingFacts.ts';
import { reasonsOf } from './schemaReasons.ts';
import { tenant, text } from './schema/shapes.ts';
import { roleSettings } from './schema/snapshotSchema.ts';

/** How the roles of a tenant are set, as a file keeps it. */
export interface KeptSettings {
  readonly tenantId: TenantId;
  readonly settings: readonly ComparableSettings[];
  /** What roles were called; for whoever reads the file, and for roles that are no more. */
  readonly names: ReadonlyMap<RoleDefinitionId, string>;
}

const FORMAT = 'latchkey-role-settings';
const VERSION = 1;

const keptRole = roleSettings.omit({ policyId: true }).extend({ displayName: text });

const settingsFile = z
  .strictObject({
    format: z.literal(FORMAT),
    version: z.literal(VERSION),
    tenantId: tenant,
    roles: z.array(keptRole),
  })
  .refine(({ roles }) => new Set(roles.map((one) => one.roleDefinitionId)).size === roles.length, {
    path: ['roles'],
    message: 'A role is named more than once',
  });

/** The text of a settings file: the same for the same settings, whatever order Graph gave them in. */
export function settingsFileText({ tenantId, settings, names }: KeptSettings): string {
  const roles = settings
    .map(canonicalSettings)
    .sort((a, b) => (a.roleDefinitionId < b.roleDefinitionId ? -1 : 1))
    .map((one) => ({ ...one, displayName: names.get(one.roleDefinitionId) ?? one.roleDefinitionId }));
  return `${JSON.stringify(keysSorted({ format: FORMAT, version: VERSION, tenantId, roles }), undefined, 2)}\n`;
}

function keysSorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(keysSorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]: [string, unknown]) => [key, keysSorted(inner)]),
  );
}

/** What is wrong with a settings file, for whoever says it in words of their own. */
export interface SettingsFileFault {
  readonly kind: 'notJson' | 'otherFormat' | 'otherVersion' | 'namedTwice' | 'shape';
  /** Where in the document, for instance `roles.0.activation.maximumMinutes`; empty where it is about all of it. */
  readonly place: string;
}

/** Why a text is no settings file: in sentences, and for other sentences. */
export interface UnreadSettings {
  readonly reasons: readonly string[];
  readonly faults: readonly SettingsFileFault[];
}

/** Reads a settings file. Answers with a sentence for everything that is wrong with it. */
export function readSettingsFile(written: string): KeptSettings | UnreadSettings {
  let document: unknown;
  try {
    // A byte order mark is no JSON, and some editors write one.
    document = JSON.parse(written.replace(/^\uFEFF/, ''));
  } catch {
    return { reasons: ['It is not valid JSON.'], faults: [{ kind: 'notJson', place: '' }] };
  }
  const read = settingsFile.safeParse(document);
  if (!read.success) return { reasons: reasonsOf(read.error), faults: read.error.issues.map(faultOf) };
  const { tenantId, roles } = read.data;
  return {
    tenantId,
    settings: roles.map(({ displayName: _name, ...settings }) => canonicalSettings(settings)),
    names: new Map(roles.map(({ roleDefinitionId: id, displayName }) => [roleDefinitionId(id), displayName])),
  };
}

function faultOf({ code, path }: z.core.$ZodIssue): SettingsFileFault {
  const place = path.join('.');
  if (place === '' || place === 'format') return { kind: 'otherFormat', place: '' };
  if (place === 'version') return { kind: 'otherVersion', place: '' };
  return { kind: code === 'custom' ? 'namedTwice' : 'shape', place };
}
