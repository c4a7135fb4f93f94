import { type FindingRuleId } from '../../pim/findings/finding.ts';
import { type FindingRuleWords } from '../findingWords.ts';
import { figure, is, listed, people, roleOf, sentences, word } from './findingFacts.ts';
import { counted } from './people.ts';

type RulesOnSettings = Extract<
  FindingRuleId,
  | 'no-strong-authentication'
  | 'no-approval'
  | 'approval-by-house-rule'
  | 'activation-too-long'
  | 'no-justification'
  | 'no-ticket'
  | 'permanent-eligibility-allowed'
  | 'too-few-approvers'
  | 'sole-approver'
  | 'multifactor-and-context'
  | 'custom-approver-recipients'
  | 'notifications-off'
>;

const hours = (value: number): string => counted(value, 'Stunde', 'Stunden');

/** What is said of how roles are set, in German. */
export const findingsOnSettings: Readonly<Record<RulesOnSettings, FindingRuleWords>> = {
  'no-strong-authentication': {
    title: 'Aktivierung allein mit Kennwort',
    what: 'Die Vorgabe verlangt starke Authentifizierung oder einen Authentifizierungskontext, die Einstellungen der Rolle nicht.',
    evidence: (facts, names) =>
      is(facts, 'isMultifactorRequired')
        ? `${roleOf(names)} verlangt Multi-Faktor-Authentifizierung; die Stufe ${word(facts, 'tier')} will einen Authentifizierungskontext.`
        : `${roleOf(names)} wird ohne Multi-Faktor-Authentifizierung und ohne Authentifizierungskontext aktiviert. Die Stufe ${word(facts, 'tier')} will ${is(facts, 'isContextMissing') ? 'einen Authentifizierungskontext' : 'eines von beiden'}.`,
    why: 'Dann genügt ein gestohlenes Kennwort oder eine gestohlene Sitzung, um die Rolle zu bekommen.',
    mend: 'Verlangen Sie in den Einstellungen der Rolle in PIM Multi-Faktor-Authentifizierung bei der Aktivierung, oder besser einen Authentifizierungskontext mit einer Richtlinie für bedingten Zugriff dahinter.',
  },
  'no-approval': {
    title: 'Aktivierung ohne Genehmigung',
    what: 'Die Vorgabe verlangt eine Genehmigung, die Einstellungen der Rolle nicht.',
    evidence: (facts, names) =>
      `${roleOf(names)} wird ohne Genehmigung aktiviert. Die Stufe ${word(facts, 'tier')} verlangt eine.`,
    why: 'Mit einer solchen Rolle kann jemand ändern, wer jede andere hat. Eine zweite Person, die jede Aktivierung ansieht, verhindert den meisten Missbrauch.',
    mend: 'Verlangen Sie in den Einstellungen der Rolle in PIM eine Genehmigung, und benennen Sie mindestens zwei Genehmigende.',
  },
  'approval-by-house-rule': {
    title: 'Genehmigung nur nach einer Hausregel',
    what: 'Hausregeln verlangen für eine Rolle Genehmigungen, ihre Einstellungen in PIM keine.',
    evidence: (facts, names) =>
      `${roleOf(names)} braucht eine Genehmigung nach ${counted(figure(facts, 'count'), 'Hausregel', 'Hausregeln')} (${word(facts, 'rules')}) und keine nach PIM.`,
    why: 'Hausregeln sind ein Brauch und keine Sperre: Wer die Rolle im Portal aktiviert, braucht keine Genehmigung.',
    mend: 'Wo die Genehmigung gegen jeden halten muss, verlangen Sie sie auch in den Einstellungen der Rolle in PIM.',
  },
  'activation-too-long': {
    title: 'Aktivierung darf zu lange dauern',
    what: 'Eine Aktivierung der Rolle darf länger dauern, als die Vorgabe zulässt.',
    evidence: (facts, names) =>
      `${roleOf(names)} darf ${hours(figure(facts, 'hours'))} am Stück aktiv sein. Die Stufe ${word(facts, 'tier')} lässt ${hours(figure(facts, 'mostHours'))} zu.`,
    why: 'Was länger aktiv ist, als die Arbeit dauert, steht auch anderen offen, zum Beispiel in einer offen gelassenen Sitzung.',
    mend: 'Verkürzen Sie die längste Aktivierung in den Einstellungen der Rolle in PIM.',
  },
  'no-justification': {
    title: 'Aktivierung ohne Begründung',
    what: 'Die Vorgabe verlangt eine Begründung, die Einstellungen der Rolle nicht.',
    evidence: (facts, names) =>
      `${roleOf(names)} wird ohne Begründung aktiviert. Die Stufe ${word(facts, 'tier')} verlangt eine.`,
    why: 'Später kann niemand sagen, warum die Rolle aktiv war, und eine seltsame Aktivierung sieht aus wie jede andere.',
    mend: 'Verlangen Sie in den Einstellungen der Rolle in PIM eine Begründung bei der Aktivierung.',
  },
  'no-ticket': {
    title: 'Aktivierung ohne Ticket',
    what: 'Die Vorgabe verlangt Ticketangaben, die Einstellungen der Rolle nicht.',
    evidence: (facts, names) =>
      `${roleOf(names)} wird ohne Ticket aktiviert. Die Stufe ${word(facts, 'tier')} verlangt eines.`,
    why: 'Ohne Ticket lässt sich eine Aktivierung nicht neben die Arbeit legen, für die sie war.',
    mend: 'Verlangen Sie in den Einstellungen der Rolle in PIM Ticketangaben bei der Aktivierung.',
  },
  'permanent-eligibility-allowed': {
    title: 'Berechtigung ohne Ende ist erlaubt',
    what: 'Die Vorgabe verlangt, dass Berechtigungen enden, und die Einstellungen der Rolle lassen solche ohne Ende zu.',
    evidence: (facts, names) =>
      `Die Einstellungen von ${roleOf(names)} erlauben Berechtigungen ohne Ende. Die Stufe ${word(facts, 'tier')} verlangt eines binnen ${counted(figure(facts, 'days'), 'Tag', 'Tagen')}.`,
    why: 'Wer die Rolle vergibt, kann sie dann unbefristet vergeben, und niemand wird wieder gefragt.',
    mend: 'Lassen Sie in den Einstellungen der Rolle in PIM berechtigte Zuweisungen ablaufen.',
  },
  'too-few-approvers': {
    title: 'Zu wenige Genehmigende',
    what: 'Eine Rolle verlangt Genehmigung, und weniger Personen als die Schwelle könnten sie geben: eingeschaltete Konten, die Latchkeys Karten erreichen, soweit das bekannt ist. Ist niemand benannt, zählen alle, die ständig Global Administrator oder Privileged Role Administrator haben, ohne Notfallkonten. Nicht beurteilt, wo die vorgesetzte Person gefragt wird.',
    evidence: (facts, names) => {
      const reachable = figure(facts, 'reachable');
      const fewest = figure(facts, 'fewest');
      const who =
        reachable === 0 ? 'Niemand kann' : `${people(reachable)} ${reachable === 1 ? 'kann' : 'können'}`;
      return sentences(
        `${who} ${roleOf(names)} genehmigen; ${String(fewest)} ${fewest === 1 ? 'sollte' : 'sollten'} es sein.`,
        is(facts, 'isDefault')
          ? 'Ihre Einstellungen benennen niemanden; es entscheiden also Global und Privileged Role Administrators.'
          : undefined,
        figure(facts, 'count') > 0
          ? `Genehmigende, erreicht oder nicht${listed(names, figure(facts, 'count'))}.`
          : undefined,
        is(facts, 'isReachabilityKnown') ? undefined : 'Ob Karten sie erreichen, ist nicht bekannt.',
      );
    },
    why: 'Sind sie nicht da, verfallen Anforderungen nach einem Tag, oder man sucht sich andere Wege.',
    mend: 'Benennen Sie in den Einstellungen der Rolle in PIM mehr Genehmigende, am besten als Gruppe, und installieren Sie Latchkey für sie.',
  },
  'sole-approver': {
    title: 'Alles hängt an einer Person',
    what: 'Eine Person ist bei zwei oder mehr Rollen die einzige erreichbare, die genehmigen kann; oder die einzige, die über Mitgenehmigende entscheiden kann, welche die Rolle aktivieren dürfen; oder die einzige für eine Rolle, die sie selbst aktivieren darf.',
    evidence: (facts, { principals: [first = 'Ein Konto'] }) =>
      sentences(
        figure(facts, 'roles') > 0
          ? `Nur ${first} kann ${counted(figure(facts, 'roles'), 'Rolle', 'Rollen')} genehmigen.`
          : undefined,
        figure(facts, 'people') > 0
          ? `Nur ${first} kann über Anforderungen von ${counted(figure(facts, 'people'), 'Mitgenehmigenden', 'Mitgenehmigenden')} entscheiden.`
          : undefined,
        figure(facts, 'ownRoles') > 0
          ? `Über die Anforderungen von ${first} selbst für ${counted(figure(facts, 'ownRoles'), 'Rolle', 'Rollen')} kann niemand entscheiden.`
          : undefined,
      ),
    why: 'Über die eigene Anforderung entscheidet niemand. Fehlt diese Person, können die anderen nicht arbeiten, und wer dieses Konto hat, entscheidet alles.',
    mend: 'Benennen Sie für diese Rollen weitere Genehmigende.',
  },
  'multifactor-and-context': {
    title: 'Zweierlei Authentifizierung zugleich',
    what: 'Die Einstellungen einer Rolle verlangen Multi-Faktor-Authentifizierung und einen Authentifizierungskontext. Im Portal lässt sich nur eines wählen.',
    evidence: (facts, names) =>
      `${roleOf(names)} verlangt Multi-Faktor-Authentifizierung und den Authentifizierungskontext ${word(facts, 'context')}.`,
    why: 'Solche Einstellungen kommen aus einem Skript. Wer sie im Portal speichert, ändert sie, ohne es zu wissen.',
    mend: 'Behalten Sie den Authentifizierungskontext, lassen Sie seine Richtlinie für bedingten Zugriff Multi-Faktor-Authentifizierung verlangen, und schalten Sie das andere aus.',
  },
  'custom-approver-recipients': {
    title: 'Einstellungen, die Graph nicht ändern kann',
    what: 'Die E-Mail von PIM an die Genehmigenden einer Rolle hat eigene Empfänger.',
    evidence: (facts, names) =>
      `Die E-Mail an Genehmigende von ${roleOf(names)} hat ${counted(figure(facts, 'recipients'), 'eigenen Empfänger', 'eigene Empfänger')}.`,
    why: 'Graph weist dann jede Änderung an den Einstellungen der Rolle zurück (ActivationCustomApproversNotEmpty), und ein Skript, das sie reparieren soll, scheitert.',
    mend: 'Entfernen Sie diese Empfänger im Portal. Genehmigende bekommen ihre E-Mail ohnehin; nehmen Sie andere in die E-Mail für Administratoren auf.',
  },
  'notifications-off': {
    title: 'Niemand erfährt von Aktivierungen',
    what: 'Nach der Vorgabe soll die E-Mail von PIM Administratoren über Aktivierungen unterrichten; sie ist aus, nur für Kritisches an, oder hat keinen Empfänger.',
    evidence: (facts, names) =>
      `PIM schreibt keinem Administrator, wenn ${roleOf(names)} aktiviert wird. Die Stufe ${word(facts, 'tier')} verlangt das.`,
    why: 'Ein Missbrauch fällt oft durch eine E-Mail an Personen auf, die die Rolle nicht angefordert haben.',
    mend: 'Schalten Sie in den Einstellungen der Rolle in PIM die Benachrichtigung der Administratoren bei Aktivierung ein.',
  },
};
