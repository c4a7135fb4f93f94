import { type RequestWords } from '../requestWords.ts';
import { counted, ended, named, when } from './people.ts';

/** Why Teams did not take a message, by its code. */
const refusals: ReadonlyMap<string, string> = new Map([
  ['NotInstalled', 'hat Latchkey nicht in Teams'],
  ['ConversationBlockedByUser', 'hat Latchkey in Teams blockiert'],
  ['ForbiddenOperationException', 'hat Latchkey nicht mehr in Teams'],
  ['BotNotInConversationRoster', 'hat Latchkey nicht mehr in Teams'],
  ['ConversationNotFound', 'hat Latchkey nicht mehr in Teams'],
  ['BotDisabledByAdmin', 'darf Latchkey in Teams nicht nutzen'],
  ['UserNotFound', 'ist in Teams nicht zu finden'],
  ['Unclear', 'hat die Karte vielleicht: Teams hat es nicht gesagt'],
]);

/** What a token calls a way of signing in (Entra: `amr`); others are told by the token's own word. */
const methodNames: ReadonlyMap<string, string> = new Map([
  ['pwd', 'Kennwort'],
  ['mfa', 'Multi-Faktor-Authentifizierung'],
  ['fido', 'Passkey'],
  ['otp', 'Einmalcode'],
  ['wia', 'Windows'],
]);

/** The requestor's request, in German. */
export const requests: RequestWords = {
  kind: 'Ihre Aktivierungsanforderung',
  rows: {
    duration: 'Dauer',
    start: 'Beginn',
    scope: 'Bereich',
    ticket: 'Ticket',
    proof: 'Angemeldet mit',
  },
  proof: ({ methods, contexts }) =>
    [
      ...methods.map((method) =>
        methodNames.has(method) ? `${methodNames.get(method) ?? ''} (${method})` : method,
      ),
      ...contexts.map((context) => `Authentifizierungskontext ${context}`),
    ].join(', '),
  why: 'Ihre Begründung',
  checking: 'Wird geprüft',
  checkingNext: 'Entra wird gefragt. Die Rolle ist noch nicht aktiv.',
  needsSignIn: 'Zum Weitermachen anmelden',
  needsSignInNext:
    'Entra möchte sehen, dass Sie es sind. Ihre Anforderung bleibt erhalten und geht weiter, sobald Sie sich angemeldet haben.',
  unclear: 'Noch keine Antwort',
  unclearNext:
    'Entra hat nicht geantwortet; ich sehe weiter nach und melde mich hier. Die Anforderung kann angekommen sein, senden Sie sie also nicht noch einmal.',
  waiting: 'Wartet auf Genehmigung',
  waitingFor: (names, others) => `Wartet auf ${named(names, others, 'oder')}.`,
  waitingForUnknown: 'Wartet auf Genehmigende.',
  departed: 'jemand, der nicht mehr im Verzeichnis ist',
  departedFirst: 'Jemand, der nicht mehr im Verzeichnis ist,',
  unnamed: 'jemand, dessen Name nicht bekannt ist',
  unnamedFirst: 'Jemand, dessen Name nicht bekannt ist,',
  asking: 'Sie werden gerade gefragt.',
  reached: (reached, asked) => {
    if (reached !== asked) return `${String(reached)} von ${String(asked)} haben die Anforderung in Teams.`;
    return asked === 1
      ? 'Die Anforderung ist in Teams angekommen.'
      : `Alle ${String(asked)} haben die Anforderung in Teams.`;
  },
  reachedNobody:
    'Ich konnte in Teams niemanden davon erreichen. Bitten Sie selbst darum, in Entra nachzusehen.',
  mailed: 'PIM schreibt Genehmigenden auch eine E-Mail.',
  unreachable: (name, refusal) =>
    `${name} ${refusals.get(refusal ?? '') ?? 'war in Teams nicht zu erreichen'}.`,
  unreachableOthers: (count) =>
    `${counted(count, 'weitere Person war', 'weitere Personen waren')} auch nicht zu erreichen.`,
  lapses: (at) => `Die Anforderung verfällt ${when(at)}. Ich melde mich hier.`,
  waitingForAdministrator: 'Wartet auf einen Administrator',
  waitingForAdministratorNext:
    'Hierüber entscheidet ein Privileged Role Administrator im Entra Admin Center. Ich melde mich hier.',
  provisioning: 'Wird aktiviert',
  provisioningNext: (approvedBy) =>
    `${approvedBy === undefined ? 'PIM hat die Anforderung angenommen' : `${approvedBy} hat genehmigt`}. Entra richtet die Rolle jetzt ein; das dauert bis zu einer Minute.`,
  scheduled: (at) => `Die Rolle wird ${when(at)} aktiv. Ich melde mich hier.`,
  scheduledHeading: 'Geplant',
  approvedBy: (name) => `${name} hat genehmigt.`,
  activeUntil: (at) => `Aktiv bis ${at}`,
  active: 'Aktiv',
  activeNext: 'Lässt eine Seite Sie noch nicht hinein, melden Sie sich dort ab und wieder an.',
  denied: 'Abgelehnt',
  deniedBy: (name, at) => `${name ?? 'Jemand'} hat abgelehnt${at === undefined ? '' : `, ${at}`}`,
  deniedNothing: 'Ohne Kommentar.',
  deniedAgain: (at) => `Ab ${at} können Sie die Rolle hier wieder anfordern.`,
  lapsed: 'Verfallen',
  lapsedNext:
    'Niemand hat innerhalb von 24 Stunden entschieden; PIM hat die Anforderung verfallen lassen. Nichts wurde aktiviert.',
  canceled: 'Abgebrochen',
  canceledNext: 'Die Anforderung wurde zurückgenommen. Nichts wurde aktiviert.',
  failed: 'Nicht aktiviert',
  failedNext: (status) =>
    `PIM hat die Anforderung aufgegeben (${status}). Sehen Sie im Entra Admin Center nach, oder fordern Sie die Rolle noch einmal an.`,
  refused: 'Nicht aktiviert',
  ended: 'Beendet',
  endedAt: (at) =>
    at === undefined ? 'Die Rolle ist nicht mehr aktiv.' : ended(`Die Rolle war aktiv bis ${at}`),
  typed: 'Schreiben Sie: offen oder meine Rollen.',
  summary: (state, role) => `${state}: ${role}`,
};
