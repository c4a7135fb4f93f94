const PLACE = '{ticket}';
/** Stands for a number while an address is looked at; no parser changes it. */
const SAMPLE = 'latchkeyticket0';
const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** What is wrong with an address that a number goes into; `undefined`: nothing. */
export function addressFault(template: string): string | undefined {
  if (template.split(PLACE).length !== 2) return 'must have {ticket} in it, once';
  const filled = template.replace(PLACE, SAMPLE);
  const url = URL.parse(filled);
  if (url?.href !== filled || url.hash !== '' || url.username !== '' || url.password !== '')
    return 'must be an address, written plainly: no fragment, no user, no other spelling of the same';
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && LOOPBACK.has(url.hostname)))
    return 'must begin with https';
  const isInPath = url.pathname.includes(SAMPLE);
  const isInValue = [...url.searchParams.values()].some((value) => value.includes(SAMPLE));
  const isInName = [...url.searchParams.keys()].some((name) => name.includes(SAMPLE));
  return (isInPath || isInValue) && !isInName
    ? undefined
    : 'may have {ticket} in the path or in a value only';
}

/** The address about a number that is one (`ticketNumberIn`). */
export const addressFor = (template: string, ticketNumber: string): string =>
  template.replace(PLACE, () => encodeURIComponent(ticketNumber));

/** Of the address that a number goes into. */
export const originOf = (template: string): string | undefined =>
  URL.parse(template.replace(PLACE, SAMPLE))?.origin;

/** Whether an address is of this origin, letter by letter: nothing in it that another parser could read otherwise. */
export function isOfOrigin(address: string, origin: string | undefined): boolean {
  if (!/^https?:\/\/[\x21-\x7e]+$/.test(address) || address.includes('\\')) return false;
  const url = URL.parse(address);
  return url?.href === address && url.origin === origin && url.username === '' && url.password === '';
}
