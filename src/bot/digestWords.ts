/** What is wanted of the digest: now, at a time of day (`HH:MM`), off, on, at weekends or not, or something else. */
export type DigestWish =
  | { readonly kind: 'now' | 'off' | 'on' | 'unclear' }
  | { readonly kind: 'at'; readonly time: string }
  | { readonly kind: 'weekends'; readonly isOn: boolean };

/** Reads what stands behind "digest". */
export function readDigest(rest: string): DigestWish {
  const wish = rest
    .toLowerCase()
    .replace(/(?<![\s.!])[\s.!]+$/, '')
    .replace(/(?<!\s)\s+please$/, '');
  if (wish === '' || /^(?:now|today|please)$/.test(wish)) return { kind: 'now' };
  if (/^(?:off|stop|no|never|disable|no more|no longer|not any ?more)$/.test(wish)) return { kind: 'off' };
  if (/^(?:on|daily|yes|start|enable)$/.test(wish)) return { kind: 'on' };
  if (/^(?:(?:only )?(?:on )?(?:weekdays|workdays)(?: only)?)$/.test(wish))
    return { kind: 'weekends', isOn: false };
  const weekends = /^(?:(no|not)\s+)?(?:(?:at|on)\s+)?(?:the\s+)?weekends?(?:\s+(on|off|yes|no))?$/.exec(
    wish,
  );
  if (weekends !== null) {
    const [, not, answer = 'on'] = weekends;
    return { kind: 'weekends', isOn: not === undefined && (answer === 'on' || answer === 'yes') };
  }
  const match = /^(?:at\s+)?(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?$/.exec(wish);
  if (match === null) return { kind: 'unclear' };
  const [, hours = '', minutes = '00', half] = match;
  const hour = (Number(hours) % (half === undefined ? 24 : 12)) + (half === 'pm' ? 12 : 0);
  const isHour = half === undefined ? Number(hours) <= 23 : Number(hours) >= 1 && Number(hours) <= 12;
  return !isHour || Number(minutes) > 59
    ? { kind: 'unclear' }
    : { kind: 'at', time: `${String(hour).padStart(2, '0')}:${minutes}` };
}
