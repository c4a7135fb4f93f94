import { type RuleRequest } from '../../houseRules/circumstances.ts';
import { type Whom } from '../../houseRules/houseRule.ts';
import { type HouseJudge } from '../../houseRules/houseJudge.ts';
import { type AskedLine, type Ruling } from '../../houseRules/ruling.ts';
import { type UnmetRule } from '../../errors.ts';
import { type PrincipalId } from '../../ids.ts';
import { type ActivationInput, MINIMUM_DURATION_MINUTES, type RoleSettings } from '../../policy.ts';
import { type Clock } from '../../ports.ts';
import { type EligibleRole } from '../../roles.ts';

/** What the rules of the house ask of an activation that is being prepared. */
export interface HouseOutlook {
  /** What they ask, whatever is filled in; empty where none is about it. */
  readonly asked: readonly AskedLine[];
  /** What is not met by what was filled in. Ticket systems are asked when it is sent, and votes are no matter of the form. */
  readonly unmet: (input: ActivationInput) => readonly UnmetRule[];
  /** The role's settings with what the rules narrow. */
  readonly narrowed: (settings: RoleSettings) => RoleSettings;
  /** `undefined` where it is no emergency, or none that this person may declare. */
  readonly emergency: EmergencyOutlook | undefined;
}

/** What an emergency would go past, and who would be told. */
export interface EmergencyOutlook {
  readonly passes: readonly AskedLine[];
  readonly owners: Whom;
}

/** What is looked at before anything is filled in. */
export interface OutlookDeps {
  readonly houseJudge?: HouseJudge | undefined;
  readonly clock: Clock;
}

/** Where nothing is asked. */
const noHouseRules: HouseOutlook = {
  asked: [],
  unmet: () => [],
  narrowed: (settings) => settings,
  emergency: undefined,
};

/**
 * What the rules that count now ask of a person and a role. Groups may be a minute old here: it is judged again when it
 * is sent.
 */
export async function houseOutlook(
  { houseJudge, clock }: OutlookDeps,
  requestor: PrincipalId,
  { role, scope }: EligibleRole,
  isEmergency: boolean,
): Promise<HouseOutlook> {
  if (houseJudge === undefined) return noHouseRules;
  const seen = houseJudge.roleSeen(role);
  const { index } = houseJudge.counting();
  if (index.about(seen).length + index.brokenAbout(seen).length === 0) return noHouseRules;
  const base: RuleRequest = {
    requestor,
    role: seen,
    scopeId: scope.id,
    startAt: clock.now(),
    minutes: MINIMUM_DURATION_MINUTES,
    ticket: undefined,
    isEmergency: true,
  };
  const judgeOf = await houseJudge.hearingOf(base, { freshness: 'lately' });
  const ordinary = judgeOf({ ...base, isEmergency: false });
  const inEmergency = judgeOf(base);
  const ruling = isEmergency ? inEmergency : ordinary;
  return {
    asked: ordinary.asked,
    unmet: (input) => unmetIn(judgeOf(variantOf(base, input, isEmergency, clock))),
    narrowed: (settings) => narrowed(settings, ruling),
    emergency: emergencyIn(inEmergency),
  };
}

const variantOf = (
  base: RuleRequest,
  { startAt, durationMinutes, ticketNumber }: ActivationInput,
  isEmergency: boolean,
  clock: Clock,
): RuleRequest => ({
  ...base,
  startAt: startAt ?? clock.now(),
  minutes: durationMinutes,
  ticket: ticketNumber,
  isEmergency,
});

const unmetIn = ({ asked }: Ruling): readonly UnmetRule[] =>
  asked.filter(({ isMet }) => isMet === false).map((line) => ({ rule: 'house_rule', line }) as const);

/** PIM's own maximum stands where it is shorter. */
function narrowed(settings: RoleSettings, { maximumMinutes = Infinity, asked }: Ruling): RoleSettings {
  const asksTicket = asked.some((line) => line.thing === 'ticket' && line.ticket.required);
  return {
    ...settings,
    maximumDurationMinutes: Math.min(settings.maximumDurationMinutes, maximumMinutes),
    isTicketRequired: settings.isTicketRequired || asksTicket,
  };
}

/** Only where every rule in the way names the person, and what is left can be met by filling in the form. */
const emergencyIn = ({ waived, asked, owners }: Ruling): EmergencyOutlook | undefined =>
  waived.length > 0 && asked.every(({ isMet, thing }) => isMet !== false || thing === 'maximum')
    ? { passes: waived, owners: owners.emergency }
    : undefined;
