import { PimError } from '../../errors.ts';
import { type RuleRequest } from '../../houseRules/circumstances.ts';
import { type Judging } from '../../houseRules/houseJudge.ts';
import { type Ruling } from '../../houseRules/ruling.ts';
import { type ActivationInput } from '../../policy.ts';
import { type Intent, type Operation } from '../../records.ts';
import { type TicketCheck } from '../../tickets.ts';
import { askSystem, checkTicket } from '../checkTicket.ts';
import { type OperationDeps } from '../deps.ts';

type ActivateIntent = Extract<Intent, { kind: 'activate' }>;
type Deps = Pick<OperationDeps, 'houseJudge' | 'tickets' | 'directory' | 'clock'>;

/** What the rules of the house, and the ticket systems, say of an activation. */
export interface HouseAnswer {
  /** `undefined` where no rule is about the role. */
  readonly ruling: Ruling | undefined;
  /** What is told of the ticket: where several systems were asked, the first that has something against it. */
  readonly ticketCheck: TicketCheck | undefined;
  /** What the system said whose numbers look like this one; it has a say of its own. */
  readonly ownCheck: TicketCheck | undefined;
}

/** Whether rules are about a role at all, or cannot be understood and may be. Reads nothing of the directory's people. */
export async function hasHouseRules(
  { houseJudge, directory }: Pick<Deps, 'houseJudge' | 'directory'>,
  { roleDefinitionId }: Pick<ActivateIntent, 'roleDefinitionId'>,
): Promise<boolean> {
  if (houseJudge === undefined) return false;
  const { index } = houseJudge.counting();
  if (index.rules.length === 0 && !index.hasBroken) return false;
  const role = houseJudge.roleSeen(await directory.role(roleDefinitionId));
  return index.about(role).length + index.brokenAbout(role).length > 0;
}

/**
 * Judges an activation by the rules that count now. A ticket system is asked once, whether its own pattern or a rule
 * wants it to be.
 */
export async function askHouseRules(
  deps: Deps,
  { id: operationId, person }: Pick<Operation, 'id' | 'person'>,
  intent: ActivateIntent,
  input: ActivationInput,
): Promise<HouseAnswer> {
  const { houseJudge, directory, clock } = deps;
  const ownCheck = await checkTicket(deps, person, input);
  if (houseJudge === undefined || !(await hasHouseRules(deps, intent)))
    return { ruling: undefined, ticketCheck: ownCheck, ownCheck };
  const request: RuleRequest = {
    requestor: person.id,
    role: houseJudge.roleSeen(await directory.role(intent.roleDefinitionId)),
    scopeId: intent.scopeId,
    startAt: input.startAt ?? clock.now(),
    minutes: input.durationMinutes,
    ticket: input.ticketNumber,
    ticketAnswers: answersOf([ownCheck]),
    isEmergency: intent.isEmergency === true,
  };
  const first = await houseJudge.judge(request, { freshness: 'now', operationId });
  const systems = unaskedSystems(first);
  if (systems.length === 0) return { ruling: relevant(first), ticketCheck: ownCheck, ownCheck };
  const checks = await Promise.all(systems.map((system) => askSystem(deps, person, input, system)));
  const all = [...(ownCheck === undefined ? [] : [ownCheck]), ...checks];
  // The groups were read a moment ago.
  const how: Judging = { freshness: 'lately', operationId };
  const ruling = await houseJudge.judge({ ...request, ticketAnswers: answersOf(all) }, how);
  return { ruling: relevant(ruling), ticketCheck: mostTelling(all), ownCheck };
}

/** A ruling that asks nothing of this person at this scope is none. */
const relevant = (ruling: Ruling): Ruling | undefined =>
  ruling.asked.length + ruling.waived.length === 0 ? undefined : ruling;

const answersOf = (checks: readonly (TicketCheck | undefined)[]): RuleRequest['ticketAnswers'] =>
  new Map(checks.flatMap((check) => (check === undefined ? [] : [[check.system, check.verdict] as const])));

const unaskedSystems = ({ asked }: Ruling): readonly string[] => [
  ...new Set(
    asked.flatMap((line) =>
      line.thing === 'ticket' && line.isMet === undefined ? (line.ticket.check ?? []) : [],
    ),
  ),
];

const mostTelling = (checks: readonly TicketCheck[]): TicketCheck | undefined =>
  checks.find(({ verdict }) => verdict !== 'valid') ?? checks[0];

/** Why an activation does not go on: every line that is not met. */
export function houseRefusal({ version, verdict, asked, earliestAt, at }: Ruling): PimError {
  return new PimError('house_rules', 'Rules of the house are not met', {
    ruling: { version, verdict, asked, earliestAt, at },
    unmet: asked
      .filter(({ isMet }) => isMet === false)
      .map((line) => ({ rule: 'house_rule', line }) as const),
  });
}
