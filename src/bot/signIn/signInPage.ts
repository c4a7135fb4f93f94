import { createHash } from 'node:crypto';
import { type SignInPageText } from '../../words/pageWords.ts';
import { type PageAnswer } from '../pages.ts';
import { teamsLibraryPath } from './teamsLibrary.ts';

const STYLE =
  'body{font:16px/1.5 system-ui,sans-serif;max-width:32rem;margin:4rem auto;padding:0 1rem;color-scheme:light dark}code{font-size:1.6rem;letter-spacing:.1em}';

/**
 * Hands the code to the Teams client that opened this window; Teams then closes it and sends `signin/verifyState`.
 * The library gives it to no window but one whose origin it knows as Teams', and outside of Teams it does nothing. It
 * would ask Microsoft's network for newer origins: it makes do with those it was shipped with.
 */
const HAND_OVER =
  "window.fetch=function(){return Promise.reject(new Error('This page asks nobody'))};" +
  "addEventListener('load',function(){var code=document.getElementById('code'),teams=window.microsoftTeams;" +
  'if(!teams)return;teams.app.initialize(JSON.parse(code.dataset.clients)).then(function(){' +
  'teams.authentication.notifySuccess(code.textContent)}).catch(function(){})});';

const sha256Source = (text: string): string =>
  `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0).toString()};`);

/** A text and the language that it is in, for whoever has it read out. */
export interface PageText extends SignInPageText {
  readonly language: string;
}

const html = ({ title, text, language }: PageText, head: string, rest: string): string =>
  `<!doctype html><html lang="${language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title><style>${STYLE}</style>${head}<main><h1>${title}</h1><p>${text}</p>${rest}</main></html>`;

/** A page that says what happened. The words are our own. */
export const textPage = (status: number, text: PageText): PageAnswer => ({
  status,
  html: html(text, '', ''),
  policy: [`style-src ${sha256Source(STYLE)}`],
});

/** Where the page with the code is served, and to whom beside Teams' own origins it may give the code. */
export interface CodePlace {
  readonly publicUrl: string;
  readonly clientOrigins: readonly string[];
}

/** The page that ends a sign-in: it gives the code to Teams, and shows it for the case that Teams does not take it. */
export function codePage({ publicUrl, clientOrigins }: CodePlace, text: PageText, code: string): PageAnswer {
  const library = `${publicUrl}${teamsLibraryPath}`;
  const shown = `<p><code id="code" data-clients="${escaped(JSON.stringify(clientOrigins))}">${code}</code></p>`;
  return {
    status: 200,
    html: html(text, `<script>${HAND_OVER}</script><script src="${escaped(library)}" defer></script>`, shown),
    policy: [`style-src ${sha256Source(STYLE)}`, `script-src ${sha256Source(HAND_OVER)} ${library}`],
  };
}
