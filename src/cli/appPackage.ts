import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { iconFaults, iconRules } from './appIcons.ts';
import {
  fillManifest,
  manifestFaults,
  type ManifestValues,
  type Translation,
  translationFaults,
  translationFilesOf,
} from './appManifest.ts';
import { Refusal } from './command.ts';

/** A zip writes local time without a zone: noon of the first day it can write is the same bytes everywhere. */
const FIXED_AT = new Date(1980, 0, 1, 12);

async function contentOf(folder: string, file: string): Promise<Buffer> {
  try {
    return await readFile(join(folder, file));
  } catch {
    throw new Refusal([`${join(folder, file)} cannot be read.`]);
  }
}

function parsed(file: string, text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new Refusal([`${file} is not valid JSON.`]);
  }
}

async function translationsIn(folder: string, manifest: unknown): Promise<readonly Translation[]> {
  return Promise.all(
    translationFilesOf(manifest).map(async (file) => ({
      file,
      texts: parsed(file, (await contentOf(folder, file)).toString('utf8')),
    })),
  );
}

const written = (json: unknown): Buffer => Buffer.from(`${JSON.stringify(json, undefined, 2)}\n`);

/**
 * The Teams app package: a zip of the filled manifest, its translations and the two icons in `folder`. The same input makes the same bytes.
 * @throws Refusal with everything that Teams would not take
 */
export async function makeAppPackage(folder: string, values: ManifestValues): Promise<Uint8Array> {
  const template = await contentOf(folder, 'manifest.json');
  const manifest = fillManifest(parsed('manifest.json', template.toString('utf8')), values);
  const translations = await translationsIn(folder, manifest);
  const icons = await Promise.all(
    iconRules.map(async (rule) => ({ rule, bytes: await contentOf(folder, rule.file) })),
  );
  const faults = [
    ...(await manifestFaults(manifest)),
    ...translations.flatMap((translation) => translationFaults(manifest, translation)),
    ...icons.flatMap(({ rule, bytes }) => iconFaults(rule, bytes)),
  ];
  if (faults.length > 0) throw new Refusal(faults);
  return zipSync(
    {
      'manifest.json': written(manifest),
      ...Object.fromEntries(icons.map(({ rule, bytes }) => [rule.file, bytes])),
      ...Object.fromEntries(translations.map(({ file, texts }) => [file, written(texts)])),
    },
    { level: 9, mtime: FIXED_AT },
  );
}
