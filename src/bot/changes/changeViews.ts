import { type Card, type CardContext } from '../../cards/card.ts';
import { changeHoldingCard, type ChangeOutcome } from '../../cards/changeHoldingCard.ts';
import { type ChangeSubject } from '../../cards/changeOnCard.ts';
import { dismissAlertCard } from '../../cards/dismissAlertCard.ts';
import { roleOnCard } from '../../cards/roleOnCard.ts';
import { settingsChangeCard } from '../../cards/settingsChangeCard.ts';
import { type HoldingChange } from '../../pim/administration.ts';
import { approverNames } from '../../pim/operations/approverNames.ts';
import { type FileProgress } from '../../pim/policyFiles/fileProgress.ts';
import { settingsPlan } from '../../pim/posture/settingsPlan.ts';
import { type PimDirectory } from '../../pim/ports.ts';
import { type Intent } from '../../pim/records.ts';
import { scopeOfId } from '../../pim/roles.ts';

type Directory = Pick<PimDirectory, 'role' | 'person' | 'people' | 'groupName'>;

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

/** What an administrator has confirmed. */
export type ConfirmedIntent = Extract<Intent, { kind: 'changeHolding' | 'changeSettings' | 'dismissAlert' }>;

/** The card of a change that was confirmed. */
export const drawChange = async (
  directory: Directory,
  context: CardContext,
  intent: ConfirmedIntent,
  outcome: { readonly file?: FileProgress | undefined } & (
    | { readonly state: 'done' | 'unclear' | 'needsSignIn' | 'working'; readonly operationId: string }
    | { readonly state: 'refused'; readonly error: unknown; readonly operationId: string }
  ),
): Promise<Card> => {
  if (intent.kind === 'dismissAlert') {
    const { alertId, alertName } = intent;
    return dismissAlertCard(context, { alertId, alertName, ...outcome });
  }
  if (intent.kind === 'changeSettings') {
    const { change } = intent;
    const role = await directory.role(change.before.roleDefinitionId);
    const changes = settingsPlan([change.after], [change.before]).roles.flatMap(({ rules }) =>
      rules.flatMap((rule) => rule.changes),
    );
    // What has been done is told even where the names cannot be read just now.
    const names = await approverNames(directory, changes).catch(() => undefined);
    return settingsChangeCard(context, { role, change, ...(names && { names }), ...outcome });
  }
  const drawn: ChangeOutcome = { ...(await subjectOf(directory, intent.change)), ...outcome };
  return changeHoldingCard(context, drawn);
};
