import { z } from 'zod';
import { isGuid, principalId } from './pim/ids.ts';
import { type PilotMembers } from './pim/pilot/pilotDoor.ts';

const ids = z
  .array(z.string().refine(isGuid, 'must be an object id of Entra, in quotes'))
  .max(100)
  .default([]);

/** Who is served first; both lists empty: everybody is. */
export const pilotSettings = z.strictObject({ groups: ids, people: ids }).prefault({});

/** The first group; `undefined`: there is none, and everybody is served. */
export const pilotMembersOf = ({
  pilot: { groups, people },
}: {
  readonly pilot: z.infer<typeof pilotSettings>;
}): PilotMembers | undefined =>
  groups.length + people.length === 0
    ? undefined
    : { groups: groups.map(principalId), people: people.map(principalId) };
