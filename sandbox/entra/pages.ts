import { createHash } from 'node:crypto';
import { type Answer } from '../world.ts';

/** A piece of HTML that was put together here; everything else is escaped. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Value = string | Html | undefined | readonly Html[];

/** Template tag: whatever is put in and is no `Html` is escaped. */
export function html(strings: TemplateStringsArray, ...values: readonly Value[]): Html {
  return new Html(strings.map((text, index) => text + shown(values[index])).join(''));
}

function shown(value: Value): string {
  if (value === undefined) return '';
  if (value instanceof Html) return value.text;
  return typeof value === 'string' ? escaped(value) : value.map(({ text }) => text).join('');
}

function escaped(text: string): string {
  const entities: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? '');
}

const style = `
:root { color-scheme: light dark; --ink: #1b1f24; --quiet: #57606a; --paper: #fff; --ground: #eef1f5; --line: #c9d1d9;
  --accent: #0b5cad; --onaccent: #fff; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8ebef; --quiet: #a4adb8; --paper: #1f242b; --ground: #14181d; --line: #3b434d; --accent: #6cb2ff;
    --onaccent: #0d1721; }
}
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 1rem; background: var(--ground);
  color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
main { width: min(27rem, 100%); padding: 1.75rem; background: var(--paper); border: 1px solid var(--line);
  border-radius: .5rem; }
h1 { margin: 0 0 .5rem; font-size: 1.35rem; line-height: 1.3; }
p { margin: 0 0 1rem; }
p:last-child { margin: 0; }
form { display: flex; flex-wrap: wrap; gap: .75rem; margin: 0 0 1.25rem; }
form ul { width: 100%; margin: 0; }
.quiet { color: var(--quiet); font-size: .875rem; overflow-wrap: anywhere; }
ul { margin: 0 0 1rem; padding: 0; list-style: none; }
li + li { margin-top: .625rem; }
button { font: inherit; padding: .5rem 1rem; color: inherit; background: transparent; border: 1px solid var(--line);
  border-radius: .375rem; cursor: pointer; }
button:hover { border-color: var(--accent); }
button:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
button.main { color: var(--onaccent); background: var(--accent); border-color: var(--accent); }
button.person { width: 100%; text-align: left; display: block; }
button.person span { display: block; }
button[aria-current] { border-color: var(--accent); }
code { overflow-wrap: anywhere; }
`;

const styleHash = createHash('sha256').update(style).digest('base64');

/** A whole page. `formTargets` are the origins to which its form may lead, redirects included. */
export function page(
  title: string,
  content: Html,
  status = 200,
  formTargets: readonly string[] = [],
): Answer {
  const document = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        ${new Html(`<style>${style}</style>`)}
      </head>
      <body>
        <main>${content}</main>
      </body>
    </html>`;
  const policy = [
    "default-src 'none'",
    `style-src 'sha256-${styleHash}'`,
    `form-action 'self' ${formTargets.join(' ')}`.trim(),
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ];
  return {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy.join('; '),
      'x-frame-options': 'DENY',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
    },
    body: document.text,
  };
}
