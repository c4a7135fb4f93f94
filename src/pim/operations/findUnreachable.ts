import { type Person, type PrincipalId, type TenantId } from '../ids.ts';
import { type DirectoryPerson } from '../people.ts';
import { type PimDirectory } from '../ports.ts';
import { type Cards, type Conversations } from '../records.ts';
import { type Role } from '../roles.ts';
import { findApprovers } from './findApprovers.ts';

/** Why no card can reach an approver. `refused`: Teams did not take the last one; `code` says why. */
export type Unreachable = {
  readonly person: DirectoryPerson;
} & ({ readonly reason: 'neverMet' | 'uninstalled' } | { readonly reason: 'refused'; readonly code: string });

/** How well the approvers of a role can be reached. */
export interface RoleReach {
  readonly role: Pick<Role, 'id' | 'displayName'>;
  /** Nobody is named, so PIM asks those who may always decide. */
  readonly isDefault: boolean;
  readonly approvers: number;
  readonly unreachable: readonly Unreachable[];
}

interface Deps {
  readonly directory: PimDirectory;
  readonly conversations: Pick<Conversations, 'ofMany'>;
  readonly cards: Pick<Cards, 'lastAnswered'>;
}

/** No approver of it could be told. */
export const isNobodyReachable = ({ approvers, unreachable }: RoleReach): boolean =>
  unreachable.length >= approvers;

/**
 * Without the emergency accounts that have no app: nobody uses them, so nobody waits for their decision. Where a role has no
 * other approver they stay.
 */
export function besideEmergencyAccounts(role: RoleReach, accounts: readonly PrincipalId[]): RoleReach {
  const unreachable = role.unreachable.filter(({ person }) => !accounts.includes(person.id));
  const approvers = role.approvers - (role.unreachable.length - unreachable.length);
  return approvers === 0 ? role : { ...role, approvers, unreachable };
}

/**
 * Looks, for every role that asks for approval, for approvers whom no card can reach. Roles with nobody reachable come
 * first, then those with most people missing.
 */
export async function findUnreachable(deps: Deps, tenantId: TenantId): Promise<readonly RoleReach[]> {
  const settings = await deps.directory.settingsOfAll();
  const asking = settings.filter(({ approval }) => approval.isRequired);
  const found = await Promise.all(
    asking.map(async ({ roleDefinitionId, approval }) => ({
      role: await deps.directory.role(roleDefinitionId),
      ...(await findApprovers(deps, approval, undefined)),
    })),
  );
  const everybody = [...new Set(found.flatMap(({ people }) => people.map(({ id }) => id)))];
  const reasonOf = await reasons(
    deps,
    everybody.map((id) => ({ tenantId, id })),
  );
  return found
    .map(({ role: { id, displayName }, isDefault, people }) => ({
      role: { id, displayName },
      isDefault,
      approvers: people.length,
      unreachable: people.flatMap((person) => {
        const reason = reasonOf(person.id);
        return reason === undefined ? [] : [{ person, ...reason }];
      }),
    }))
    .sort(worstFirst);
}

type Reason =
  { readonly reason: 'neverMet' | 'uninstalled' } | { readonly reason: 'refused'; readonly code: string };

async function reasons(
  { conversations, cards }: Deps,
  people: readonly Person[],
): Promise<(id: PrincipalId) => Reason | undefined> {
  const [met, answered] = await Promise.all([
    conversations.ofMany(people),
    cards.lastAnswered(people, 'approval'),
  ]);
  const conversationOf = new Map(met.map((one) => [one.person.id, one]));
  const answerTo = new Map(answered.map((card) => [card.person.id, card]));
  return (id) => {
    const conversation = conversationOf.get(id);
    if (conversation === undefined) return { reason: 'neverMet' };
    if (!conversation.isInstalled) return { reason: 'uninstalled' };
    const { receipt, refusal = receipt === 'refused' ? 'unknown' : undefined } = answerTo.get(id) ?? {};
    // Who had not installed the app when a card, or an update of it, was refused has done so since.
    return refusal === undefined || refusal === 'NotInstalled'
      ? undefined
      : { reason: 'refused', code: refusal };
  };
}

function worstFirst(a: RoleReach, b: RoleReach): number {
  const byNobody = Number(isNobodyReachable(b)) - Number(isNobodyReachable(a));
  return (
    byNobody ||
    b.unreachable.length - a.unreachable.length ||
    a.role.displayName.localeCompare(b.role.displayName)
  );
}
