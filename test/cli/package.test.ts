import assert from 'node:assert/strict';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { unzipSync } from 'fflate';
import latchkey from '../../package.json' with { type: 'json' };
import { commands } from '../../src/bot/commandList.ts';
import { germanCommands } from '../../src/bot/german/germanCommands.ts';
import { iconFaults, iconRules } from '../../src/cli/appIcons.ts';
import { fillManifest, manifestFaults, type ManifestValues } from '../../src/cli/appManifest.ts';
import { makeAppPackage } from '../../src/cli/appPackage.ts';
import { Refusal } from '../../src/cli/command.ts';
import { pngPixels } from './pngPixels.ts';
import { runInMemory } from './runInMemory.ts';

interface Manifest {
  readonly id: string;
  readonly version: string;
  readonly developer: Readonly<Record<string, string>>;
  readonly validDomains: readonly string[];
  readonly webApplicationInfo: { readonly id: string; readonly resource: string };
  readonly permissions: readonly string[];
  readonly bots: readonly {
    readonly botId: string;
    readonly scopes: readonly string[];
    readonly commandLists: readonly {
      readonly scopes: readonly string[];
      readonly commands: readonly { readonly title: string; readonly description: string }[];
    }[];
  }[];
}

const APP_ID = '0c6a3e51-7d24-4b8e-9a15-6f20d83b94c7';
const PUBLIC_URL = 'https://latchkey.example.com';
const folder = fileURLToPath(new URL('../../manifest/', import.meta.url));
const template = async (): Promise<unknown> =>
  JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as unknown;

const values: ManifestValues = {
  APP_ID,
  BOT_DOMAIN: 'latchkey.example.com',
  VERSION: '1.2.3',
  DEVELOPER_NAME: 'Harbour "Light" Ltd',
  WEBSITE_URL: PUBLIC_URL,
  PRIVACY_URL: `${PUBLIC_URL}/privacy`,
  TERMS_URL: `${PUBLIC_URL}/terms`,
};

const manifestIn = (zip: Uint8Array): Manifest =>
  JSON.parse(Buffer.from(unzipSync(zip)['manifest.json'] ?? []).toString('utf8')) as Manifest;

const reasonsOf = async (act: Promise<unknown>): Promise<readonly string[]> => {
  const error: unknown = await act.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof Refusal);
  return error.reasons;
};

describe('manifest.json', () => {
  it('is valid against the official schema once it is filled in', async () => {
    assert.deepEqual(await manifestFaults(fillManifest(await template(), values)), []);
  });

  it('lists the commands of the bot in their order, for personal chats only', async () => {
    const { bots } = (await template()) as Manifest;
    const listed = commands.filter(({ isListed }) => isListed);
    assert.ok(listed.length <= 12, 'Teams lists at most twelve commands');
    assert.deepEqual(
      bots.map(({ scopes }) => scopes),
      [['personal']],
    );
    assert.deepEqual(bots[0]?.commandLists, [
      { scopes: ['personal'], commands: listed.map(({ title, description }) => ({ title, description })) },
    ]);
  });

  it('asks for the identity permission and single sign-on of the app itself', async () => {
    const manifest = fillManifest(await template(), values) as Manifest;
    assert.deepEqual(manifest.permissions, ['identity']);
    assert.deepEqual(manifest.validDomains, ['latchkey.example.com']);
    assert.deepEqual(manifest.webApplicationInfo, { id: APP_ID, resource: `api://botid-${APP_ID}` });
    assert.equal(manifest.bots[0]?.botId, APP_ID);
  });
});

describe('de.json', () => {
  const read = async (): Promise<Record<string, string>> =>
    JSON.parse(await readFile(join(folder, 'de.json'), 'utf8')) as Record<string, string>;

  it('has every text of the manifest that can be translated, and the commands as the bot understands them', async () => {
    const { $schema, ...texts } = await read();
    assert.equal(
      $schema,
      'https://developer.microsoft.com/json-schemas/teams/v1.25/MicrosoftTeams.Localization.schema.json',
    );
    const listed = commands.filter(({ isListed }) => isListed);
    const named = ['name.short', 'name.full', 'description.short', 'description.full'];
    assert.deepEqual(Object.keys(texts).slice(0, 4), named);
    const expected = listed.flatMap(({ name }, index) => {
      const { title, description } = germanCommands[name];
      const path = `bots[0].commandLists[0].commands[${String(index)}]`;
      return [
        [`${path}.title`, title],
        [`${path}.description`, description],
      ];
    });
    assert.deepEqual(Object.entries(texts).slice(4), expected);
  });

  it('is as the official schema of translations wants it', async () => {
    const schema = new URL(
      '../../node_modules/@microsoft/app-manifest/build/json-schemas/teams/v1.25/MicrosoftTeams.Localization.schema.json',
      import.meta.url,
    );
    const { properties, patternProperties } = JSON.parse(await readFile(schema, 'utf8')) as Record<
      'properties' | 'patternProperties',
      Record<string, { maxLength?: number }>
    >;
    for (const [path, text] of Object.entries(await read())) {
      const pattern = Object.keys(patternProperties).find((one) => new RegExp(one).test(path));
      const rule = properties[path] ?? patternProperties[pattern ?? ''];
      assert.ok(rule, path);
      assert.ok(text.length <= (rule.maxLength ?? 4000), path);
    }
  });
});

