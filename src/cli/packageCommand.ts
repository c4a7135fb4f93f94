import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import latchkey from '../../package.json' with { type: 'json' };
import { type ManifestValues } from './appManifest.ts';
import { makeAppPackage } from './appPackage.ts';
import { type CliCommand, type CommandWorld, fileRefusal, Refusal } from './command.ts';
import { readOptions } from './readOptions.ts';

const MANIFEST_FOLDER = fileURLToPath(new URL('../../manifest/', import.meta.url));
const DEFAULT_FILE = 'dist/latchkey-teams.zip';

/** Each option with what `--help` says of it. */
const meanings = {
  'app-id': 'GUID of the app registration; else MicrosoftAppId',
  'public-url': 'https URL by which Teams reaches Latchkey; else LATCHKEY_PUBLIC_URL',
  version: `version of the app in Teams; else ${latchkey.version}. Teams takes an update only with a higher one`,
  'developer-name': 'who offers it, at most 32 characters; else Latchkey',
  'website-url': 'page about it; else the public URL',
  'privacy-url': 'privacy statement; else the public URL',
  'terms-url': 'terms of use; else the public URL',
  out: `file to write; else ${DEFAULT_FILE}`,
} as const;

type OptionName = keyof typeof meanings;
const optionNames = Object.keys(meanings) as OptionName[];
const pageOptions = ['website-url', 'privacy-url', 'terms-url'] as const;

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const VERSION = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$/;
/** A name with a dot whose last part is not a number: neither `localhost` nor an address. */
const HOST = /^[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z][a-z0-9-]*$/i;

const httpsUrl = (text: string): URL | undefined => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url?.protocol === 'https:' && url.username === '' ? url : undefined;
};

function readValues(
  options: Readonly<Partial<Record<OptionName, string>>>,
  environment: CommandWorld['environment'],
): ManifestValues {
  const appId = (options['app-id'] ?? environment['MicrosoftAppId'] ?? '').trim();
  const publicUrl = (options['public-url'] ?? environment['LATCHKEY_PUBLIC_URL'] ?? '').trim();
  const version = options.version ?? latchkey.version;
  const developerName = options['developer-name'] ?? 'Latchkey';
  const domain = httpsUrl(publicUrl)?.host ?? '';
  const reasons: string[] = [];
  if (!GUID.test(appId)) reasons.push('Name the app registration by its GUID: --app-id, or MicrosoftAppId.');
  if (!HOST.test(domain.replace(/:\d+$/, ''))) {
    reasons.push(
      'Name the https URL by which Teams reaches Latchkey, such as https://latchkey.example.com: --public-url, or LATCHKEY_PUBLIC_URL.',
    );
  }
  if (!VERSION.test(version)) reasons.push('--version must be three numbers with dots, such as 1.4.0.');
  if (developerName.length > 32) reasons.push('--developer-name may have 32 characters at the most.');
  for (const name of pageOptions) {
    const page = options[name];
    if (page !== undefined && httpsUrl(page) === undefined) reasons.push(`--${name} must be an https URL.`);
  }
  if (reasons.length > 0) throw new Refusal(reasons);
  return {
    APP_ID: appId.toLowerCase(),
    BOT_DOMAIN: domain,
    VERSION: version,
    DEVELOPER_NAME: developerName,
    WEBSITE_URL: options['website-url'] ?? publicUrl,
    PRIVACY_URL: options['privacy-url'] ?? publicUrl,
    TERMS_URL: options['terms-url'] ?? publicUrl,
  };
}

async function write(file: string, bytes: Uint8Array): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, bytes);
  } catch (error) {
    throw fileRefusal(file, 'written', error);
  }
}

async function run(args: readonly string[], { environment, print }: CommandWorld): Promise<number> {
  const options = readOptions(args, optionNames);
  const values = readValues(options, environment);
  const file = resolve(options.out ?? DEFAULT_FILE);
  await write(file, await makeAppPackage(MANIFEST_FOLDER, values));
  print(file);
  print(`Latchkey ${values.VERSION} for the app ${values.APP_ID} at ${values.BOT_DOMAIN}.`);
  const missing = pageOptions.filter((name) => options[name] === undefined);
  if (missing.length > 0) {
    print(
      `Teams shows links to your pages; without ${missing.map((name) => `--${name}`).join(', ')} they lead to ${values.BOT_DOMAIN}.`,
    );
  }
  return 0;
}

/** `package`: makes the zip that is uploaded to Teams. */
export const packageCommand: CliCommand = {
  name: 'package',
  summary: 'make the Teams app package, a zip to upload in the Teams admin center',
  usage: [
    'Usage: npm run cli -- package [options]',
    '',
    'Makes the Teams app package from the folder manifest, checked against the schema of Microsoft without a network.',
    '',
    ...optionNames.map((name) => `  --${name.padEnd(16)} ${meanings[name]}`),
  ],
  run,
};
