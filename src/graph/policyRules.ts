import { type UnmetRule } from '../pim/errors.ts';

type RuleMeaning = (text: string) => readonly UnmetRule[];

const expiration: RuleMeaning = (text) => [
  /permanent/i.test(text)
    ? { rule: 'permanent_not_allowed' }
    : { rule: 'duration_too_long', maximumMinutes: undefined },
];

/** What an enablement rule can ask for, by the words it uses for it (Graph: `enabledRules`). */
const enablements: readonly (readonly [RegExp, UnmetRule])[] = [
  [/MultiFactorAuthentication|\bmfa\b/i, { rule: 'multifactor_missing' }],
  [/Justification/i, { rule: 'justification_missing' }],
  [/Ticket/i, { rule: 'ticket_missing' }],
];

const enablement: RuleMeaning = (text) => {
  const named = enablements.flatMap(([words, unmet]) => (words.test(text) ? [unmet] : []));
  return named.length > 0 ? named : [{ rule: 'other', name: 'EnablementRule' }];
};

const meanings: Readonly<Record<string, RuleMeaning>> = {
  justificationrule: () => [{ rule: 'justification_missing' }],
  ticketingrule: () => [{ rule: 'ticket_missing' }],
  mfarule: () => [{ rule: 'multifactor_missing' }],
  eligibilityrule: () => [{ rule: 'eligibility_missing' }],
  expirationrule: expiration,
  enablementrule: enablement,
};

/**
 * The rules that a policy message names, each once, in the order of the message. Two forms are known:
 * `…: JustificationRule - Justification is required` and `…: ["EligibilityRule","ExpirationRule"]`.
 */
export function unmetRulesIn(message: string): readonly UnmetRule[] {
  const found = [...message.matchAll(/\b(\w+Rule)\b/g)];
  const unmet = found.flatMap((match, index) => {
    const name = match[1] ?? '';
    const text = message.slice(match.index, found[index + 1]?.index);
    return meanings[name.toLowerCase()]?.(text) ?? [{ rule: 'other', name } as const];
  });
  return unmet.filter(
    (rule, index) => unmet.findIndex((other) => JSON.stringify(other) === JSON.stringify(rule)) === index,
  );
}
