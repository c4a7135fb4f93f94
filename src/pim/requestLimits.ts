import { type PimErrorDetails } from './errors.ts';
import { phaseOf, type RequestStatus } from './requests.ts';

/** How often people may ask, so that approvers are not worn down. The portal knows nothing of it. */
export interface RequestLimits {
  /** Activations of one person in an hour, and of those the ones of one role at one scope. */
  readonly requests: { readonly perHour: number; readonly perHourAndRole: number };
  /** So many denials of a role within an hour hold nobody up: a missing ticket can be added at once. */
  readonly denialsWithoutCoolDown: number;
  /** After one more, the same role at the same scope is not asked for again for so long; 0: it is. */
  readonly coolDownAfterDenialMinutes: number;
  /** A request that comes so soon after one that was canceled takes over its cards; 0: never. */
  readonly coalesceMinutes: number;
  /** More requests of one person to approvers than this, within so many minutes, are told to administrators; 0: never. */
  readonly burst: { readonly requests: number; readonly minutes: number };
}

/** What is known of a request that may have been denied. */
interface MaybeDenied {
  readonly status: RequestStatus;
  readonly decision: string | undefined;
  readonly decidedAt: Date | undefined;
  readonly readAt: Date;
}

/** From when on a denied role could be asked for again if the denial counts; `undefined` where it was not denied, or nothing is waited for. */
export function mayAskAgainAt(
  request: MaybeDenied,
  { coolDownAfterDenialMinutes }: Pick<RequestLimits, 'coolDownAfterDenialMinutes'>,
): Date | undefined {
  const isDenied = request.decision === 'Deny' || phaseOf(request.status) === 'denied';
  if (!isDenied || coolDownAfterDenialMinutes === 0) return undefined;
  // Where only the outcome could be read, the denial counts from when it was found.
  const deniedAt = request.decidedAt ?? request.readAt;
  return new Date(deniedAt.getTime() + coolDownAfterDenialMinutes * 60_000);
}

/** How long it is until an instant, for a refusal. */
export const waitUntil = (instant: Date, now: Date): PimErrorDetails => ({
  retryAfterSeconds: Math.max(1, Math.ceil((instant.getTime() - now.getTime()) / 1000)),
});
