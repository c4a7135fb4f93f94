import { type PolicyFileWords } from '../policyFileWords.ts';
import { counted, named } from './people.ts';

const rulesNamed = (ruleIds: readonly string[]): string =>
  named(ruleIds.slice(0, 3), Math.max(0, ruleIds.length - 3), 'und');

/** An administrator applies a file of role settings, in German. */
export const policyFiles: PolicyFileWords = {
  heading: 'Einstellungsdatei',
  how: 'Schicken Sie mir die Datei, die „npm run cli -- policy export“ geschrieben hat: als Anhang einer Nachricht mit den Worten policy apply, oder ihren Text dahinter. Ich zeige zuerst Rolle für Rolle, was sich ändern würde, und ändere nichts von selbst. Wenn Sie sie gerade geschickt haben, schicken Sie sie noch einmal: Ich wusste noch nicht, wer Sie sind.',
  oneAtATime: 'Das ist mehr als eine Datei. Schicken Sie sie einzeln; es wurde nichts getan.',
  notAnExport:
    'Ich nehme nur die Datei, die „npm run cli -- policy export“ schreibt; ihr Name endet auf .json. Es wurde nichts getan.',
  tooLarge: (kilobytes) =>
    `Das sind mehr als ${String(kilobytes)} KB, und ich habe es nicht gelesen. Lassen Sie die Rollen weg, die bleiben sollen, wie sie sind, und schicken Sie sie noch einmal.`,
  notFetched: {
    refused:
      'Die Datei liegt nicht in Ihrem eigenen Speicher, wohin Teams Anhänge legt; deshalb habe ich sie nicht geholt. Hängen Sie sie von Ihrem Rechner noch einmal an, oder fügen Sie ihren Text ein.',
    notText:
      'Die Datei ist kein Text in UTF-8. Hängen Sie sie so an, wie „policy export“ sie geschrieben hat.',
    failed:
      'Ihr Speicher hat mir die Datei nicht gegeben. Hängen Sie sie in einer Minute noch einmal an, oder fügen Sie ihren Text ein.',
  },
  problems: {
    heading: 'Diese Datei kann nicht angewandt werden',
    one: (kind, place) => {
      switch (kind) {
        case 'notJson':
          return 'Sie ist kein gültiges JSON. Wenn Sie den Text eingefügt haben, fehlt vielleicht etwas: Hängen Sie die Datei an.';
        case 'otherFormat':
          return 'Sie ist keine Datei mit Rolleneinstellungen. „npm run cli -- policy export“ schreibt eine.';
        case 'otherVersion':
          return 'Eine andere Version hat sie geschrieben. Exportieren Sie neu, und ändern Sie die neue Datei.';
        case 'namedTwice':
          return `${place}: Eine Rolle steht mehr als einmal darin. Lassen Sie sie einmal stehen.`;
        case 'shape':
          return `${place}: Das ist nicht so, wie ein Export es schreibt. Vergleichen Sie es mit einem neuen Export.`;
      }
    },
    more: (count) => `Und ${String(count)} weitere.`,
    tooManyRoles: (most) =>
      `Mehr als ${String(most)} Rollen würden sich ändern. Teilen Sie die Datei, und schicken Sie die Teile nacheinander.`,
    next: 'Nichts wurde behalten oder geändert. Verbessern Sie die Datei, und schicken Sie sie noch einmal.',
  },
  everythingSame: (roles) =>
    roles === 1
      ? 'Die eine Rolle der Datei ist so eingestellt, wie es darin steht. Es gibt nichts zu tun.'
      : `Alle ${String(roles)} Rollen der Datei sind so eingestellt, wie es darin steht. Es gibt nichts zu tun.`,
  headline: (toDo, blocked) =>
    [
      toDo === 0 ? 'Nichts mehr anzuwenden' : `Noch ${counted(toDo, 'Rolle', 'Rollen')}`,
      ...(blocked === 0 ? [] : [`${String(blocked)} nicht anwendbar`]),
    ].join(' · '),
  foreign:
    'Die Datei ist aus einem anderen Mandanten: Dort haben Genehmigende und eigene Rollen andere Ids. Sehen Sie sich jede Rolle genau an.',
  oneByOne:
    'Jede Rolle wird ganz gezeigt und für sich bestätigt. Rollen, die nicht in der Datei stehen, bleiben, wie sie sind.',
  sameRoles: (count) =>
    `${counted(count, 'Rolle war', 'Rollen waren')} schon eingestellt wie in der Datei, als sie kam, und ${count === 1 ? 'steht' : 'stehen'} nicht auf der Liste.`,
  parts: { toDo: 'Anzuwenden', blocked: 'Nicht anwendbar', done: 'Erledigt' },
  state: (state, rules) => {
    const would = rules === 1 ? '1 Regel würde sich ändern' : `${String(rules)} Regeln würden sich ändern`;
    switch (state) {
      case 'open':
        return would;
      case 'half':
        return `Zum Teil geändert, dann abgebrochen; ${would}`;
      case 'stopped':
        return `Versucht, nichts geändert; ${would}`;
      case 'takenBack':
        return `Angewandt und zurückgenommen; ${would}`;
      case 'underWay':
        return 'In Arbeit';
      case 'unclear':
        return 'Entra hat noch nicht geantwortet; nehmen Sie die Änderung nicht noch einmal vor';
      case 'blocked':
        return 'Ausgelassen';
      case 'applied':
        return 'Angewandt und nachgelesen';
      case 'same':
        return 'Eingestellt wie in der Datei';
    }
  },
  otherApprovers: 'die Liste der Genehmigenden wäre eine andere',
  moreChanges: (count) => `und ${String(count)} weitere`,
  unsettable: {
    noSuchRole: () =>
      'Diese Rolle gibt es in diesem Mandanten nicht. Nehmen Sie sie aus der Datei, oder legen Sie die eigene Rolle zuerst an.',
    notRead: () =>
      'Die Einstellungen dieser Rolle konnten nicht gelesen werden. Versuchen Sie es in einer Minute noch einmal.',
    unknownRules: (ruleIds) =>
      `Die Rolle hat keine Regel ${rulesNamed(ruleIds)}. Nehmen Sie sie aus der Datei, oder exportieren Sie neu.`,
    badValues: (ruleIds) =>
      `${rulesNamed(ruleIds)}: ein Wert, den keine Regel annimmt. Berichtigen Sie ihn in der Datei, und schicken Sie sie noch einmal.`,
  },
  strangers: (count) =>
    count === 1
      ? '1 genehmigendes Konto steht nicht im Verzeichnis dieses Mandanten; so kann nichts angewandt werden. Berichtigen Sie die Datei, und schicken Sie sie noch einmal.'
      : `${String(count)} genehmigende Konten stehen nicht im Verzeichnis dieses Mandanten; so kann nichts angewandt werden. Berichtigen Sie die Datei, und schicken Sie sie noch einmal.`,
  look: 'Ansehen und anwenden',
  back: 'Zurück zur Datei',
  progress: (applied, left) =>
    left === 0
      ? 'Alle Rollen der Datei, die anders eingestellt waren, sind angewandt.'
      : `${counted(applied, 'Rolle', 'Rollen')} der Datei angewandt, noch ${String(left)}.`,
  sameNow: (role) => `${role} ist eingestellt wie in der Datei. Es gibt nichts zu tun.`,
  gone: 'Ich habe diese Datei nicht mehr: Sie ist älter als ein Tag, oder Sie haben eine andere geschickt. Schicken Sie sie noch einmal.',
  summary: (headline) => `Einstellungsdatei: ${headline}`,
  typed: 'Schreiben Sie: policy apply.',
};
