import { type RuleRequest, type HouseDirectory } from './circumstances.ts';
import { type BrokenHouseRule, type HouseRule, type HouseRules } from './houseRule.ts';
import { isAmong, type Unread, unreadGroups } from './membership.ts';

/** Rules, found by the role that they are about. */
export interface RuleIndex {
  readonly version: string;
  readonly rules: readonly HouseRule[];
  /** Those about a role, in the order of the file; whether they apply to a request is another matter. */
  readonly about: (role: RuleRequest['role']) => readonly HouseRule[];
  /** Whether any rule could not be understood. */
  readonly hasBroken: boolean;
  readonly brokenAbout: (role: RuleRequest['role']) => readonly BrokenHouseRule[];
}

const plain = (name: string): string => name.trim().toLowerCase();

/** Looks rules up by what they name, so that many of them cost a request nothing. */
export function indexRules({ version, rules, broken }: HouseRules): RuleIndex {
  const find = indexed(rules.map((rule) => ({ rule, ...rule.appliesTo })));
  // What names nothing that could be read may be about anything.
  const findBroken = indexed(
    broken.map((rule) => ({
      rule,
      tiers: rule.tiers,
      roles: rule.roles.length + rule.tiers.length === 0 ? ['all'] : rule.roles,
    })),
  );
  return { version, rules, about: find, hasBroken: broken.length > 0, brokenAbout: findBroken };
}

function indexed<R>(
  entries: readonly {
    readonly rule: R;
    readonly roles: readonly string[];
    readonly tiers: readonly string[];
  }[],
): (role: RuleRequest['role']) => readonly R[] {
  const byRole = new Map<string, number[]>();
  const byTier = new Map<string, number[]>();
  const note = (map: Map<string, number[]>, name: string, index: number): void => {
    const known = map.get(plain(name));
    if (known === undefined) map.set(plain(name), [index]);
    else known.push(index);
  };
  for (const [index, { roles, tiers }] of entries.entries()) {
    for (const name of roles) note(byRole, name, index);
    for (const name of tiers) note(byTier, name, index);
  }
  return ({ id, displayName, isPrivileged, tier }) => {
    const names = [id, plain(displayName), 'all', ...(isPrivileged ? ['privileged'] : [])];
    const found = new Set<number>([
      ...names.flatMap((name) => byRole.get(name) ?? []),
      ...(tier === undefined ? [] : (byTier.get(plain(tier)) ?? [])),
    ]);
    return [...found].sort((a, b) => a - b).flatMap((index) => entries[index]?.rule ?? []);
  };
}

/** Whether a rule is about a scope. */
export const isAboutScope = (
  { appliesTo: { scopes } }: { readonly appliesTo: Pick<HouseRule['appliesTo'], 'scopes'> },
  { scopeId }: Pick<RuleRequest, 'scopeId'>,
): boolean => scopes.length === 0 || scopes.some((scope) => plain(scope) === plain(scopeId));

/**
 * Whether a rule about the role applies to a request, by its scope and its requestor. Where only a group that cannot be
 * read could say so, what could not be read.
 */
export function appliesTo(
  { appliesTo: { scopes, people, groups } }: HouseRule,
  { scopeId, requestor }: Pick<RuleRequest, 'scopeId' | 'requestor'>,
  directory: HouseDirectory,
): boolean | readonly Unread[] {
  if (!isAboutScope({ appliesTo: { scopes } }, { scopeId })) return false;
  if (people.length + groups.length === 0) return true;
  return isAmong(requestor, { people, groups }, directory) ?? unreadGroups(groups, directory);
}
