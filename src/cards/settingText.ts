import { listTold, type SettingName, type SettingValue } from '../pim/posture/settingFacts.ts';
import { type SettingWords } from '../words/settingWords.ts';
import { type Times } from '../words/times.ts';
import { plainName } from './plainText.ts';

/** What is set, in words; addresses, names and contexts in it are somebody else's, and cleaned. */
export const settingText = (
  words: SettingWords,
  { duration }: Pick<Times, 'duration'>,
  setting: SettingName,
  value: SettingValue,
): string => words.value(setting, cleaned(value), duration);

const cleaned = (value: SettingValue): SettingValue =>
  typeof value === 'string' ? plainName(value) : listTold(value, plainName);
