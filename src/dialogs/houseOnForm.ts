import { type HouseOnForm } from '../cards/houseRuleLines.ts';
import { namedInLines, namesInRules } from '../pim/operations/houseRules/namesInRules.ts';
import { type PreparedActivation } from '../pim/operations/prepareActivation.ts';
import { type TurnScope } from './turnScope.ts';

const nobody = { people: [], groups: [] };

/** What the rules of the house ask, with the names of those whom they name; `undefined` where none is about it. */
export async function houseOnForm(
  { directory }: Pick<TurnScope, 'directory'>,
  { house: { asked, emergency } }: Pick<PreparedActivation, 'house'>,
  isEmergency: boolean,
): Promise<HouseOnForm | undefined> {
  if (asked.length === 0 && !isEmergency) return undefined;
  const { passes = [], owners = nobody } = emergency ?? {};
  const isBarred = emergency === undefined && asked.some(({ isMet }) => isMet !== true);
  const names = await namesInRules({ directory }, [namedInLines(asked), ...(isEmergency ? [owners] : [])]);
  return {
    asked,
    names,
    mayBeEmergency: emergency !== undefined,
    emergency: isEmergency ? { passes, owners, isBarred } : undefined,
  };
}
