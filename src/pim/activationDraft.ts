import { usedLast } from './defaults.ts';
import { type ActivationInput, type RoleSettings } from './policy.ts';
import { type FollowedRequest } from './records.ts';
import { type RoleAtScope } from './roles.ts';

/** What a person has given so far; plain values, so that it survives a restart between two turns. */
export interface ActivationDraft {
  readonly durationMinutes: number | undefined;
  readonly justification: string | undefined;
  readonly ticketNumber: string | undefined;
  readonly ticketSystem: string | undefined;
  /** ISO 8601 instant. */
  readonly startAt: string | undefined;
}

/** Nothing given yet. */
export const emptyDraft: ActivationDraft = {
  durationMinutes: undefined,
  justification: undefined,
  ticketNumber: undefined,
  ticketSystem: undefined,
  startAt: undefined,
};

/** The draft with what was said later; what was not said again stays. */
export const mergeDraft = (draft: ActivationDraft, later: Partial<ActivationDraft>): ActivationDraft => ({
  durationMinutes: later.durationMinutes ?? draft.durationMinutes,
  justification: later.justification ?? draft.justification,
  ticketNumber: later.ticketNumber ?? draft.ticketNumber,
  ticketSystem: later.ticketSystem ?? draft.ticketSystem,
  startAt: later.startAt ?? draft.startAt,
});

/** The duration a form proposes: the last one used for this role, within the maximum; else the maximum, at most an hour. */
export function proposedMinutes(
  settings: RoleSettings,
  role: RoleAtScope,
  last: readonly FollowedRequest[],
): number {
  const before = usedLast(role, last)?.durationMinutes;
  return Math.min(before ?? 60, settings.maximumDurationMinutes);
}

/** A complete input, with nothing where nothing was given. */
export const inputOfDraft = (draft: ActivationDraft, durationMinutes: number): ActivationInput => ({
  durationMinutes,
  justification: draft.justification ?? '',
  ticketNumber: draft.ticketNumber ?? '',
  ticketSystem: draft.ticketSystem ?? '',
  startAt: draft.startAt === undefined ? undefined : new Date(draft.startAt),
});
