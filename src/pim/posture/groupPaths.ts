import { type PrincipalId } from '../ids.ts';
import { type SnapshotGroup } from './snapshot.ts';

/** Somebody inside a group, with the groups in between: the holding group last. */
export interface MemberPath {
  readonly memberId: PrincipalId;
  readonly groups: readonly PrincipalId[];
}

/**
 * Who is in groups, through nested ones too, each by the shortest way. Each group is walked once for the life of this
 * object; a group inside itself ends the walk.
 */
export class GroupPaths {
  readonly #groups: ReadonlyMap<PrincipalId, SnapshotGroup>;
  readonly #walked = new Map<PrincipalId, readonly MemberPath[]>();

  constructor(groups: readonly SnapshotGroup[]) {
    this.#groups = new Map(groups.map((group) => [group.id, group]));
  }

  /** Everybody who is no group. Empty for a group without members and for one that could not be read. */
  membersOf(groupId: PrincipalId): readonly MemberPath[] {
    const known = this.#walked.get(groupId);
    if (known !== undefined) return known;
    const found = this.#walk(groupId);
    this.#walked.set(groupId, found);
    return found;
  }

  #walk(groupId: PrincipalId): readonly MemberPath[] {
    const found = new Map<PrincipalId, MemberPath>();
    const seen = new Set([groupId]);
    let layer: readonly (readonly PrincipalId[])[] = [[groupId]];
    while (layer.length > 0) {
      const next: (readonly PrincipalId[])[] = [];
      for (const groups of layer) {
        const [nearest] = groups;
        // In order of their ids: of two ways of one length it is always the same that counts.
        for (const memberId of [...((nearest && this.#groups.get(nearest)?.members) ?? [])].sort()) {
          if (!this.#groups.has(memberId)) {
            if (!found.has(memberId)) found.set(memberId, { memberId, groups });
          } else if (!seen.has(memberId)) {
            seen.add(memberId);
            next.push([memberId, ...groups]);
          }
        }
      }
      layer = next;
    }
    return [...found.values()];
  }
}
