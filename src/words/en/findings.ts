import { type FindingRuleId } from '../../pim/findings/finding.ts';
import { type FindingRuleWords, type FindingWords } from '../findingWords.ts';
import { accounts, figure, firstOf, is, listed, people, sentences, word } from './findingFacts.ts';
import { findingsOnHolders } from './findingsOnHolders.ts';
import { findingsOnSettings } from './findingsOnSettings.ts';
import { counted } from './people.ts';

const breakGlassProblems: Readonly<Record<string, (name: string) => string>> = {
  withoutRole: (name) => `The emergency account ${name} has no role, or does not exist.`,
  deleted: (name) => `The emergency account ${name} is no longer in the directory.`,
  noPerson: (name) => `${name} is declared as an emergency account and is not a user account.`,
  disabled: (name) => `The emergency account ${name} is disabled.`,
  notPermanent: (name) => `The emergency account ${name} is not permanently Global Administrator.`,
};

const rules: Readonly<Record<FindingRuleId, FindingRuleWords>> = {
  'too-many-global-administrators': {
    title: 'Too many Global Administrators',
    what: 'More people and apps than the threshold hold Global Administrator all the time, emergency accounts left out; or more than eight hold it or may activate it, emergency accounts too. High where their share of all who hold privileged roles reaches the threshold as well, as PIM’s own alert has it.',
    evidence: (facts, names) => {
      const count = figure(facts, 'count');
      const inAll = figure(facts, 'inAll');
      const isOverMost = is(facts, 'isOverMost');
      return sentences(
        `${counted(count, 'account holds', 'accounts hold')} Global Administrator all the time, emergency accounts left out${isOverMost ? listed(names, count) : ''}.`,
        isOverMost
          ? `At most ${String(figure(facts, 'most'))} should; Microsoft says fewer than five.`
          : undefined,
        is(facts, 'isOverScuba')
          ? `${accounts(inAll)} hold it or may activate it; CISA allows eight.`
          : undefined,
        is(facts, 'isOverPimAlert')
          ? `They are ${String(figure(facts, 'share'))} % of all who hold privileged roles.`
          : undefined,
      );
    },
    why: 'A Global Administrator can do everything, and each of them is a way in.',
    mend: 'Give most of them the smaller role that their work needs, and make the others eligible. Keep two emergency accounts.',
  },
  'too-few-global-administrators': {
    title: 'Too few Global Administrators',
    what: 'Fewer people than the threshold hold Global Administrator or may activate it. Emergency accounts count, disabled ones do not.',
    evidence: (facts, names) => {
      const count = figure(facts, 'count');
      return `${count === 0 ? 'Nobody' : people(count)} can be Global Administrator${listed(names, count)}; ${String(figure(facts, 'fewest'))} should.`;
    },
    why: 'If the last one loses the account, nobody but Microsoft’s support can mend the tenant.',
    mend: 'Create two emergency accounts with permanent Global Administrator, keep their credentials apart and safe, and try them at fixed times.',
  },
  'break-glass-accounts': {
    title: 'Emergency accounts',
    what: 'An emergency account that the settings file declares is missing, disabled, or not permanently Global Administrator; more of them are than the threshold allows; or, for information, none is declared.',
    evidence: (facts, names) => {
      const problem = word(facts, 'problem');
      if (problem === 'notDeclared') {
        return 'No emergency account is declared in the settings file, so none was looked at, and none was left out.';
      }
      if (problem === 'tooMany') {
        const count = figure(facts, 'count');
        return `${counted(count, 'emergency account is', 'emergency accounts are')} permanently Global Administrator${listed(names, count)}; at most ${String(figure(facts, 'most'))} should be.`;
      }
      return breakGlassProblems[problem]?.(firstOf(names)) ?? '';
    },
    why: 'In an emergency, when sign-in or approval does not work, these accounts have to work at once. Each one too many is a way in.',
    mend: 'Declare the emergency accounts under yardstick in the settings file. Each must be enabled and permanently Global Administrator; two are enough.',
  },
  licence: {
    title: 'Licence for PIM',
    what: 'PIM’s own alert says that its licence is missing, or Entra refused parts of the reading for that reason.',
    evidence: (facts) =>
      sentences(
        is(facts, 'isAlerted')
          ? 'PIM says that the tenant has no Microsoft Entra ID P2 or ID Governance licence.'
          : undefined,
        figure(facts, 'partsRefused') > 0
          ? `Entra refused ${counted(figure(facts, 'partsRefused'), 'part', 'parts')} of this reading for want of a licence.`
          : undefined,
      ),
    why: 'Without the licence PIM stops working: eligible people cannot activate, and settings no longer hold.',
    mend: 'Renew the licence, or plan how roles are given without PIM before it ends.',
  },
  ...findingsOnHolders,
  ...findingsOnSettings,
};

/** What findings say, in English. */
export const findings: FindingWords = {
  told: ({ rule, facts }, names) => {
    const { title, evidence, why, mend } = rules[rule];
    return { title, evidence: evidence(facts, names), why, mend };
  },
  rules,
};
