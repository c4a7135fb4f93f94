import { type AdministrationGateway, type HoldingChange } from '../administration.ts';
import { refuseGuarded } from './changeGuards.ts';
import { type ChangeDeps, ChangeUnderWay } from './changeUnderWay.ts';

/**
 * Whether a change could be made now, without making it: our own guards, and PIM's dry run of what is to be granted.
 * @throws PimError what is in the way
 */
export async function checkChange(
  deps: ChangeDeps,
  admin: AdministrationGateway,
  change: HoldingChange,
): Promise<void> {
  const asked = { id: '', createdAt: deps.clock.now() };
  const run = new ChangeUnderWay(deps, admin, asked, { change, mayBeDone: false });
  await refuseGuarded(deps, run);
  const isGrant = change.what === 'makeEligible' || change.what === 'assignEligible';
  if (!isGrant || run.covers(await run.read('eligibility'))) return;
  const { principalId, roleDefinitionId, scopeId, justification } = change;
  const terms = { endAt: run.endAt, justification };
  await admin.checkGrant('eligibility', principalId, { roleDefinitionId, scopeId }, terms);
}
