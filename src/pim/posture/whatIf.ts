import { type RoleDefinitionId } from '../ids.ts';
import { isStrong } from './compliance.ts';
import { type Posture } from './posture.ts';
import { type SnapshotActivation } from './snapshot.ts';

/** What a role would ask of an activation. What is left out stays as it is. */
export interface WhatIfAsk {
  readonly maximumMinutes?: number | undefined;
  readonly approval?: boolean | undefined;
  readonly ticket?: boolean | undefined;
  readonly strongAuthentication?: boolean | undefined;
}

/** What other settings would have meant for the activations that there were. */
export interface WhatIf {
  readonly ask: WhatIfAsk;
  /** So many whole days are looked at: thirty, or as many as the audit log has. */
  readonly days: number;
  readonly activations: number;
  /** Those that would have been otherwise, each once. */
  readonly changed: number;
  /** Longer than the new maximum. */
  readonly tooLong: number;
  /** Without anybody who approved. */
  readonly withoutApprover: number;
  /** Newly asked for, and the audit log does not say who would have had it. */
  readonly notKnown: readonly ('ticket' | 'strongAuthentication')[];
}

const DAYS = 30;
const DAY_MS = 86_400_000;

/**
 * What became of the last thirty days' activations of a role had its settings been these. `undefined` where the audit
 * log was not read. An activation that was ended early counts with the time that it took.
 */
export function whatIf(posture: Posture, id: RoleDefinitionId, ask: WhatIfAsk): WhatIf | undefined {
  const { snapshot, at } = posture;
  if (snapshot.auditedSince === null) return undefined;
  const since = Math.max(new Date(snapshot.auditedSince).getTime(), at.getTime() - DAYS * DAY_MS);
  const activations = snapshot.activations.filter(
    ({ roleDefinitionId, outcome, activatedAt, requestedAt }) =>
      roleDefinitionId === id &&
      outcome === 'activated' &&
      new Date(activatedAt ?? requestedAt).getTime() >= since,
  );
  const tooLong = activations.filter((one) => isTooLong(one, ask.maximumMinutes));
  const withoutApprover = ask.approval === true ? activations.filter((one) => one.decidedBy === null) : [];
  return {
    ask,
    days: Math.ceil((at.getTime() - since) / DAY_MS),
    activations: activations.length,
    changed: new Set([...tooLong, ...withoutApprover]).size,
    tooLong: tooLong.length,
    withoutApprover: withoutApprover.length,
    notKnown: notKnownOf(posture, id, ask),
  };
}

/** The log’s times are not to the second. */
const ROUNDED_MS = 60_000;

function isTooLong({ activatedAt, endAt }: SnapshotActivation, most: number | undefined): boolean {
  if (most === undefined || activatedAt === null || endAt === null) return false;
  return new Date(endAt).getTime() - new Date(activatedAt).getTime() > most * 60_000 + ROUNDED_MS;
}

/** What a role asks for already changes nothing; of what it does not, the log tells nothing. */
function notKnownOf(posture: Posture, id: RoleDefinitionId, ask: WhatIfAsk): WhatIf['notKnown'] {
  const settings = posture.settingsOf(id);
  return [
    ...(ask.ticket === true && settings?.activation.isTicketRequired !== true ? (['ticket'] as const) : []),
    ...(ask.strongAuthentication === true && (settings === undefined || !isStrong(settings))
      ? (['strongAuthentication'] as const)
      : []),
  ];
}
