import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A locked package that would run something of its own when it is installed. */
interface InstallScript {
  readonly name: string;
  readonly version: string;
  /** `undefined`: nobody has decided. */
  readonly mayRun: boolean | undefined;
}

const read = (name: string): string => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8');

interface Lock {
  readonly packages: Readonly<
    Record<string, { readonly version?: string; readonly hasInstallScript?: boolean }>
  >;
}

/** Packages with install scripts, by name, and whether they may run. */
export function installScripts(): readonly InstallScript[] {
  const { packages } = JSON.parse(read('package-lock.json')) as Lock;
  const { allowScripts = {} } = JSON.parse(read('package.json')) as {
    readonly allowScripts?: Readonly<Record<string, boolean>>;
  };
  const isIgnoringAll = /^ignore-scripts=true$/m.test(read('.npmrc'));
  return Object.entries(packages)
    .filter(([, { hasInstallScript }]) => hasInstallScript === true)
    .map(([path, { version = '' }]) => {
      const name = path.split('node_modules/').at(-1) ?? path;
      const decided = allowScripts[name];
      return { name, version, mayRun: decided === undefined ? undefined : decided && !isIgnoringAll };
    })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

const inWords = (mayRun: boolean | undefined): string =>
  mayRun === undefined ? 'nobody has decided' : mayRun ? 'may run' : 'never runs';

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const { name, version, mayRun } of installScripts())
    process.stdout.write(`${name}@${version}  ${inWords(mayRun)}\n`);
}
