import { type PimDirectory } from '../../pim/ports.ts';
import { pilotMembersOf } from '../../pilotSettings.ts';
import { isPimError } from '../../pim/errors.ts';
import { type Settings } from '../../settings.ts';
import { attention, failed, type Seen, well } from './finding.ts';

/** Whether the first group can be read, and has somebody in it. */
export async function pilot(directory: Pick<PimDirectory, 'peopleOf'>, settings: Settings): Promise<Seen> {
  const members = pilotMembersOf(settings);
  if (members === undefined) return well('everybody is served');
  try {
    const lists = await Promise.all(members.groups.map((group) => directory.peopleOf(group)));
    const empty = members.groups.filter((_, index) => lists[index]?.length === 0);
    const all = new Set([...members.people, ...lists.flat().map(({ id }) => id)]);
    return empty.length === 0
      ? well(`${all.size} people are served, and nobody else`)
      : attention(
          `${all.size} people are served, and nobody else; no people are in ${empty.join(', ')}`,
          'Look at the object ids in pilot.groups.',
        );
  } catch (error) {
    if (!isPimError(error)) throw error;
    return failed(
      `a group of the pilot cannot be read (${error.code}), so nobody is let in by it`,
      'Grant GroupMember.Read.All, and look at the object ids in pilot.groups.',
    );
  }
}
