import { PimError, isPimError } from '../errors.ts';
import { type PimGateway } from '../ports.ts';
import { type Intent, type Operation } from '../records.ts';
import { type ActivationRequest, operationOf, tagged } from '../requests.ts';
import { type EligibleRole, isSameRole, type RoleAtScope, roleAtScope } from '../roles.ts';
import { afterWriting } from './afterWriting.ts';
import { type OperationDeps } from './deps.ts';
import { unlessOurs } from './unlessOurs.ts';

type ExtendIntent = Extract<Intent, { kind: 'extendEligibility' }>;

/** Asked for where nobody knows how long the eligibility was given for; an administrator may give another time. */
const USUAL_DAYS = 90;
const MOST_DAYS = 365;
const DAY_MS = 86_400_000;

/** As long again as it was given for, and no longer than a year. */
export function wantedEnd({ startAt, endAt }: Pick<EligibleRole, 'startAt' | 'endAt'>, now: Date): Date {
  const from = Math.max(endAt?.getTime() ?? 0, now.getTime());
  const given =
    startAt === undefined || endAt === undefined ? USUAL_DAYS * DAY_MS : endAt.getTime() - startAt.getTime();
  return new Date(from + Math.min(Math.max(given, DAY_MS), MOST_DAYS * DAY_MS));
}

/**
 * Asks administrators for more time with the person's own eligibility, and remembers the wish so that the answer is
 * told. With `mayBeDone` (an earlier answer was lost) PIM is asked first: ours is the request with the operation's tag.
 * @throws PimError `not_eligible`, `request_pending_already`
 */
export async function extendEligibility(
  deps: Pick<OperationDeps, 'extensions' | 'clock'>,
  pim: PimGateway,
  operation: Operation,
  intent: ExtendIntent,
  mayBeDone = false,
): Promise<void> {
  const role = { roleDefinitionId: intent.roleDefinitionId, scopeId: intent.scopeId };
  const read = (): Promise<EligibleRole | undefined> => ownEligibility(pim, role);
  const earlier = mayBeDone ? await afterWriting(() => findExtension(pim, operation)) : undefined;
  const eligibility = await (mayBeDone ? afterWriting(read) : read());
  const made = earlier ?? (await ask(deps, pim, operation, { intent, eligibility }));
  // It was asked for, and is gone since: nothing is left to wait for.
  if (eligibility === undefined) return;
  await afterWriting(() =>
    deps.extensions.keep({
      ...role,
      id: made.id,
      person: operation.person,
      roleName: eligibility.role.displayName,
      endAt: eligibility.endAt ?? deps.clock.now(),
      askedAt: deps.clock.now(),
    }),
  );
}

/** What the person was given themselves: nothing else can they ask more time with. */
const ownEligibility = async (pim: PimGateway, role: RoleAtScope): Promise<EligibleRole | undefined> =>
  (await pim.eligibleRoles()).find(
    (candidate) => isSameRole(roleAtScope(candidate), role) && candidate.memberType === 'Direct',
  );

async function ask(
  { clock }: Pick<OperationDeps, 'clock'>,
  pim: PimGateway,
  operation: Operation,
  { intent, eligibility }: { readonly intent: ExtendIntent; readonly eligibility: EligibleRole | undefined },
): Promise<ActivationRequest> {
  if (eligibility?.endAt === undefined) {
    throw new PimError('not_eligible', 'There is no eligibility of one’s own that ends');
  }
  const { justification, ...role } = intent;
  const wish = {
    justification: tagged(justification, operation.id),
    endAt: wantedEnd(eligibility, clock.now()),
  };
  try {
    return await unlessOurs(operation, () => pim.extendEligibility(role, wish));
  } catch (error) {
    // PIM speaks of an assignment here, whatever kind it was asked about.
    if (isPimError(error, 'not_active')) {
      throw new PimError('not_eligible', 'PIM knows no such eligibility', error.details, { cause: error });
    }
    throw error;
  }
}

const findExtension = async (pim: PimGateway, { id }: Operation): Promise<ActivationRequest | undefined> =>
  (await pim.myExtensions()).find(({ justification }) => operationOf(justification) === id);
