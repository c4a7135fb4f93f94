import { type Caller } from '../authorisation.ts';
import { GraphError } from '../graphError.ts';
import { durationMs } from '../instants.ts';
import { type Demands } from './policy.ts';
import { type Asked } from './requestBody.ts';

/** A rule of the role's settings that a request does not meet, with the words of the newer message. */
interface FailedRule {
  readonly name: string;
  readonly reason: string;
}

interface Asking {
  readonly caller: Caller;
  readonly asked: Asked;
  readonly demands: Demands;
  readonly now: Date;
}

type Check = (asking: Asking) => FailedRule | undefined;

const demands = (asking: Asking, rule: string): boolean =>
  asking.demands.enabledRules.some((name) => name.toLowerCase() === rule.toLowerCase());

const isBlank = (text: string | null): boolean => text === null || text.trim() === '';

const mfa: Check = (asking) =>
  demands(asking, 'MultiFactorAuthentication') && !asking.caller.methods.has('mfa')
    ? { name: 'MfaRule', reason: 'Multi-factor authentication is required' }
    : undefined;

const justification: Check = (asking) =>
  // Without a user a missing justification was seen to pass.
  demands(asking, 'Justification') && asking.caller.kind === 'user' && isBlank(asking.asked.justification)
    ? { name: 'JustificationRule', reason: 'Justification is required' }
    : undefined;

const ticketing: Check = (asking) =>
  demands(asking, 'Ticketing') && isBlank(asking.asked.ticketNumber)
    ? { name: 'TicketingRule', reason: 'Ticket information is required' }
    : undefined;

const expiration: Check = ({ asked, demands: { isExpirationRequired, maximumDuration }, now }) => {
  const length = askedMs(asked, now);
  if (!isExpirationRequired) return undefined;
  if (length === undefined)
    return { name: 'ExpirationRule', reason: 'The policy does not allow permanent assignment' };
  return length > (durationMs(maximumDuration) ?? Infinity)
    ? {
        name: 'ExpirationRule',
        reason: 'The duration in the request is greater than maximum allowed duration',
      }
    : undefined;
};

const checks: readonly Check[] = [mfa, justification, ticketing, expiration];

/** How long the request wants the role, in milliseconds; `undefined`: for ever. */
export function askedMs({ expiration: wanted, startAt }: Asked, now: Date): number | undefined {
  if (wanted?.type === 'afterDuration') return durationMs(wanted.duration ?? '');
  if (wanted?.type !== 'afterDateTime' || wanted.endAt === null) return undefined;
  return wanted.endAt.getTime() - Math.max(startAt?.getTime() ?? 0, now.getTime());
}

/** Every rule that the request does not meet: the service names them all at once. */
export function failedRules(asking: Asking, isEligible = true): readonly FailedRule[] {
  const failed = checks.flatMap((check) => check(asking) ?? []);
  const noEligibility = { name: 'EligibilityRule', reason: 'There is no valid eligibility for the role' };
  return isEligible ? failed : [noEligibility, ...failed];
}

/** Throws the 400 that names the failed rules, in the newer or the older form, when there are any. */
export function refuseFailed(failed: readonly FailedRule[], form: 'new' | 'old'): void {
  if (failed.length === 0) return;
  const list =
    form === 'old'
      ? JSON.stringify(failed.map(({ name }) => name))
      : failed.map(({ name, reason }) => `${name} - ${reason}`).join(', ');
  throw new GraphError(
    400,
    'RoleAssignmentRequestPolicyValidationFailed',
    `The following policy rules failed: ${list}`,
  );
}
