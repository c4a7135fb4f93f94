import { type AdministrationGateway, type GrantKind, type HoldingChange } from '../administration.ts';
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
  const kind = await grantedBy(run);
  if (kind === undefined) return;
  const { principalId, roleDefinitionId, scopeId, justification } = change;
  const terms = { endAt: run.endAt, justification };
  await admin.checkGrant(kind, principalId, { roleDefinitionId, scopeId }, terms);
}

/** What would be granted anew; `undefined`: nothing. */
async function grantedBy(run: ChangeUnderWay): Promise<GrantKind | undefined> {
  switch (run.change.what) {
    case 'makeEligible':
      return (await run.read('eligibility')) === undefined ? 'eligibility' : undefined;
    case 'assignEligible':
      return 'eligibility';
    case 'assignActive':
      return 'assignment';
    default:
      return undefined;
  }
}
