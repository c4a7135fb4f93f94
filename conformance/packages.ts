import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** What the clients that nobody here wrote are installed by. */
export const howToInstall = 'npm ci --prefix conformance --ignore-scripts';

const folder = fileURLToPath(new URL('node_modules', import.meta.url));

/** A file of an installed package, for instance `@pnp/cli-microsoft365/dist/index.js`. */
export const fileOf = (path: string): string => join(folder, path);

/** Those of these packages that are not installed. */
export const missingOf = (names: readonly string[]): readonly string[] =>
  names.filter((name) => !existsSync(fileOf(join(name, 'package.json'))));

/** The version that is installed. */
export function versionOf(name: string): string {
  const { version } = createRequire(import.meta.url)(fileOf(join(name, 'package.json'))) as {
    version: string;
  };
  return version;
}

/**
 * Imports a module of an installed package by its file. These packages are in nobody's `package.json` here, so their types are
 * not known to the compiler: the caller names what it uses.
 */
export async function importOf<Shape>(path: string): Promise<Shape> {
  return (await import(pathToFileURL(fileOf(path)).href)) as Shape;
}
