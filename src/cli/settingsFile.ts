import { z } from 'zod';
import { roleDefinitionId, type RoleDefinitionId, type TenantId } from '../pim/ids.ts';
import { canonicalSettings, type ComparableSettings } from '../pim/posture/settingFacts.ts';
import { reasonsOf } from '../reports/schemaReasons.ts';
import { tenant, text } from '../reports/schema/shapes.ts';
import { roleSettings } from '../reports/schema/snapshotSchema.ts';

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

/** Reads a settings file. Answers with a sentence for everything that is wrong with it. */
export function readSettingsFile(written: string): KeptSettings | { readonly reasons: readonly string[] } {
  let document: unknown;
  try {
    // A byte order mark is no JSON, and some editors write one.
    document = JSON.parse(written.replace(/^\uFEFF/, ''));
  } catch {
    return { reasons: ['It is not valid JSON.'] };
  }
  const read = settingsFile.safeParse(document);
  if (!read.success) return { reasons: reasonsOf(read.error) };
  const { tenantId, roles } = read.data;
  return {
    tenantId,
    settings: roles.map(({ displayName: _name, ...settings }) => canonicalSettings(settings)),
    names: new Map(roles.map(({ roleDefinitionId: id, displayName }) => [roleDefinitionId(id), displayName])),
  };
}
