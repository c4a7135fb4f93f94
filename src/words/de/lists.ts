import { type DigestWords, type PendingWords } from '../words.ts';

/** What waits, in German. */
export const pending: PendingWords = {
  heading: 'Was offen ist',
  forMe: 'Für Ihre Entscheidung',
  mine: 'Ihre eigenen Anforderungen',
  nothing: 'Für Sie ist nichts offen.',
  nothingNext: 'Bittet Sie jemand, eine Rolle zu genehmigen, erscheint die Anforderung in diesem Chat.',
  asksFor: (name) => `${name} fordert an:`,
  quoted: (words) => `„${words}“`,
  numbered: (number) => `Nr. ${String(number)}`,
  details: (duration, lapses) => (duration === undefined ? lapses : `${duration}, ${lapses}`),
  typedDecision: (number) => `Zum Entscheiden schreiben Sie: genehmigen ${String(number)} weil …`,
  typed: 'Schreiben Sie: genehmigen oder ablehnen, die Nummer, weil und Ihren Kommentar.',
  counts: (forMe, mine) =>
    forMe === 0 && mine === 0
      ? 'Nichts ist offen'
      : `Offen: ${String(forMe)} für Ihre Entscheidung, ${String(mine)} eigene`,
};

/** The digest, in German. */
export const digest: DigestWords = {
  heading: (day) => `Ihr Tag, ${day}`,
  forMe: 'Für Ihre Entscheidung',
  active: 'Jetzt aktiv',
  mine: 'Ihre eigenen Anforderungen',
  ending: 'Berechtigungen, die bald enden',
  nothing:
    'Für Sie ist nichts offen, keine Rolle ist aktiv oder für die nächsten Tage geplant, und nichts endet bald.',
  settings: 'Ändern mit: mein Tag um 08:30, mein Tag Wochenende an, oder mein Tag aus.',
  typed: 'Schreiben Sie: offen oder meine Rollen.',
  counts: (forMe, active, mine, ending) => {
    const parts = [
      ...(forMe > 0 ? [`${String(forMe)} zu entscheiden`] : []),
      ...(active > 0 ? [`${String(active)} aktiv`] : []),
      ...(mine > 0 ? [`${String(mine)} angefordert`] : []),
      ...(ending > 0 ? [`${String(ending)} endend`] : []),
    ];
    return `Ihr Tag: ${parts.length === 0 ? 'nichts ist offen' : parts.join(', ')}`;
  },
};
