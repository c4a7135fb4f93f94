import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { iconFaults, iconRules } from './appIcons.ts';
import { fillManifest, manifestFaults, type ManifestValues } from './appManifest.ts';
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

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new Refusal(['manifest.json is not valid JSON.']);
  }
}

/**
 * The Teams app package: a zip of the filled manifest and the two icons in `folder`. The same input makes the same bytes.
 * @throws Refusal with everything that Teams would not take
 */
export async function makeAppPackage(folder: string, values: ManifestValues): Promise<Uint8Array> {
  const template = await contentOf(folder, 'manifest.json');
  const manifest = fillManifest(parsed(template.toString('utf8')), values);
  const icons = await Promise.all(
    iconRules.map(async (rule) => ({ rule, bytes: await contentOf(folder, rule.file) })),
  );
  const faults = [
    ...(await manifestFaults(manifest)),
    ...icons.flatMap(({ rule, bytes }) => iconFaults(rule, bytes)),
  ];
  if (faults.length > 0) throw new Refusal(faults);
  return zipSync(
    {
      'manifest.json': Buffer.from(`${JSON.stringify(manifest, undefined, 2)}\n`),
      ...Object.fromEntries(icons.map(({ rule, bytes }) => [rule.file, bytes])),
    },
    { level: 9, mtime: FIXED_AT },
  );
}
