import { type ReplyWords } from '../words.ts';
import { counted, dative, named } from './people.ts';

/** Short answers, in German. */
export const replies: ReplyWords = {
  notUnderstood: 'Das habe ich nicht verstanden. Schreiben Sie Hilfe, um zu sehen, was Sie sagen können.',
  tooLong: 'Das ist mehr, als ich lese. Sagen Sie es mit weniger Worten.',
  tooFast: (seconds) =>
    `Das kam schneller, als ich lesen kann; ich habe nichts damit getan. Weiter geht es in ${counted(seconds, 'Sekunde', 'Sekunden')}.`,
  busy: 'Ich habe gerade zu viel zu tun und habe nichts damit getan. Versuchen Sie es in einer Minute noch einmal.',
  working: 'Ich bin dabei. Was daraus wird, sehen Sie hier.',
  noRoleFits: (typed) =>
    `Keine Ihrer Rollen passt zu „${typed}“. Schreiben Sie meine Rollen, um zu sehen, was Sie aktivieren können.`,
  whichRole: 'Welche Rolle? Schreiben Sie ihren Namen, oder meine Rollen, um alle zu sehen.',
  nothingActive: 'Keine Rolle ist aktiv, die Sie deaktivieren könnten.',
  nothingToRepeat:
    'Ich kenne keine frühere Aktivierung von Ihnen. Schreiben Sie meine Rollen, um eine Rolle zu wählen.',
  nothingToCancel: 'Es gibt nichts abzubrechen.',
  canceled: 'Abgebrochen. Nichts wurde an Entra gesendet.',
  nothingCanceled: (roles) =>
    roles.length === 0
      ? 'Ich habe nichts abgebrochen, weil ich nicht sehe, was Sie meinen. Schreiben Sie nur abbrechen, um zu lassen, wobei wir sind, oder mein Tag aus, um die tägliche Übersicht zu beenden.'
      : `Ich habe nichts abgebrochen, weil ich nicht sehe, was Sie meinen. Offen: ${named(roles, 0, 'und')}. Schreiben Sie abbrechen und den Namen der Rolle, um sie zurückzunehmen, oder mein Tag aus, um die tägliche Übersicht zu beenden.`,
  whichRequest: (numbers, isApproval) =>
    numbers.length === 0
      ? 'Keine Anforderung wartet auf Ihre Entscheidung.'
      : `Welche Anforderung? Schreiben Sie ${isApproval ? 'genehmigen' : 'ablehnen'} und ihre Nummer, ${named(numbers.map(String), 0, 'oder')}, dann weil und Ihren Grund.`,
  noSuchRequest: (number) =>
    `Auf Sie wartet keine Anforderung ${String(number)}. Schreiben Sie offen, um zu sehen, welche es sind.`,
  commentNeeded: (number, isApproval) =>
    `Die Rolle verlangt von Genehmigenden einen Kommentar. Schreiben Sie: ${isApproval ? 'genehmigen' : 'ablehnen'} ${String(number)} weil und Ihren Grund.`,
  chooseNumber: (count) =>
    `Schreiben Sie eine Zahl von 1 bis ${String(count)}, oder drücken Sie eine Schaltfläche. Schreiben Sie abbrechen, um es zu lassen.`,
  reminded: (count) => `${counted(count, 'Person wurde', 'Personen wurden')} erinnert.`,
  remindedTooSoon: (duration) => `Sie wurden vor Kurzem gefragt. In ${dative(duration)} können Sie erinnern.`,
  remindedEnough:
    'Es wurde dreimal erinnert; weiter dränge ich nicht. Schreiben Sie den Genehmigenden in einem Chat.',
  notWaiting: 'Die Anforderung wartet nicht mehr auf Genehmigung.',
  digestAt: (time, isTodayOver) =>
    `Ihr Tag kommt ab ${isTodayOver ? 'dem nächsten Tag' : 'jetzt'} um ${time}. Schreiben Sie mein Tag aus, um das zu beenden.`,
  digestOff: 'Ihr Tag kommt nicht mehr. Schreiben Sie mein Tag an, um ihn wieder zu bekommen.',
  digestOnWeekends: 'Ihr Tag kommt auch samstags und sonntags.',
  digestOnWorkdays: 'Ihr Tag kommt nur von Montag bis Freitag.',
  digestUnclear:
    'Schreiben Sie mein Tag, mein Tag um 08:30, mein Tag Wochenende an, mein Tag an oder mein Tag aus.',
  extendUnknown:
    'PIM kann eine laufende Aktivierung nicht verlängern. Wenn sie geendet hat, schreiben Sie erneut aktivieren. Für eine Berechtigung, die bald endet, hat meine Rollen eine Schaltfläche zum Verlängern.',
  extendNoneFits: (typed) =>
    `Keine aktive Rolle passt zu „${typed}“, und keine eigene Berechtigung, die bald endet. Schreiben Sie meine Rollen, um zu sehen, was Sie haben.`,
  cardIsOld: 'Diese Karte ist veraltet. Ich habe sie neu gezeichnet; sehen Sie hin, bevor Sie drücken.',
  cardIsFromBefore:
    'Diese Karte ist aus der Zeit, bevor Latchkey aus einer Sicherung wiederhergestellt wurde; nichts ist geschehen. Ist noch etwas offen, kommt eine neue oder ist schon da.',
  notTheCard: 'Diese Karte ist veraltet oder war für jemand anderen bestimmt. Nichts ist geschehen.',
  looksLikeSecret:
    'Das sieht nach einem Geheimnis aus; es stünde für immer im Überwachungsprotokoll von Entra. Ich habe nichts davon behalten oder gesendet. Sagen Sie es ohne, und löschen Sie es auch hier.',
  signInInTeams: 'Melden Sie sich an, damit ich Entra in Ihrem Namen fragen kann.',
  wrongCode:
    'Das ist nicht der Code Ihrer letzten Anmeldung, oder er ist abgelaufen. Drücken Sie noch einmal die Schaltfläche für einen neuen.',
  codeAgain: 'Dieser Code hat seinen Dienst bereits getan: Sie sind angemeldet.',
  outdated:
    'Ich wurde währenddessen aktualisiert, und nichts wurde an Entra gesendet. Bitte beginnen Sie noch einmal.',
  operatorTest:
    'Wer Latchkey betreibt, probiert, ob Nachrichten Sie erreichen. Diese ist angekommen; Sie müssen nichts tun.',
  pilotOnly:
    'Ich werde mit einer ersten Gruppe erprobt, und Sie gehören noch nicht dazu. Nutzen Sie bis dahin bitte das Entra Admin Center.',
  pilotUnknown:
    'Ich werde mit einer ersten Gruppe erprobt und kann gerade nicht feststellen, ob Sie dazugehören. Versuchen Sie es bitte in ein paar Minuten noch einmal, oder nutzen Sie das Entra Admin Center.',
  membersOnly:
    'Ich bin nur für Mitglieder dieser Organisation da. Gastkonten bekommen nichts davon zu sehen.',
};
