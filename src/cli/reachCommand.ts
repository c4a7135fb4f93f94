import { connectEntra } from '../connections.ts';
import { isPimError } from '../pim/errors.ts';
import { tenantId } from '../pim/ids.ts';
import {
  besideEmergencyAccounts,
  findUnreachable,
  isNobodyReachable,
  type RoleReach,
  type Unreachable,
} from '../pim/operations/findUnreachable.ts';
import { type CliCommand, type CommandWorld, Refusal } from './command.ts';
import { configOf, silent, withStoreToRead } from './commandStore.ts';
import { readOptions } from './readOptions.ts';

async function run(args: readonly string[], world: CommandWorld): Promise<number> {
  const isJson = args.includes('--json');
  readOptions(
    args.filter((word) => word !== '--json'),
    [],
  );
  const roles = await reachOf(world);
  const missing = roles.filter((role) => role.unreachable.length > 0 || isNobodyReachable(role));
  if (isJson) world.print(JSON.stringify(roles.map(plain)));
  else for (const line of told(roles, missing)) world.print(line);
  return missing.length === 0 ? 0 : 2;
}

async function reachOf(world: CommandWorld): Promise<readonly RoleReach[]> {
  const config = configOf(world);
  const { clock } = world;
  const { directory } = connectEntra(config, { clock, logger: silent, jitter: () => 0.5 });
  const { breakGlass } = config.settings.yardstick;
  return withStoreToRead(config, world, async ({ conversations, cards }) => {
    try {
      const roles = await findUnreachable({ directory, conversations, cards }, tenantId(config.tenantId));
      return roles.map((role) => besideEmergencyAccounts(role, breakGlass));
    } catch (error) {
      if (!isPimError(error)) throw error;
      throw new Refusal([
        `Entra could not be read (${error.code}). Look at the credential and the permissions.`,
      ]);
    }
  });
}

function told(roles: readonly RoleReach[], missing: readonly RoleReach[]): readonly string[] {
  if (roles.length === 0) return ['No role asks for approval.'];
  if (missing.length === 0)
    return [`Every approver of all ${roles.length} roles with approval can be reached.`];
  return missing.flatMap((role) => [
    `${role.role.displayName}: ${sum(role)}`,
    ...role.unreachable.map(
      (one) => `  ${one.person.displayName} <${one.person.userPrincipalName}>: ${reasonOf(one)}`,
    ),
  ]);
}

function sum(role: RoleReach): string {
  const whose = role.isDefault ? 'default approvers' : 'approvers';
  if (role.approvers === 0) return `there are no ${whose} that could be found`;
  if (isNobodyReachable(role)) return `none of ${role.approvers} ${whose} can be reached`;
  return `${role.unreachable.length} of ${role.approvers} ${whose} cannot be reached`;
}

function reasonOf(one: Unreachable): string {
  switch (one.reason) {
    case 'neverMet':
      return 'has never had the app';
    case 'uninstalled':
      return 'has removed the app';
    case 'refused':
      return `Teams refused the last card (${one.code})`;
  }
}

const plain = ({ role, isDefault, approvers, unreachable }: RoleReach): object => ({
  roleDefinitionId: role.id,
  role: role.displayName,
  isDefault,
  approvers,
  unreachable: unreachable.map(({ person, ...why }) => ({
    id: person.id,
    name: person.displayName,
    userPrincipalName: person.userPrincipalName,
    ...why,
  })),
});

/** `reach`: which approvers no card can reach. */
export const reachCommand: CliCommand = {
  name: 'reach',
  summary: 'find approvers whom no card can reach, role by role',
  usage: [
    'Usage: npm run cli -- reach [--json]',
    '',
    'Reads the roles that ask for approval from Entra and compares their approvers with whom Teams lets us write to. Roles',
    'with nobody reachable come first; emergency accounts (yardstick.breakGlass) are not expected to have the app. Exit code 0: everybody can be reached; 2: somebody cannot; 1: it could not be found out.',
    '',
    '  --json             one line of JSON with every role that asks for approval',
  ],
  run,
};