describe('iconFaults', () => {
  it('finds nothing wrong with our own icons', async () => {
    for (const rule of iconRules) {
      assert.deepEqual(iconFaults(rule, await readFile(join(folder, rule.file))), []);
    }
  });

  it('lets through an outline of nothing but white on nothing', async () => {
    const pixels = pngPixels(await readFile(join(folder, 'outline.png')));
    const drawn = pixels.filter(({ alpha }) => alpha > 0);
    assert.equal(pixels.length, 32 * 32);
    assert.ok(drawn.length > 100 && drawn.length < 500, `${drawn.length} pixels are drawn`);
    for (const { red, green, blue, alpha } of drawn) {
      // A faint edge is rounded: its colour is known to 255 / alpha only.
      const darkest = 255 - Math.ceil(255 / alpha);
      assert.ok(Math.min(red, green, blue) >= darkest, `${red} ${green} ${blue} at ${alpha}`);
    }
  });

  it('refuses another size, a missing transparency, and what is no PNG', async () => {
    const color = await readFile(join(folder, 'color.png'));
    const [, outlineRule] = iconRules;
    assert.ok(outlineRule);
    assert.deepEqual(iconFaults(outlineRule, color), [
      'outline.png must be 32 x 32 pixels; it is 192 x 192.',
      'outline.png must be white on a transparent background; it has no transparency.',
    ]);
    assert.deepEqual(iconFaults(outlineRule, Buffer.from('GIF89a')), ['outline.png is not a PNG image.']);
  });
});

