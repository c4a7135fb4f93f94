import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type OutgoingHttpHeaders } from 'node:http';

const require = createRequire(import.meta.url);
const { version } = require('@microsoft/teams-js/package.json') as { readonly version: string };

/** Where Teams' own library is served: from our origin, so that the sign-in page asks no other machine. */
export const teamsLibraryPath = `/auth/teams-js-${version}.js`;

/** The library as its package ships it. */
export const readTeamsLibrary = (): string =>
  readFileSync(require.resolve('@microsoft/teams-js/dist/umd/MicrosoftTeams.min.js'), 'utf8');

/** The path names the version, so a browser need not ask twice. */
export const teamsLibraryHeaders: OutgoingHttpHeaders = {
  'content-type': 'text/javascript; charset=utf-8',
  'cache-control': 'public, max-age=31536000, immutable',
  'cross-origin-resource-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
};
