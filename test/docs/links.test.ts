import assert from 'node:assert/strict';
import { dirname, join, normalize } from 'node:path';
import { filesLike, isThere, textOf } from '../support/projectFiles.ts';

const pages = filesLike('**/*.md');

const withoutBlocks = (text: string): string => text.replaceAll(/^```[\s\S]*?^```/gm, '');

/** What a heading is called in a link, as GitHub does it. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .trim()
    .replaceAll(' ', '-');

const anchorsOf = (page: string): readonly string[] =>
  [...withoutBlocks(textOf(page)).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading));

const linksOf = (page: string): readonly string[] =>
  [...withoutBlocks(textOf(page)).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^[a-z]+:/i.test(target));

function isGoodLink(page: string, target: string): boolean {
  const [path = '', anchor] = target.split('#');
  const file = path === '' ? page : normalize(join(dirname(page), path));
  return isThere(file) && (anchor === undefined || !file.endsWith('.md') || anchorsOf(file).includes(anchor));
}

/** Names in code type that are files or folders: by a known ending, or by the folder they begin with. */
const filesNamedIn = (page: string): readonly string[] =>
  [...withoutBlocks(textOf(page)).matchAll(/`([\w.@-]+(?:\/[\w.@-]+)*\/?)`/g)]
    .map(([, name = '']) => name)
    .filter(
      (name) =>
        /\w\.(?:ts|mjs|cjs|js|json|md|yaml|png|svg|css|html)$/.test(name) ||
        /^(?:src|sandbox|test|docs|manifest|bin|\.ci)\//.test(name),
    );

const scripts = new Set(
  Object.keys((JSON.parse(textOf('package.json')) as { scripts: Record<string, string> }).scripts),
);

describe('documents', () => {
  for (const page of pages) {
    it(`${page} links to what is there`, () => {
      assert.deepEqual(
        linksOf(page).filter((target) => !isGoodLink(page, target)),
        [],
      );
    });

    it(`${page} names files that are there`, () => {
      const places = ['.', 'src', 'sandbox', dirname(page)];
      const missing = filesNamedIn(page).filter(
        (name) => !places.some((place) => isThere(join(place, name))),
      );
      assert.deepEqual(missing, []);
    });

    it(`${page} names scripts that package.json has`, () => {
      const named = [...textOf(page).matchAll(/\bnpm run ([\w:-]+)/g)].map(([, script = '']) => script);
      assert.deepEqual(
        named.filter((script) => !scripts.has(script)),
        [],
      );
    });
  }
});