describe('makeAppPackage', () => {
  let copy: string;

  beforeEach(async () => {
    copy = await mkdtemp(join(tmpdir(), 'latchkey-package-'));
    await cp(folder, copy, { recursive: true });
  });

  afterEach(() => rm(copy, { recursive: true, force: true }));

  const changeManifest = async (change: (manifest: Record<string, unknown>) => object): Promise<void> => {
    const changed = change((await template()) as Record<string, unknown>);
    await writeFile(join(copy, 'manifest.json'), JSON.stringify(changed));
  };

  it('puts its files at the root of the zip and the values into the manifest', async () => {
    const zip = await makeAppPackage(copy, values);
    const files = unzipSync(zip);
    assert.deepEqual(Object.keys(files), ['manifest.json', 'color.png', 'outline.png', 'de.json']);
    assert.deepEqual(Buffer.from(files['color.png'] ?? []), await readFile(join(folder, 'color.png')));
    assert.equal(manifestIn(zip).developer['name'], 'Harbour "Light" Ltd');
    assert.doesNotMatch(JSON.stringify(manifestIn(zip)), /\$\{/);
  });

  it('makes the same bytes each time', async () => {
    assert.deepEqual(await makeAppPackage(copy, values), await makeAppPackage(folder, values));
  });

  it('refuses what the schema refuses', async () => {
    await changeManifest((manifest) => ({ ...manifest, accentColor: 'teal', surprise: true }));
    const reasons = await reasonsOf(makeAppPackage(copy, values));
    assert.equal(reasons.length, 2);
    assert.ok(reasons.every((reason) => /^manifest\.json: .*must .*\.$/.test(reason)));
  });

  it('refuses a translation of what is not there, of another schema, or too long', async () => {
    const texts = JSON.parse(await readFile(join(copy, 'de.json'), 'utf8')) as Record<string, string>;
    const broken = {
      ...texts,
      $schema: 'https://example.com/schema.json',
      'name.short': 'x'.repeat(31),
      'name.full': '',
      'bots[0].commandLists[0].commands[12].title': 'x',
      'developer.name': 'x',
    };
    await writeFile(join(copy, 'de.json'), JSON.stringify(broken));
    assert.deepEqual(await reasonsOf(makeAppPackage(copy, values)), [
      'de.json must name the schema https://developer.microsoft.com/json-schemas/teams/v1.25/MicrosoftTeams.Localization.schema.json.',
      'de.json: name.short may have 30 characters at the most.',
      'de.json: name.full must be a text.',
      'de.json: the manifest has no text bots[0].commandLists[0].commands[12].title that can be translated.',
      'de.json: the manifest has no text developer.name that can be translated.',
    ]);
    await writeFile(join(copy, 'de.json'), '{');
    assert.deepEqual(await reasonsOf(makeAppPackage(copy, values)), ['de.json is not valid JSON.']);
    await rm(join(copy, 'de.json'));
    assert.match((await reasonsOf(makeAppPackage(copy, values))).join(), /de\.json cannot be read/);
  });

  it('refuses a schema that it would have to fetch', async () => {
    const $schema = 'https://developer.microsoft.com/json-schemas/teams/v9.99/MicrosoftTeams.schema.json';
    await changeManifest((manifest) => ({ ...manifest, $schema }));
    assert.match((await reasonsOf(makeAppPackage(copy, values))).join(), /must name the schema .*v1\.25/);
  });

  it('refuses a placeholder that nothing stands behind', async () => {
    await changeManifest((manifest) => ({ ...manifest, publisherDocsUrl: 'https://${DOCS}/${DOCS}' }));
    assert.deepEqual(await reasonsOf(makeAppPackage(copy, values)), [
      'manifest.json: nothing is known to stand for ${DOCS}.',
    ]);
  });

  it('refuses a manifest that is no JSON, a wrong icon and a missing file', async () => {
    await cp(join(copy, 'color.png'), join(copy, 'outline.png'));
    assert.equal((await reasonsOf(makeAppPackage(copy, values))).length, 2);
    await rm(join(copy, 'outline.png'));
    assert.deepEqual(await reasonsOf(makeAppPackage(copy, values)), [
      `${join(copy, 'outline.png')} cannot be read.`,
    ]);
    await writeFile(join(copy, 'manifest.json'), '{');
    assert.deepEqual(await reasonsOf(makeAppPackage(copy, values)), ['manifest.json is not valid JSON.']);
  });
});

describe('packageCommand', () => {
  let out: string;

  before(async () => {
    out = await mkdtemp(join(tmpdir(), 'latchkey-package-'));
  });

  after(() => rm(out, { recursive: true, force: true }));
  const file = (): string => join(out, 'new', 'teams.zip');
  const good = (): string[] => ['--app-id', APP_ID, '--public-url', PUBLIC_URL, '--out', file()];

  it('writes the zip, taking the ids from the environment where no option names them', async () => {
    const environment = {
      MicrosoftAppId: APP_ID.toUpperCase(),
      LATCHKEY_PUBLIC_URL: `${PUBLIC_URL}:8443/bot`,
    };
    const { exitCode, printed } = await runInMemory(['package', '--out', file()], environment);
    assert.equal(exitCode, 0);
    assert.equal(printed[0], file());
    const manifest = manifestIn(await readFile(file()));
    assert.equal(manifest.id, APP_ID);
    assert.equal(manifest.version, latchkey.version);
    assert.deepEqual(manifest.validDomains, ['latchkey.example.com:8443']);
    assert.equal(manifest.developer['websiteUrl'], `${PUBLIC_URL}:8443/bot`);
  });

  it('lets options win over the environment, and says which pages are missing', async () => {
    const pages = ['--website-url', 'https://a.example', '--terms-url', 'https://c.example/terms'];
    const { printed } = await runInMemory(
      ['package', ...good(), '--version', '2.0.1', '--developer-name', 'Harbour', ...pages],
      { MicrosoftAppId: 'nonsense', LATCHKEY_PUBLIC_URL: 'nonsense' },
    );
    const manifest = manifestIn(await readFile(file()));
    assert.equal(manifest.version, '2.0.1');
    assert.deepEqual(manifest.developer, {
      name: 'Harbour',
      websiteUrl: 'https://a.example',
      privacyUrl: PUBLIC_URL,
      termsOfUseUrl: 'https://c.example/terms',
    });
    assert.match(printed.at(-1) ?? '', /without --privacy-url they lead to latchkey\.example\.com\.$/);
  });

  it('tells every reason at once and writes nothing', async () => {
    const target = join(out, 'never', 'teams.zip');
    const { exitCode, printed, complained } = await runInMemory([
      'package',
      ...['--version', '1.0', '--developer-name', 'x'.repeat(33), '--privacy-url', 'http://a.example'],
      ...['--out', target],
    ]);
    assert.equal(exitCode, 1);
    assert.deepEqual(printed, []);
    assert.deepEqual(complained, [
      'package was refused:',
      '  - Name the app registration by its GUID: --app-id, or MicrosoftAppId.',
      '  - Name the https URL by which Teams reaches Latchkey, such as https://latchkey.example.com: --public-url, or LATCHKEY_PUBLIC_URL.',
      '  - --version must be three numbers with dots, such as 1.4.0.',
      '  - --developer-name may have 32 characters at the most.',
      '  - --privacy-url must be an https URL.',
    ]);
    assert.ok(!(await readdir(out)).includes('never'));
  });

  for (const url of [
    'http://latchkey.example.com',
    'https://localhost:3978',
    'https://127.0.0.1',
    'https://[::1]',
    'https://*.example.com',
    'https://me:secret@latchkey.example.com',
  ]) {
    it(`refuses ${url}, which Teams could not reach or should not be told`, async () => {
      const { exitCode, complained } = await runInMemory(['package', ...good(), '--public-url', url]);
      assert.equal(exitCode, 1);
      assert.equal(complained.length, 2);
      assert.match(complained[1] ?? '', /^ {2}- Name the https URL/);
    });
  }

  it('says where it cannot write', async () => {
    const target = join(out, 'new');
    await runInMemory(['package', ...good()]);
    const { exitCode, complained } = await runInMemory(['package', ...good(), '--out', target]);
    assert.equal(exitCode, 1);
    assert.deepEqual(complained, ['package was refused:', `  - ${target} cannot be written (EISDIR).`]);
  });
});
