import { z } from 'zod';
import { isPimError, type PimError } from '../../pim/errors.ts';
import { type PrincipalId } from '../../pim/ids.ts';
import { type SnapshotGroup } from '../../pim/posture/snapshot.ts';
import { graphCalls } from '../egress.ts';
import { principal } from '../graphValues.ts';
import { type ListReading, readLists } from './batchLists.ts';
import { type DirectoryObject, readObjects } from './directoryObjects.ts';
import { type Gaps } from './gaps.ts';
import { readableOnes } from './snapshotShapes.ts';

const member = z.object({ id: principal }).transform(({ id }) => id);

/** The most that one page of members may hold. */
const PAGE = '999';

/** Principals by id and groups from inside, each asked for once in the life of this object. */
export class DirectoryReading {
  readonly #reading: ListReading;
  readonly #gaps: Gaps;
  readonly #objects = new Map<PrincipalId, DirectoryObject>();
  readonly #members = new Map<PrincipalId, readonly PrincipalId[] | null>();
  readonly #isManaged = new Map<PrincipalId, boolean>();

  constructor(reading: ListReading, gaps: Gaps) {
    this.#reading = reading;
    this.#gaps = gaps;
  }

  /** Finds out what ids stand for. Those that could not be asked for stay unknown. @returns why they could not */
  async identify(ids: Iterable<PrincipalId>): Promise<PimError | undefined> {
    const unknown = [...new Set(ids)].filter((id) => !this.#objects.has(id));
    const { objects, error } = await readObjects(this.#reading.client, unknown);
    for (const one of objects) this.#objects.set(one.id, one);
    if (error !== undefined) this.#gaps.note('principals', error);
    return error;
  }

  /** The same, and looks into the groups among them and those inside, layer by layer: a group inside itself ends it. */
  async open(ids: Iterable<PrincipalId>): Promise<void> {
    let layer: readonly PrincipalId[] = [...ids];
    while (layer.length > 0) {
      const error = await this.identify(layer);
      // There may be groups among what is unknown.
      if (error !== undefined) this.#gaps.note('groupMembers', error);
      const groups = [...new Set(layer)].filter(
        (id) => this.#objects.get(id)?.kind === 'group' && !this.#members.has(id),
      );
      layer = await this.#readMembers(groups);
    }
  }

  /** Which of the opened groups have somebody eligible for membership (PIM for Groups). */
  async askWhichAreManaged(): Promise<void> {
    const groups = [...this.#members.keys()];
    const lists = await readLists(
      this.#reading,
      'v1.0',
      groups.map((id) => ({
        call: graphCalls.groupEligibilities,
        ask: { query: { filter: `groupId eq '${id}'` } },
      })),
      (rows) => rows.slice(0, 1),
    );
    for (const [index, id] of groups.entries()) {
      const found = lists[index];
      if (isPimError(found)) this.#gaps.note('groupEligibilities', found);
      else this.#isManaged.set(id, found !== undefined && found.length > 0);
    }
  }

  objects(): readonly DirectoryObject[] {
    return [...this.#objects.values()];
  }

  groups(): readonly SnapshotGroup[] {
    return [...this.#members].map(([id, members]) => ({
      id,
      isRoleAssignable: this.#objects.get(id)?.isRoleAssignable ?? null,
      isManagedByPim: this.#isManaged.get(id) ?? null,
      members,
    }));
  }

  /** @returns everybody and everything directly inside */
  async #readMembers(groups: readonly PrincipalId[]): Promise<readonly PrincipalId[]> {
    const lists = await readLists(
      this.#reading,
      'beta',
      groups.map((id) => ({
        call: graphCalls.directMembers,
        ask: { ids: [id], query: { select: 'id', top: PAGE } },
      })),
      (rows) => {
        const { found, error } = readableOnes(member, rows);
        if (error !== undefined) this.#gaps.note('groupMembers', error);
        return found;
      },
    );
    for (const [index, id] of groups.entries()) this.#members.set(id, this.#membersIn(lists[index]));
    return groups.flatMap((id) => this.#members.get(id) ?? []);
  }

  #membersIn(list: readonly PrincipalId[] | PimError | undefined): readonly PrincipalId[] | null {
    if (list !== undefined && !isPimError(list)) return [...new Set(list)];
    this.#gaps.note('groupMembers', list);
    return null;
  }
}
