import { type Card, type CardContext } from '../cards/card.ts';
import { changeHoldingCard, type ChangeOutcome, type ChangeSubject } from '../cards/changeHoldingCard.ts';
import { roleOnCard } from '../cards/roleOnCard.ts';
import { type HoldingChange } from '../pim/administration.ts';
import { type PimDirectory } from '../pim/ports.ts';
import { scopeOfId } from '../pim/roles.ts';

type Directory = Pick<PimDirectory, 'role' | 'person'>;

/** Whose role a change is about, with names as the directory has them now. */
async function subjectOf(
  directory: Directory,
  {
    what,
    principalId,
    roleDefinitionId,
    scopeId,
  }: Pick<HoldingChange, 'what' | 'principalId' | 'roleDefinitionId' | 'scopeId'>,
): Promise<ChangeSubject> {
  const [role, person] = await Promise.all([directory.role(roleDefinitionId), directory.person(principalId)]);
  return {
    what,
    holder: {
      id: principalId,
      displayName: person?.displayName ?? principalId,
      userPrincipalName: person?.userPrincipalName ?? null,
    },
    role: roleOnCard({ role, scope: scopeOfId(scopeId) }),
  };
}

/** The card of a change that was confirmed. */
export const drawChange = async (
  directory: Directory,
  context: CardContext,
  change: HoldingChange,
  outcome:
    | { readonly state: 'done' | 'unclear' | 'needsSignIn' | 'working'; readonly operationId: string }
    | { readonly state: 'refused'; readonly error: unknown; readonly operationId: string },
): Promise<Card> => {
  const drawn: ChangeOutcome = { ...(await subjectOf(directory, change)), ...outcome };
  return changeHoldingCard(context, drawn);
};
