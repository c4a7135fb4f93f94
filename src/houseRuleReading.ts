import { createHash } from 'node:crypto';
import { z } from 'zod';
import { houseRule, label, names } from './houseRuleSettings.ts';
import {
  type BrokenHouseRule,
  canonicalRules,
  type HouseRule,
  type HouseRules,
} from './pim/houseRules/houseRule.ts';

/** What is wrong with tiers that rules name: a rule about a tier that is none would never apply. */
export const unknownTiers = (
  rules: readonly HouseRule[],
  tiers: readonly { readonly name: string }[],
): readonly { readonly path: readonly (string | number)[]; readonly message: string }[] => {
  const known = new Set(tiers.map(({ name }) => name.trim().toLowerCase()));
  return rules.flatMap(({ appliesTo }, index) =>
    appliesTo.tiers.flatMap((name, place) =>
      known.has(name.toLowerCase())
        ? []
        : [
            {
              path: ['houseRules', index, 'appliesTo', 'tiers', place],
              message: `there is no tier "${name}" in yardstick.baseline`,
            },
          ],
    ),
  );
};

const readable = z.looseObject({
  name: label.catch('unnamed'),
  // Either of the two that cannot be read may have named any role.
  appliesTo: z.looseObject({ roles: names, tiers: names }).catch({ roles: [], tiers: [] }),
});

/**
 * Rules one by one: those that can be understood, and of each of the others its name, its roles where it says them
 * legibly, and what is wrong with it. What is no list of rules is one broken rule about every role.
 */
export function readEachHouseRule(written: unknown): {
  readonly rules: readonly HouseRule[];
  readonly broken: readonly BrokenHouseRule[];
} {
  if (!Array.isArray(written)) {
    return {
      rules: [],
      broken: [{ name: 'houseRules', roles: [], tiers: [], reasons: ['is no list of rules'] }],
    };
  }
  const rules: HouseRule[] = [];
  const broken: BrokenHouseRule[] = [];
  for (const [index, one] of written.entries()) {
    const { success, data, error } = houseRule.safeParse(one);
    const isTaken = success && rules.some(({ name }) => name.toLowerCase() === data.name.toLowerCase());
    if (success && !isTaken) rules.push(data);
    else
      broken.push(
        brokenOf(one, index, error?.issues ?? [{ path: ['name'], message: 'is the name of another rule' }]),
      );
  }
  return { rules, broken };
}

function brokenOf(
  one: unknown,
  index: number,
  issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[],
): BrokenHouseRule {
  const read = readable.safeParse(one).data;
  return {
    name: read?.name ?? `number ${index + 1}`,
    roles: read?.appliesTo.roles ?? [],
    tiers: read?.appliesTo.tiers ?? [],
    reasons: issues.map(({ path, message }) => `${path.join('.')}: ${message}`.replace(/^: /, '')),
  };
}

/** Rules as one version of them. */
export function houseRulesOf(
  rules: readonly HouseRule[],
  broken: readonly BrokenHouseRule[] = [],
): HouseRules {
  const version = createHash('sha256').update(canonicalRules({ rules, broken })).digest('hex');
  return { version, rules, broken };
}
