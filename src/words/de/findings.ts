import { type FindingRuleId } from '../../pim/findings/finding.ts';
import { type FindingRuleWords, type FindingWords } from '../findingWords.ts';
import { figure, firstOf, is, listed, people, sentences, word } from './findingFacts.ts';
import { findingsOnHolders } from './findingsOnHolders.ts';
import { findingsOnSettings } from './findingsOnSettings.ts';
import { counted } from './people.ts';

const breakGlassProblems: Readonly<Record<string, (name: string) => string>> = {
  withoutRole: (name) => `Das Notfallkonto ${name} hat keine Rolle oder existiert nicht.`,
  deleted: (name) => `Das Notfallkonto ${name} ist nicht mehr im Verzeichnis.`,
  noPerson: (name) => `${name} ist als Notfallkonto angegeben und ist kein Benutzerkonto.`,
  disabled: (name) => `Das Notfallkonto ${name} ist deaktiviert.`,
  notPermanent: (name) => `Das Notfallkonto ${name} ist nicht dauerhaft Global Administrator.`,
};

const rules: Readonly<Record<FindingRuleId, FindingRuleWords>> = {
  'too-many-global-administrators': {
    title: 'Zu viele Global Administrators',
    what: 'Mehr Personen und Apps als die Schwelle haben ständig Global Administrator, Notfallkonten nicht gezählt; oder mehr als acht haben die Rolle oder dürfen sie aktivieren, Notfallkonten mitgezählt. Hoch, wenn auch ihr Anteil an allen mit privilegierten Rollen die Schwelle erreicht, wie bei der Warnung von PIM selbst.',
    evidence: (facts, names) => {
      const count = figure(facts, 'count');
      const inAll = figure(facts, 'inAll');
      const isOverMost = is(facts, 'isOverMost');
      return sentences(
        `${counted(count, 'Konto hat', 'Konten haben')} ständig Global Administrator, Notfallkonten nicht gezählt${isOverMost ? listed(names, count) : ''}.`,
        isOverMost
          ? `Höchstens ${String(figure(facts, 'most'))} sollten es sein; Microsoft rät zu weniger als fünf.`
          : undefined,
        is(facts, 'isOverScuba')
          ? `${counted(inAll, 'Konto hat', 'Konten haben')} die Rolle oder ${inAll === 1 ? 'darf' : 'dürfen'} sie aktivieren; CISA lässt acht zu.`
          : undefined,
        is(facts, 'isOverPimAlert')
          ? `Das sind ${String(figure(facts, 'share'))} % aller mit privilegierten Rollen.`
          : undefined,
      );
    },
    why: 'Ein Global Administrator kann alles, und jedes dieser Konten ist ein Weg hinein.',
    mend: 'Geben Sie den meisten die kleinere Rolle, die ihre Arbeit braucht, und machen Sie die anderen berechtigt. Behalten Sie zwei Notfallkonten.',
  },
  'too-few-global-administrators': {
    title: 'Zu wenige Global Administrators',
    what: 'Weniger Personen als die Schwelle haben Global Administrator oder dürfen die Rolle aktivieren. Notfallkonten zählen, deaktivierte nicht.',
    evidence: (facts, names) => {
      const count = figure(facts, 'count');
      const fewest = figure(facts, 'fewest');
      const who = count === 0 ? 'Niemand kann' : `${people(count)} ${count === 1 ? 'kann' : 'können'}`;
      return `${who} Global Administrator sein${listed(names, count)}; ${String(fewest)} ${fewest === 1 ? 'sollte' : 'sollten'} es sein.`;
    },
    why: 'Verliert die letzte Person ihr Konto, kann nur noch der Support von Microsoft den Mandanten retten.',
    mend: 'Legen Sie zwei Notfallkonten mit dauerhaftem Global Administrator an, bewahren Sie ihre Zugangsdaten getrennt und sicher auf, und proben Sie sie zu festen Zeiten.',
  },
  'break-glass-accounts': {
    title: 'Notfallkonten',
    what: 'Ein Notfallkonto aus der Einstellungsdatei fehlt, ist deaktiviert oder nicht dauerhaft Global Administrator; mehr davon sind es, als die Schwelle zulässt; oder, zur Information, es ist keines angegeben.',
    evidence: (facts, names) => {
      const problem = word(facts, 'problem');
      if (problem === 'notDeclared') {
        return 'In der Einstellungsdatei ist kein Notfallkonto angegeben; es wurde also keines geprüft und keines ausgenommen.';
      }
      if (problem === 'tooMany') {
        const count = figure(facts, 'count');
        return `${counted(count, 'Notfallkonto ist', 'Notfallkonten sind')} dauerhaft Global Administrator${listed(names, count)}; höchstens ${String(figure(facts, 'most'))} sollten es sein.`;
      }
      return breakGlassProblems[problem]?.(firstOf(names)) ?? '';
    },
    why: 'Im Notfall, wenn Anmeldung oder Genehmigung nicht gehen, müssen diese Konten sofort funktionieren. Jedes überzählige ist ein Weg hinein.',
    mend: 'Geben Sie die Notfallkonten unter yardstick in der Einstellungsdatei an. Jedes muss eingeschaltet und dauerhaft Global Administrator sein; zwei genügen.',
  },
  licence: {
    title: 'Lizenz für PIM',
    what: 'Die Warnung von PIM selbst sagt, dass die Lizenz fehlt, oder Entra hat deshalb Teile der Abfrage verweigert.',
    evidence: (facts) =>
      sentences(
        is(facts, 'isAlerted')
          ? 'PIM sagt, der Mandant hat keine Lizenz für Microsoft Entra ID P2 oder ID Governance.'
          : undefined,
        figure(facts, 'partsRefused') > 0
          ? `Entra hat ${counted(figure(facts, 'partsRefused'), 'Teil', 'Teile')} dieser Abfrage mangels Lizenz verweigert.`
          : undefined,
      ),
    why: 'Ohne die Lizenz arbeitet PIM nicht mehr: Berechtigte können nicht aktivieren, und Einstellungen gelten nicht mehr.',
    mend: 'Erneuern Sie die Lizenz, oder planen Sie vor ihrem Ende, wie Rollen ohne PIM vergeben werden.',
  },
  ...findingsOnHolders,
  ...findingsOnSettings,
};

/** What findings say, in German. */
export const findings: FindingWords = {
  told: ({ rule, facts }, names) => {
    const { title, evidence, why, mend } = rules[rule];
    return { title, evidence: evidence(facts, names), why, mend };
  },
  rules,
};
