import { type AdministrativeUnit, type Group, type ServicePrincipal, type User } from '../world.ts';
import { type Randomness } from './randomness.ts';
import { memberOf } from './seededTenant.ts';

const domain = 'generated.example';

const givenNames = ['Alba', 'Bo', 'Cleo', 'Dag', 'Enid', 'Finn', 'Gaia', 'Hugo', 'Inès', 'Jorun', 'Kenji'];
const surnames = ['Ashby', 'Brandt', 'Castell', 'Dufour', 'Ekström', 'Faro', 'Grünwald', 'Holt', 'Ibsen'];
/** Names that a report must bear without taking them for something else. */
const oddNames = [
  '=1+1',
  '<b>Bold</b>',
  'O\'Hara, "Max"',
  '*star* _under_',
  '@everyone',
  'Tab\there',
  '日本 太郎',
];

/** The people, groups, apps and units of a generated tenant. */
export interface GeneratedDirectory {
  readonly users: readonly User[];
  readonly groups: readonly Group[];
  readonly servicePrincipals: readonly ServicePrincipal[];
  readonly administrativeUnits: readonly AdministrativeUnit[];
}

/** A directory of so many people and groups. The first person is an ordinary member. */
export function generatedDirectory(random: Randomness, people: number, groups: number): GeneratedDirectory {
  const users = Array.from({ length: people }, (_, index) => generatedUser(random, index));
  const servicePrincipals = Array.from({ length: Math.max(1, Math.ceil(people / 200)) }, (_, index) => ({
    id: random.guid(),
    appId: random.guid(),
    displayName: `App ${String(index + 1)}`,
  }));
  const units = ['North', 'South'].map((displayName) => ({
    id: random.guid(),
    displayName,
    members: some(random, users, 3).map(({ id }) => id),
  }));
  return {
    users,
    groups: generatedGroups(random, groups, [...users, ...servicePrincipals]),
    servicePrincipals,
    administrativeUnits: units,
  };
}

function generatedUser(random: Randomness, index: number): User {
  const isOrdinary = index === 0;
  const number = String(index + 1);
  const name = [random.oneOf(givenNames) ?? '', `${random.oneOf(surnames) ?? ''} ${number}`] as const;
  const at = { jobTitle: 'Generated', timeZone: 'Etc/UTC', locale: 'en-US' };
  const isService = !isOrdinary && random.happens(0.03);
  const isOdd = !isOrdinary && random.happens(0.02);
  const isGuest = !isOrdinary && random.happens(0.05);
  return memberOf(domain, random.guid(), name, at, {
    userPrincipalName: `${isService ? 'svc-' : 'person'}${number}@${domain}`,
    mail: null,
    ...(isService && { displayName: `svc-${number}` }),
    ...(isOdd && { displayName: `${random.oneOf(oddNames) ?? ''} ${number}` }),
    userType: isGuest ? 'Guest' : 'Member',
    accountEnabled: isOrdinary || !random.happens(0.05),
    hasAppInstalled: isOrdinary,
    createdDaysAgo: random.upTo(3_000),
    lastSignInDaysAgo: random.happens(0.1) ? null : random.upTo(random.happens(0.2) ? 500 : 30),
  });
}

/** Members are people, apps and groups; now and then a group is inside one that is inside it. */
function generatedGroups(
  random: Randomness,
  count: number,
  principals: readonly { readonly id: string }[],
): readonly Group[] {
  const ids = Array.from({ length: count }, () => random.guid());
  return ids.map((id, index) => {
    const inner = random.happens(0.4) ? some(random, ids.slice(Math.max(0, index - 3), index), 2) : [];
    // The group after this one: where that has this one inside, the two are inside each other.
    const around = random.happens(0.3) ? ids.slice(index + 1, index + 2) : [];
    const others = random.happens(0.1) ? [] : some(random, principals, 6).map((one) => one.id);
    return {
      id,
      displayName: `Group ${String(index + 1)}`,
      isAssignableToRole: random.happens(0.6),
      members: [...new Set([...others, ...inner, ...around])].filter((member) => member !== id),
    };
  });
}

/** Some of a list, `most` of them or fewer. */
function some<T>(random: Randomness, list: readonly T[], most: number): readonly T[] {
  if (list.length === 0) return [];
  return [
    ...new Set(Array.from({ length: random.upTo(most) + 1 }, () => list[random.upTo(list.length)] as T)),
  ];
}
