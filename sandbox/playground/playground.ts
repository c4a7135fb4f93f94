/**
 * The page on which a person tries the bot: static files only. Everything the page shows or does goes through the
 * client API and control, so it holds nothing that a test could not reach in the same way.
 */
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { extname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Answer, type Area, type Call, type World } from '../world.ts';

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** Only our own scripts, styles and pictures; adaptivecards styles elements from script, which `style-src` allows. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const securityHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
};

/** Every path that is served, with its file. A path that is not a key does not exist, so nothing can be traversed. */
function servedFiles(folder: string): ReadonlyMap<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && extname(entry.name) in mediaTypes)
    .map((entry) => join(entry.parentPath, entry.name));
  const byPath = new Map(files.map((file) => [`/page/${relative(folder, file).split(sep).join('/')}`, file]));
  byPath.set('/', join(folder, 'index.html'));
  byPath.set(
    '/page/adaptivecards.js',
    createRequire(import.meta.url).resolve('adaptivecards/dist/adaptivecards.js'),
  );
  return byPath;
}

/** Serves the page at `/` and its files below `/page/`. It needs nothing of the world: the page asks over HTTP. */
export const createPlayground: (world: World) => Area = () => {
  const files = servedFiles(fileURLToPath(new URL('./page/', import.meta.url)));
  return {
    name: 'page',
    prefixes: ['/'],
    async answer({ method, path }: Call): Promise<Answer | undefined> {
      const file = method === 'GET' || method === 'HEAD' ? files.get(path) : undefined;
      if (file === undefined) return undefined;
      return {
        status: 200,
        headers: { ...securityHeaders, 'content-type': mediaTypes[extname(file)] ?? '' },
        body: await readFile(file),
      };
    },
    reset: () => undefined,
  };
};
