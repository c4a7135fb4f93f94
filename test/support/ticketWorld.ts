import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readSettings, type Settings } from '../../src/settings.ts';

const sandboxSettings = fileURLToPath(new URL('../../sandbox/settings.yaml', import.meta.url));

/** The ticket systems of the sandbox's own settings, where a sandbox is. */
export function sandboxTicketSystems(sandboxUrl: string): Settings['ticketSystems'] {
  const text = readFileSync(sandboxSettings, 'utf8').replaceAll('http://127.0.0.1:4000', sandboxUrl);
  const read = readSettings(text);
  if (!('settings' in read)) throw new Error(read.reasons.join('\n'));
  return read.settings.ticketSystems;
}
