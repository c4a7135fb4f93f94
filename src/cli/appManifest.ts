import { AppManifestUtils, type TeamsManifest } from '@microsoft/app-manifest';

/** What stands behind the placeholders of `manifest/manifest.json`, each written there as `${NAME}`. */
export type ManifestValues = Readonly<Record<ManifestPlaceholder, string>>;
export type ManifestPlaceholder =
  'APP_ID' | 'BOT_DOMAIN' | 'VERSION' | 'DEVELOPER_NAME' | 'WEBSITE_URL' | 'PRIVACY_URL' | 'TERMS_URL';

/** A text file of another language, with the manifest's words by their path. */
export interface Translation {
  readonly file: string;
  readonly texts: unknown;
}

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

const TRANSLATION_SCHEMA_URL =
  'https://developer.microsoft.com/json-schemas/teams/v1.25/MicrosoftTeams.Localization.schema.json';

/** Texts that Teams lets be translated, and how many characters they may have (Microsoft Teams: manifest schema 1.25). */
const translatable: readonly (readonly [RegExp, number])[] = [
  [/^name\.short$/, 30],
  [/^name\.full$/, 100],
  [/^description\.short$/, 80],
  [/^description\.full$/, 4000],
  [/^bots\[0\]\.commandLists\[\d\]\.commands\[\d{1,2}\]\.(?:title|description)$/, 128],
];

/** Names of the files that hold the manifest in other languages. */
export function translationFilesOf(manifest: unknown): readonly string[] {
  const { localizationInfo } = (manifest ?? {}) as {
    readonly localizationInfo?: { readonly additionalLanguages?: readonly { readonly file?: unknown }[] };
  };
  return (localizationInfo?.additionalLanguages ?? []).flatMap(({ file }) =>
    typeof file === 'string' ? [file] : [],
  );
}

/** What Teams would not take of a translation: another schema, a text that the manifest does not have, one that is too long. */
export function translationFaults(manifest: unknown, { file, texts }: Translation): readonly string[] {
  if (typeof texts !== 'object' || texts === null) return [`${file} must be an object.`];
  const { $schema, ...translated } = texts as Readonly<Record<string, unknown>>;
  return [
    ...($schema === TRANSLATION_SCHEMA_URL
      ? []
      : [`${file} must name the schema ${TRANSLATION_SCHEMA_URL}.`]),
    ...Object.entries(translated).flatMap(([path, text]) => {
      const most = translatable.find(([pattern]) => pattern.test(path))?.[1];
      if (most === undefined || typeof textAt(manifest, path) !== 'string')
        return [`${file}: the manifest has no text ${path} that can be translated.`];
      if (typeof text !== 'string' || text === '') return [`${file}: ${path} must be a text.`];
      return text.length > most ? [`${file}: ${path} may have ${String(most)} characters at the most.`] : [];
    }),
  ];
}

const textAt = (manifest: unknown, path: string): unknown =>
  path
    .split(/[.[\]]+/)
    .filter((key) => key !== '')
    .reduce<unknown>(
      (value, key) =>
        typeof value === 'object' && value !== null
          ? (value as Readonly<Record<string, unknown>>)[key]
          : undefined,
      manifest,
    );
