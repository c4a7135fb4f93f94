import { type AdministratorWords } from '../administratorWords.ts';
import { counted, dative, when } from './people.ts';

/** What administrators are told once a day, in German. */
export const administrators: AdministratorWords = {
  heading: (day) => `Ihre Organisation, ${day}`,
  activations: (count, since) =>
    `${count === 0 ? 'Keine Aktivierung' : counted(count, 'Aktivierung', 'Aktivierungen')} seit ${since}`,
  byRole: 'Aktivierungen nach Rolle',
  lookAt: 'Bitte ansehen',
  bypassed: (holder, role) => `${holder} hat ${role} aktiviert, und zwar nicht über Latchkey.`,
  refused: (count, code) => `Teams hat ${counted(count, 'Karte', 'Karten')} zurückgewiesen: ${code}`,
  lapsed: (name, role) => `Niemand hat über die Anforderung von ${name} für ${role} entschieden.`,
  approvers: 'Genehmigt von',
  standing: (added, removed) =>
    `Rollen ohne Aktivierung: ${String(added)} hinzugekommen, ${String(removed)} entfernt`,
  added: (holder, role) => `Hinzugekommen: ${holder}, ${role}`,
  removed: (holder, role) => `Entfernt: ${holder}, ${role}`,
  roles: 'Neue und entfallene Rollen',
  roleCame: (role) => `Neue Rolle: ${role}`,
  roleWent: (role) => `Nicht mehr vorhanden: ${role}`,
  settings: (changes) => `Geänderte Einstellungen: ${String(changes)}`,
  nothing: 'Es ist nichts geschehen, was Sie wissen müssten.',
  typed: 'Schreiben Sie: mein Tag.',
  counts: (activations, findings, changes) => {
    const parts = [
      ...(activations > 0 ? [counted(activations, 'Aktivierung', 'Aktivierungen')] : []),
      ...(findings > 0 ? [`${String(findings)} zum Ansehen`] : []),
      ...(changes > 0 ? [counted(changes, 'bleibende Änderung', 'bleibende Änderungen')] : []),
    ];
    return `Ihre Organisation: ${parts.length === 0 ? 'nichts Neues' : parts.join(', ')}`;
  },
  nobodyReached: {
    heading: 'Keine Genehmigenden erreicht',
    sentence: (name, role, lapses) =>
      `${name} hat ${role} angefordert, und ich konnte in Teams niemanden erreichen, der genehmigen darf. Die Anforderung verfällt ${when(lapses)}.`,
    noApprovers: 'PIM nennt niemanden, der genehmigen könnte.',
    decide: 'Entscheiden oder abbrechen lässt sie sich im Entra Admin Center.',
    repair:
      'Installieren Sie Latchkey für die Genehmigenden, dann kommen ihre Karten von selbst. Der Befehl npm run cli -- reach listet auf, wen ich nicht erreiche.',
  },
  burst: {
    heading: 'Ungewöhnlich viele Anforderungen',
    quota: (name, count) =>
      `${name ?? 'Jemand'} hat die Grenze für eine Stunde erreicht (${String(count)} Aktivierungen, oder weniger für ein und dieselbe Rolle). Weitere Anforderungen werden hier abgewiesen.`,
    burst: (name, count, duration) =>
      `${name ?? 'Jemand'} hat in ${dative(duration)} ${counted(count, 'Anforderung', 'Anforderungen')} an Genehmigende geschickt.`,
    meaning:
      'Fragen Sie nach, ob das Absicht war. Wer ein Konto übernommen hat, hofft vielleicht, dass jemand nachgibt. Beenden Sie im Zweifel die Sitzungen des Kontos in Entra.',
    typed: 'Öffnen Sie Entra, um die Anforderungen zu sehen.',
  },
};
