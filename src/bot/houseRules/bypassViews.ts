import { bypassCard } from '../../cards/houseRules/bypassCard.ts';
import { bypassListCard } from '../../cards/houseRules/bypassListCard.ts';
import { type BypassOnCard } from '../../cards/houseRules/bypassText.ts';
import { type Card, type CardContext } from '../../cards/card.ts';
import { roleOnCard, type RoleOnCard } from '../../cards/roleOnCard.ts';
import { type HouseBypass } from '../../pim/houseRules/bypass.ts';
import { isAmong } from '../../pim/houseRules/membership.ts';
import { type Person } from '../../pim/ids.ts';
import { type OperationDeps } from '../../pim/operations/deps.ts';
import { type HouseBypassMessage } from '../../pim/outbox.ts';
import { type Administrators } from '../../pim/ports.ts';
import { scopeOfId } from '../../pim/roles.ts';

/** What such cards are drawn from. */
export interface BypassViewDeps extends Pick<OperationDeps, 'houseBypasses' | 'houseJudge' | 'directory'> {
  readonly administrators: Pick<Administrators, 'has'>;
}

/** More rows than any card takes. */
const MOST_DRAWN = 12;

/**
 * Draws what an owner is told of activations that went round the rules. `undefined` for whoever owns the rules no more
 * by now, and where nothing is left to tell.
 */
export async function drawBypassMessage(
  deps: BypassViewDeps,
  context: CardContext,
  person: Person,
  message: HouseBypassMessage,
): Promise<Card | undefined> {
  const isAdministrator = await deps.administrators.has(person);
  if (message.kind === 'houseBypass') {
    const bypass = await deps.houseBypasses?.of(message.requestId);
    if (bypass === undefined || !(isAdministrator || (await isOwner(deps, person, bypass)))) return undefined;
    return bypassCard(context, { ...(await onCard(deps, bypass)), mayAsk: isAdministrator });
  }
  const found = (await deps.houseBypasses?.found(new Date(message.since), new Date(message.until))) ?? [];
  const own: HouseBypass[] = [];
  for (const bypass of found) {
    const isTold = bypass.listedFor.includes(person.id);
    if (isTold && (isAdministrator || (await isOwner(deps, person, bypass)))) own.push(bypass);
  }
  if (own.length === 0) return undefined;
  const shown = await Promise.all(own.slice(0, MOST_DRAWN).map((bypass) => onCard(deps, bypass)));
  return bypassListCard(context, { shown, count: own.length });
}

/** Asked at the moment of sending: whoever has left the group since hears nothing of others. */
async function isOwner(
  { houseJudge }: BypassViewDeps,
  { id }: Person,
  { owners }: HouseBypass,
): Promise<boolean> {
  if (owners.people.includes(id)) return true;
  const directory = await houseJudge?.directoryOf({ groups: owners.groups, managersOf: [] }, 'lately');
  return directory !== undefined && isAmong(id, owners, directory) === true;
}

/** Names as the directory has them now; what has none any more is told by its id. */
async function onCard({ directory }: BypassViewDeps, bypass: HouseBypass): Promise<BypassOnCard> {
  const { principalId, approvedBy } = bypass;
  const [people, role] = await Promise.all([
    directory.people([principalId, ...(approvedBy === undefined ? [] : [approvedBy])]).catch(() => []),
    roleOf(directory, bypass),
  ]);
  const nameOf = (id: string): string => people.find((one) => one.id === id)?.displayName ?? id;
  return {
    bypass,
    person: nameOf(principalId),
    role,
    approvedBy: approvedBy === undefined ? undefined : nameOf(approvedBy),
  };
}

async function roleOf(
  directory: BypassViewDeps['directory'],
  { roleDefinitionId, scopeId }: HouseBypass,
): Promise<RoleOnCard> {
  const role = await directory.role(roleDefinitionId).catch(() => undefined);
  if (role !== undefined) return roleOnCard({ role, scope: scopeOfId(scopeId) });
  const unnamed = { name: roleDefinitionId, scopeName: undefined, isPrivileged: undefined, isBuiltIn: true };
  return { roleDefinitionId, scopeId, ...unnamed };
}
