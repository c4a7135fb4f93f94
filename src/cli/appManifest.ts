import { AppManifestUtils, type TeamsManifest } from '@microsoft/app-manifest';

/** What stands behind the placeholders of `manifest/manifest.json`, each written there as `${NAME}`. */
export type ManifestValues = Readonly<Record<ManifestPlaceholder, string>>;
export type ManifestPlaceholder =
  'APP_ID' | 'BOT_DOMAIN' | 'VERSION' | 'DEVELOPER_NAME' | 'WEBSITE_URL' | 'PRIVACY_URL' | 'TERMS_URL';

/** The one schema we write for: its rules come with @microsoft/app-manifest, any other would be fetched. */
const SCHEMA_URL = 'https://developer.microsoft.com/json-schemas/teams/v1.25/MicrosoftTeams.schema.json';

/** The manifest with every placeholder that has a value replaced, inside texts only. */
export function fillManifest(template: unknown, values: ManifestValues): unknown {
  if (typeof template === 'string') {
    const known: Readonly<Record<string, string>> = values;
    return template.replace(/\$\{([A-Z_]+)\}/g, (placeholder, name: string) => known[name] ?? placeholder);
  }
  if (Array.isArray(template)) return template.map((item) => fillManifest(item, values));
  if (typeof template !== 'object' || template === null) return template;
  return Object.fromEntries(
    Object.entries(template).map(([key, value]) => [key, fillManifest(value, values)]),
  );
}

const textsOf = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
};

// @microsoft/app-manifest asks for fs-extra without naming it: package.json names it instead.
/** What is wrong with a filled manifest, by Microsoft's schema and without the network; nothing where all is well. */
export async function manifestFaults(manifest: unknown): Promise<readonly string[]> {
  const { $schema } = (manifest ?? {}) as { readonly $schema?: unknown };
  if ($schema !== SCHEMA_URL) return [`manifest.json must name the schema ${SCHEMA_URL}.`];
  const unfilled = textsOf(manifest).flatMap((text) => text.match(/\$\{[^}]*\}/g) ?? []);
  const broken = await AppManifestUtils.validateAgainstSchema(manifest as TeamsManifest);
  return [
    ...[...new Set(unfilled)].map(
      (placeholder) => `manifest.json: nothing is known to stand for ${placeholder}.`,
    ),
    ...broken.map((fault) => `manifest.json: ${fault.replace(/\. Details: .*$/s, '').trim()}.`),
  ];
}
