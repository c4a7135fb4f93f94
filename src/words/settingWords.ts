import { type ComplianceCheck } from '../pim/posture/judgements.ts';
import { type SettingName, type SettingValue } from '../pim/posture/settingFacts.ts';
import { type SettingsTrap } from '../pim/posture/settingsPlan.ts';
import { type WhatIf } from '../pim/posture/whatIf.ts';

/** Writes minutes as people say them. */
type Duration = (minutes: number) => string;

/** What a role's settings in PIM ask for. */
export interface SettingWords {
  readonly heading: string;
  /** Title of the button that leads there. */
  readonly show: string;
  readonly of: (role: string) => string;
  readonly parts: Readonly<
    Record<'activation' | 'approvers' | 'eligibility' | 'assignment' | 'notifications', string>
  >;
  /** Which tier of the baseline names the role, and how many settings it would have otherwise. */
  readonly tier: (name: string, others: number) => string;
  readonly noTier: string;
  readonly notRead: (role: string) => string;
  /** What is set, in lower case; a notification rule is named by its id. */
  readonly label: (setting: SettingName, ruleId: string) => string;
  /** Names in a list come as ready text. */
  readonly value: (setting: SettingName, value: SettingValue, duration: Duration) => string;
  /** What one rule about mail says: its level, and whom it reaches. */
  readonly mail: (level: string, isUsual: boolean, others: readonly string[]) => string;
  readonly mailTo: (ruleId: string) => string;
  readonly fact: (label: string, value: string) => string;
  readonly baseline: (check: ComplianceCheck, expected: number | boolean, duration: Duration) => string;
  readonly group: string;
  readonly requestorManager: string;
  readonly defaultApprovers: string;
  /** What a setting was and what it is, in a sentence without its end. */
  readonly changed: (label: string, before: string, after: string) => string;
  /** What a setting is and what it would be. */
  readonly wouldChange: (label: string, before: string, after: string) => string;
  readonly ofRole: (role: string, changed: string) => string;
  readonly traps: Readonly<Record<SettingsTrap, string>>;
  readonly whatIf: (what: WhatIf, duration: Duration) => string;
  readonly noLog: string;
  readonly typed: string;
}
