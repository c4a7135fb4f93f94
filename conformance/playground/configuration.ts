import { type TenantInfo, type TenantPerson } from '../tenant.ts';

/** Id of a person in a playground; Teams' own ids begin alike. */
export const playgroundUserId = (person: TenantPerson): string => `29:${person.id}`;

/** Id of a person's own chat with the bot. */
export const personalChatId = (person: TenantPerson): string => `a:${person.id}`;

/** A playground takes no more people beside the one who sits at it. */
const mostOthers = 5;

/**
 * `.m365agentsplayground.yml` of one person: the people, the tenant and the bot have the ids of the offline tenant, because those
 * that a playground makes up are no GUIDs. JSON is YAML.
 */
export function configurationOf(info: TenantInfo, person: TenantPerson): string {
  const user = ({ id, name, userPrincipalName }: TenantPerson): Readonly<Record<string, string>> => {
    const [givenName = '', surname = ''] = name.split(' ');
    const userId = playgroundUserId({ id, name, userPrincipalName });
    return {
      id: userId,
      name,
      userPrincipleName: userPrincipalName,
      aadObjectId: id,
      givenName,
      surname,
      email: userPrincipalName,
    };
  };
  return JSON.stringify(
    {
      version: '0.1.1',
      tenantId: info.tenantId,
      bot: { id: `28:${info.appId}`, name: 'Latchkey' },
      currentUser: user(person),
      users: info.people
        .filter(({ id }) => id !== person.id)
        .slice(0, mostOthers)
        .map(user),
      personalChat: { id: personalChatId(person) },
      groupChat: { id: `19:group-${person.id}`, name: 'Group' },
      team: {
        id: `19:team-${person.id}`,
        name: 'Team',
        aadGroupId: '6a0e1f52-1c3b-4d7e-9b20-5f1e0c7a1101',
        channels: [{ id: `19:channel-${person.id}`, name: 'News' }],
      },
    },
    null,
    2,
  );
}
