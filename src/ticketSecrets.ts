import { statSync } from 'node:fs';
import { type Reader, type TicketSecretName } from './environment.ts';
import { type Settings } from './settings.ts';

/** What a header can hold (RFC 9110): printable, on one line. */
const HEADER_VALUE = /^[\x21-\x7e](?:[\x20-\x7e]{0,4094}[\x21-\x7e])?$/;

/** The secrets that ticket systems of the settings name, by their names; a reason for each that is not there. */
export function readTicketSecrets(
  reader: Reader,
  { ticketSystems }: Pick<Settings, 'ticketSystems'>,
): ReadonlyMap<string, string> {
  const names = new Set(ticketSystems.flatMap(({ headers }) => Object.values(headers)));
  return new Map(
    // The settings take no other names.
    [...names].map((name) => [name, secretOf(reader, name as TicketSecretName)] as const),
  );
}

function secretOf(reader: Reader, name: TicketSecretName): string {
  const path = reader.text(`${name}_FILE`);
  const value = reader.text(name);
  if (value !== undefined && path !== undefined) {
    reader.refuse(`Name one source of the secret: ${name} and ${name}_FILE are both set.`);
    return '';
  }
  const secret = path === undefined ? value : secretIn(reader, `${name}_FILE`, path);
  if (secret === undefined)
    reader.refuse(`${name} is not set, but a ticket system of the settings file names it.`);
  else if (secret !== '' && !HEADER_VALUE.test(secret))
    reader.refuse(`${name} must be one line of printable characters: it is sent as a header.`);
  return secret ?? '';
}

/** A secret that everybody on the machine can read is none. */
function secretIn(reader: Reader, name: TicketSecretName, path: string): string | undefined {
  const before = reader.reasons.length;
  const text = reader.file(name, path).trim();
  if (reader.reasons.length > before) return '';
  if (process.platform !== 'win32' && (statSync(path).mode & 0o007) !== 0) {
    reader.refuse(
      `${name} can be read by everybody on this machine. Take that away: chmod o= (in Kubernetes: defaultMode: 0440).`,
    );
  }
  return text === '' ? undefined : text;
}
