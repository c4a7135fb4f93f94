import { type PrincipalId } from '../ids.ts';
import { settingsInUse, type TieredSettings } from '../posture/compliance.ts';
import { type Posture } from '../posture/posture.ts';
import { type FindingFacts, type FindingRule, type Severity } from './finding.ts';

/** What is wrong with the settings of one role. */
export interface SettingsFault {
  readonly facts: FindingFacts;
  readonly principals?: readonly PrincipalId[];
  /** Where it is worse, or less bad, than the rule says of the role. */
  readonly severity?: Severity;
}

/** A rule about settings. */
export interface SettingsRule extends Omit<FindingRule, 'find' | 'needs'> {
  /** For roles that are not privileged. */
  readonly otherwise: Severity;
  readonly needs?: FindingRule['needs'];
  /** `undefined`: as it should be. */
  readonly fault: (asked: TieredSettings, posture: Posture) => SettingsFault | undefined;
}

/** A rule that looks at the settings of each role that somebody holds or may activate, and says one thing of a role. */
export const settingsRule = ({ fault, otherwise, needs, ...rule }: SettingsRule): FindingRule => ({
  ...rule,
  needs: ['settings', ...(needs ?? [])],
  find: (posture) =>
    settingsInUse(posture).flatMap((asked) => {
      const found = fault(asked, posture);
      if (found === undefined) return [];
      const { id } = asked.role;
      const severity = found.severity ?? (posture.isPrivileged(id) ? rule.severity : otherwise);
      const { facts, principals = [] } = found;
      return [{ rule: rule.id, severity, roleDefinitionId: id, principals, facts }];
    }),
});
