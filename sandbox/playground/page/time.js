const formats = new Map();

function format(zone, name, options) {
  const key = `${zone}/${name}`;
  if (!formats.has(key)) {
    formats.set(key, new Intl.DateTimeFormat('en-GB', { timeZone: zone, hourCycle: 'h23', ...options }));
  }
  return formats.get(key);
}

/** "14:05" in an IANA zone. */
export const hourIn = (zone, at) => format(zone, 'hour', { hour: '2-digit', minute: '2-digit' }).format(at);

/** "14:05:09" in an IANA zone. */
export const secondIn = (zone, at) =>
  format(zone, 'second', { hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(at);

/** "Wed 14 Oct" in an IANA zone. */
export const dayIn = (zone, at) =>
  format(zone, 'day', { weekday: 'short', day: 'numeric', month: 'short' }).format(at).replace(',', '');

/** "Wednesday 14 October 2026" in an IANA zone. */
export const longDayIn = (zone, at) =>
  format(zone, 'long', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
    .format(at)
    .replace(',', '');

/** "Oslo" for Europe/Oslo. */
export const placeOf = (zone) => zone.split('/').at(-1).replaceAll('_', ' ');

/** "3 hours 20 minutes", "2 days": how long something is away, in the two biggest units. */
export function lengthInWords(milliseconds) {
  const minutes = Math.max(0, Math.round(milliseconds / 60_000));
  const parts = [
    [Math.floor(minutes / 1440), 'day'],
    [Math.floor((minutes % 1440) / 60), 'hour'],
    [minutes % 60, 'minute'],
  ].filter(([count]) => count > 0);
  if (parts.length === 0) return 'less than a minute';
  return parts
    .slice(0, 2)
    .map(([count, unit]) => `${count} ${unit}${count === 1 ? '' : 's'}`)
    .join(' ');
}
