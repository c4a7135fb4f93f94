import { type BrokenHouseRule } from '../../pim/houseRules/houseRule.ts';
import { type Entra } from '../../graph/entra.ts';
import { isPimError } from '../../pim/errors.ts';
import { type Settings } from '../../settings.ts';
import { unknownNames } from '../rulesCheck.ts';
import { failed, notLookedAt, type Seen, well } from './finding.ts';

/** Whether the house rules can be understood, and whether Entra knows whom and what they name. */
export async function houseRules(
  entra: Entra,
  { houseRules: rules }: Pick<Settings, 'houseRules'>,
  broken: readonly BrokenHouseRule[],
): Promise<Seen> {
  if (broken.length > 0)
    return failed(
      `${broken.length} cannot be understood, so the roles that they name are refused`,
      'npm run cli -- rules check says which, and where.',
    );
  if (rules.length === 0) return well('there are none');
  try {
    const unknown = await unknownNames(rules, entra);
    return unknown.length === 0
      ? well(`${rules.length} can be read, and Entra knows every name in them`)
      : failed(
          `Entra does not know ${unknown.length} of the names in them`,
          'npm run cli -- rules check says which: put them right, or the rules do not do what they say.',
        );
  } catch (error) {
    if (!isPimError(error)) throw error;
    return notLookedAt(`Entra could not be read (${error.code})`, 'Put the permissions right first.');
  }
}
