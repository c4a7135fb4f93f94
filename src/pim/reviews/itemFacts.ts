import { type PrincipalId, type RoleDefinitionId } from '../ids.ts';
import { type Posture } from '../posture/posture.ts';
import { type ReviewItem } from './review.ts';

/** What a reviewer should know of somebody's role beside Entra's own opinion. */
export interface ItemFacts {
  /** Names of the groups through which they have it, the nearest first; empty: themselves; `undefined`: not found. */
  readonly through: readonly string[] | undefined;
  readonly lastUsedAt: Date | undefined;
  /** Activations that the log has. */
  readonly uses: number;
}

/** As of the posture, and for the roles that it knows. */
export function itemFacts(posture: Posture, role: RoleDefinitionId, principal: PrincipalId): ItemFacts {
  const held = [...posture.eligible, ...posture.standing].filter(
    (one) => one.role.id === role && one.holder.id === principal,
  );
  const [shortest] = held.toSorted((a, b) => a.path.length - b.path.length);
  return {
    through: shortest?.path.map(({ displayName }) => displayName),
    lastUsedAt: posture.lastUse(principal, role)?.at,
    uses: posture.snapshot.activations.filter(
      (one) => one.principalId === principal && one.roleDefinitionId === role && one.activatedAt !== null,
    ).length,
  };
}

const DAY_MS = 86_400_000;

/** Those that nobody has decided about and that activated the role in the last days. */
export const usedLately = (
  posture: Posture,
  role: RoleDefinitionId,
  items: readonly ReviewItem[],
  { days, now }: { readonly days: number; readonly now: Date },
): readonly ReviewItem[] =>
  items.filter(({ verdict, principal }) => {
    const at = verdict === undefined ? posture.lastUse(principal.id, role)?.at : undefined;
    return at !== undefined && now.getTime() - at.getTime() <= days * DAY_MS;
  });
