import { type FindingRuleId } from '../../pim/findings/finding.ts';
import { type FindingRuleWords } from '../findingWords.ts';
import {
  accounts,
  dayOf,
  figure,
  firstOf,
  is,
  listed,
  people,
  roleOf,
  sentences,
  word,
} from './findingFacts.ts';
import { counted } from './people.ts';

type RulesOnHolders = Extract<
  FindingRuleId,
  | 'permanent-assignment'
  | 'assigned-outside-pim'
  | 'eligibility-without-end'
  | 'stale-eligibility'
  | 'unused-role'
  | 'unused-active-assignment'
  | 'stale-sign-in'
  | 'service-account'
  | 'service-principal'
  | 'guest'
  | 'disabled-or-deleted-account'
  | 'group-not-protected'
  | 'over-privileged-account'
>;

const has = (count: number): string => (count === 1 ? 'hat' : 'haben');
const may = (count: number): string => (count === 1 ? 'darf' : 'dürfen');

/** What is said of who holds what, in German. */
export const findingsOnHolders: Readonly<Record<RulesOnHolders, FindingRuleWords>> = {
  'permanent-assignment': {
    title: 'Privilegierte Rolle dauerhaft zugewiesen',
    what: 'Eine privilegierte Rolle ist ohne Ende Personen zugewiesen, die sie bei Bedarf aktivieren könnten. Ausgenommen sind Notfallkonten, Apps, Dienstkonten, deaktivierte und gelöschte Konten sowie Gruppen, die PIM für Gruppen verwaltet; ebenso der eine Global Administrator, der dauerhaft bleiben muss, wo es kein Notfallkonto gibt.',
    evidence: (facts, names) =>
      sentences(
        `${accounts(figure(facts, 'count'))} ${has(figure(facts, 'count'))} dauerhaft ${roleOf(names)}${listed(names, figure(facts, 'count'))}.`,
        figure(facts, 'throughGroups') > 0
          ? `Über Gruppen: ${String(figure(facts, 'throughGroups'))}.`
          : undefined,
        figure(facts, 'alreadyEligible') > 0
          ? `Bereits dafür berechtigt: ${String(figure(facts, 'alreadyEligible'))}.`
          : undefined,
      ),
    why: 'Wer ein solches Konto übernimmt, hat die Rolle sofort, zu jeder Stunde, ohne Genehmigung und ohne die Spur einer Aktivierung.',
    mend: 'Machen Sie die Konten in PIM berechtigt, proben Sie eine Aktivierung, und entfernen Sie dann die dauerhafte Zuweisung. Was aus einer Gruppe kommt, wird an der Gruppe geändert.',
  },
  'assigned-outside-pim': {
    title: 'Rolle außerhalb von PIM vergeben',
    what: 'Eine Rolle wurde direkt im Verzeichnis zugewiesen, an PIM vorbei. Notfallkonten sind ausgenommen.',
    evidence: (facts, names) =>
      `${roleOf(names)} wurde außerhalb von PIM an ${counted(figure(facts, 'count'), 'Konto oder Gruppe', 'Konten oder Gruppen')} vergeben${listed(names, figure(facts, 'count'))}.`,
    why: 'Eine solche Zuweisung hat PIM weder geprüft noch aufgezeichnet, und sie hat kein Ende. Vielleicht kann jemand Rollen vergeben, der es nicht können sollte.',
    mend: 'Finden Sie heraus, wer sie vergeben hat und warum. Entfernen Sie sie, und vergeben Sie sie bei Bedarf in PIM neu, als Berechtigung.',
  },
  'eligibility-without-end': {
    title: 'Berechtigung ohne Ende',
    what: 'Jemand ist für eine Rolle unbefristet berechtigt, und die Vorgabe verlangt, dass Berechtigungen für diese Rolle enden.',
    evidence: (facts, names) =>
      `${counted(figure(facts, 'count'), 'Berechtigung', 'Berechtigungen')} für ${roleOf(names)} ohne Ende${listed(names, figure(facts, 'count'))}. Die Vorgabe verlangt ein Ende binnen ${counted(figure(facts, 'days'), 'Tag', 'Tagen')}.`,
    why: 'Menschen wechseln die Aufgabe und behalten, wozu sie einmal berechtigt wurden. Ein Ende lässt jemanden fragen, ob es noch stimmt.',
    mend: 'Geben Sie diesen Berechtigungen in PIM ein Ende, oder prüfen Sie sie zu festen Zeiten mit einer Zugriffsüberprüfung.',
  },
  'stale-eligibility': {
    title: 'Berechtigt, aber nicht genutzt',
    what: 'Jemand darf eine Rolle aktivieren und hat es länger nicht getan, als die Schwelle zulässt. Wo das Überwachungsprotokoll nicht so weit zurückreicht und keine frühere Aktivierung bekannt ist, dient es der Information und sagt nur, dass keine zu sehen war. Jüngere Berechtigungen werden nicht beurteilt.',
    evidence: (facts, names) => {
      const count = figure(facts, 'count');
      const who = `${people(count)} ${may(count)} ${roleOf(names)} aktivieren`;
      if (word(facts, 'kind') === 'notSeen') {
        return `${who}, und seit ${dayOf(facts, 'auditedSince') ?? 'Beginn des Überwachungsprotokolls'} war keine Aktivierung zu sehen${listed(names, count)}. Weiter reicht das Protokoll nicht zurück.`;
      }
      const longestAgo = dayOf(facts, 'longestAgo');
      return sentences(
        `${who} und ${has(count)} es seit mehr als ${counted(figure(facts, 'days'), 'Tag', 'Tagen')} nicht getan${listed(names, count)}.`,
        longestAgo === undefined ? undefined : `Am längsten her ist ${longestAgo}.`,
      );
    },
    why: 'Eine Rolle, die niemand vermisst, nützt nur jemandem, der das Konto übernimmt.',
    mend: 'Fragen Sie, ob sie noch gebraucht wird. Entfernen Sie die Berechtigung, wenn nicht; sie ist schnell wieder vergeben.',
  },
  'unused-role': {
    title: 'Rolle, die niemand aktiviert',
    what: 'Personen dürfen eine Rolle aktivieren, und keine einzige Aktivierung ist bekannt. Zur Information, wo das Überwachungsprotokoll nicht so weit zurückreicht wie die Schwelle.',
    evidence: (facts, names) =>
      `${people(figure(facts, 'count'))} ${may(figure(facts, 'count'))} ${roleOf(names)} aktivieren, und es ist nicht bekannt, dass es jemand getan hätte${dayOf(facts, 'auditedSince') === undefined ? '' : ` (seit ${dayOf(facts, 'auditedSince') ?? ''})`}.`,
    why: 'Entweder braucht niemand die Rolle, oder die Arbeit geschieht mit einer stärkeren.',
    mend: 'Fragen Sie die Berechtigten, was sie stattdessen nutzen. Nehmen Sie die Rolle weg, oder die stärkere.',
  },
  'unused-active-assignment': {
    title: 'Rolle ständig aktiv und nicht genutzt',
    what: 'Eine Rolle ist einer Person ständig zugewiesen, die die Warnung von PIM über ungenutzte Rollen nennt, oder die sich nie angemeldet hat, obwohl die Zuweisung älter ist als die Schwelle.',
    evidence: (facts, names) =>
      sentences(
        `${people(figure(facts, 'count'))} ${has(figure(facts, 'count'))} ständig ${roleOf(names)} und ${figure(facts, 'count') === 1 ? 'scheint' : 'scheinen'} die Rolle nicht zu nutzen${listed(names, figure(facts, 'count'))}.`,
        figure(facts, 'byAlert') > 0
          ? `Die Warnung von PIM selbst nennt davon ${String(figure(facts, 'byAlert'))}.`
          : undefined,
        figure(facts, 'neverSignedIn') > 0
          ? `Nie angemeldet: ${String(figure(facts, 'neverSignedIn'))}.`
          : undefined,
      ),
    why: 'Das ist Zugriff ohne Zweck, und ein Missbrauch fiele niemandem auf.',
    mend: 'Entfernen Sie die Zuweisung, oder machen Sie die Person stattdessen berechtigt.',
  },
  'stale-sign-in': {
    title: 'Administratoren, die sich nicht anmelden',
    what: 'Personen mit einer Rolle oder mit einer Berechtigung dafür haben sich länger nicht angemeldet, als die Schwelle zulässt, oder die Warnung von PIM sagt es. Notfallkonten und deaktivierte Konten sind ausgenommen.',
    evidence: (facts, names) => {
      const count = figure(facts, 'count');
      const longestAgo = dayOf(facts, 'longestAgo');
      return sentences(
        `${people(count)} mit einer Rolle ${has(count)} sich seit mehr als ${counted(figure(facts, 'days'), 'Tag', 'Tagen')} nicht angemeldet${listed(names, count)}.`,
        longestAgo === undefined
          ? undefined
          : `Die am längsten zurückliegende Anmeldung war am ${longestAgo}.`,
        is(facts, 'isAnyWithoutSignIn')
          ? 'Von mindestens einer Person kennt PIM keine Anmeldung.'
          : undefined,
      );
    },
    why: 'Um ein solches Konto kümmert sich niemand, und wem es gehört, der merkt nicht, wenn es jemand anders nutzt.',
    mend: 'Finden Sie heraus, ob die Person noch für Sie arbeitet. Deaktivieren Sie das Konto, oder entfernen Sie seine Rollen.',
  },
  'service-account': {
    title: 'Dienstkonto mit einer Rolle',
    what: 'Ein Benutzerkonto, das wie ein Dienstkonto heißt, hat eine Rolle oder darf eine aktivieren.',
    evidence: (facts, names) =>
      `${accounts(figure(facts, 'count'))} mit dem Namen eines Dienstkontos ${has(figure(facts, 'count'))} ${roleOf(names)} oder ${may(figure(facts, 'count'))} die Rolle aktivieren${listed(names, figure(facts, 'count'))}.`,
    why: 'Programme können keinen zweiten Faktor beantworten; solche Konten sind oft davon ausgenommen, und ihre Kennwörter kennen viele, ohne dass sie oft geändert würden.',
    mend: 'Ersetzen Sie das Konto durch eine verwaltete Identität oder eine App, die nur die nötigen Berechtigungen hat. Nutzt es eine Person, geben Sie ihr ein eigenes Konto.',
  },
  'service-principal': {
    title: 'App mit einer privilegierten Rolle',
    what: 'Eine App hat ständig eine privilegierte Rolle.',
    evidence: (facts, names) =>
      `${counted(figure(facts, 'count'), 'App hat', 'Apps haben')} ${roleOf(names)}${listed(names, figure(facts, 'count'))}.`,
    why: 'Wer der App ein Geheimnis oder ein Zertifikat hinzufügen kann, hat ihre Rolle, ohne zweiten Faktor und ohne Aktivierung.',
    mend: 'Geben Sie der App statt der Rolle die Graph-Berechtigungen, die sie braucht. Sehen Sie nach, wem sie gehört und wer ihre Anmeldedaten ändern darf.',
  },
  guest: {
    title: 'Gast mit einer privilegierten Rolle',
    what: 'Ein Gast hat eine privilegierte Rolle oder darf eine aktivieren; schlimmer, wo sie ständig gilt.',
    evidence: (facts, names) =>
      sentences(
        `${counted(figure(facts, 'count'), 'Gast hat', 'Gäste haben')} ${roleOf(names)} oder ${may(figure(facts, 'count'))} die Rolle aktivieren${listed(names, figure(facts, 'count'))}.`,
        figure(facts, 'standing') > 0 ? `Ständig: ${String(figure(facts, 'standing'))}.` : undefined,
      ),
    why: 'Eine andere Organisation bestimmt, wie das Konto eines Gastes geschützt ist und wann es geschlossen wird.',
    mend: 'Geben Sie Externen, die Ihren Mandanten verwalten, eigene Konten, und beenden Sie diese mit dem Vertrag.',
  },
  'disabled-or-deleted-account': {
    title: 'Rolle eines deaktivierten oder gelöschten Kontos',
    what: 'Ein Konto, das deaktiviert oder nicht mehr im Verzeichnis ist, hat eine Rolle oder darf eine aktivieren.',
    evidence: (facts, names) =>
      sentences(
        `${accounts(figure(facts, 'count'))} mit ${roleOf(names)} ${figure(facts, 'count') === 1 ? 'ist' : 'sind'} deaktiviert oder gelöscht${listed(names, figure(facts, 'count'))}.`,
        figure(facts, 'deleted') > 0
          ? `Nicht mehr im Verzeichnis: ${String(figure(facts, 'deleted'))}.`
          : undefined,
      ),
    why: 'Wer das Konto einschaltet oder wiederherstellt, gibt ihm auch die Rolle, vielleicht ohne es zu wissen.',
    mend: 'Entfernen Sie die Zuweisung oder die Berechtigung.',
  },
  'group-not-protected': {
    title: 'Gruppe mit Rollen und ohne Schutz',
    what: 'Eine Gruppe, die eine Rolle hat oder aktivieren darf, ist nicht rollenzuweisbar; oder eine mit ständiger Rolle wird nicht von PIM für Gruppen verwaltet. Was über eine Gruppe nicht bekannt ist, wird nicht beurteilt.',
    evidence: (facts, names) =>
      sentences(
        `${firstOf(names)} hat ${counted(figure(facts, 'roles'), 'Rolle', 'Rollen')}: ${word(facts, 'roleNames')}.`,
        is(facts, 'isAssignableMissing') ? 'Die Gruppe ist nicht rollenzuweisbar.' : undefined,
        is(facts, 'isPimMissing')
          ? 'Niemand ist für die Mitgliedschaft berechtigt; die Mitglieder haben die Rollen also ständig.'
          : undefined,
      ),
    why: 'Wer die Mitglieder einer Gruppe ändern darf, verteilt ihre Rollen. Nur bei rollenzuweisbaren Gruppen dürfen das wenige.',
    mend: 'Nutzen Sie eine rollenzuweisbare Gruppe, bringen Sie sie in PIM für Gruppen, und machen Sie ihre Mitglieder für die Mitgliedschaft berechtigt.',
  },
  'over-privileged-account': {
    title: 'Konto mit zu vielen Rechten',
    what: 'Ein Konto hat ständig so viele privilegierte Rollen wie die Schwelle, oder Global Administrator und eine weitere, oder eine, für die es zugleich berechtigt ist. Notfallkonten sind ausgenommen; für Gäste, Apps und deaktivierte Konten gibt es eigene Regeln.',
    evidence: (facts, names) =>
      sentences(
        `${firstOf(names)} hat ständig ${counted(figure(facts, 'roles'), 'privilegierte Rolle', 'privilegierte Rollen')}: ${word(facts, 'roleNames')}.`,
        is(facts, 'isGlobalAdministratorAndMore')
          ? 'Global Administrator umfasst, was die anderen erlauben.'
          : undefined,
        is(facts, 'isStandingAndEligible') ? 'Für eine davon ist es zugleich berechtigt.' : undefined,
      ),
    why: 'Ein einziges übernommenes Konto öffnet alles auf einmal.',
    mend: 'Lassen Sie dem Konto die eine Rolle, die seine tägliche Arbeit braucht, und machen Sie es für die anderen berechtigt.',
  },
};
