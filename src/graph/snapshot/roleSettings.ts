import { z } from 'zod';
import { PimError } from '../../pim/errors.ts';
import {
  type GrantSettings,
  type SnapshotNotification,
  type SnapshotSettings,
} from '../../pim/posture/snapshot.ts';
import { minutesOfDuration } from '../durations.ts';
import { graphCalls } from '../egress.ts';
import { type GraphClient } from '../graphClient.ts';
import { readSettingsOfAll } from '../graphPolicies.ts';
import { text } from '../graphValues.ts';
import { type Gaps } from './gaps.ts';

const rule = z.object({
  id: z.string(),
  isExpirationRequired: z.boolean().nullish(),
  maximumDuration: text,
  enabledRules: z.array(z.string()).nullish(),
  notificationLevel: text,
  isDefaultRecipientsEnabled: z.boolean().nullish(),
  notificationRecipients: z.array(z.string()).nullish(),
});

const assignment = z.object({ policyId: text, policy: z.object({ id: text, rules: z.array(rule) }) });

type Rule = z.infer<typeof rule>;

/** What PIM itself starts with (Graph: the rules of an untouched policy). */
const DEFAULT_DAYS = { Eligibility: 365, Assignment: 180 } as const;

/** The settings of every role, from one list of policies with their rules. */
export function readSettings(
  client: Pick<GraphClient, 'pages'>,
  gaps: Gaps,
): Promise<readonly SnapshotSettings[]> {
  return gaps.unless('settings', [], () =>
    eachPolicy(client, (error) => {
      gaps.note('settings', error);
    }),
  );
}

/** The same, whole or not at all. @throws PimError */
export const readWholeSettings = (client: Pick<GraphClient, 'pages'>): Promise<readonly SnapshotSettings[]> =>
  eachPolicy(client, (error) => {
    throw error;
  });

async function eachPolicy(
  client: Pick<GraphClient, 'pages'>,
  onUnreadable: (error: PimError) => void,
): Promise<readonly SnapshotSettings[]> {
  const query = {
    filter: "scopeId eq '/' and scopeType eq 'DirectoryRole'",
    expand: 'policy($expand=rules)',
  };
  const found: SnapshotSettings[] = [];
  for await (const page of client.pages(graphCalls.roleSettings, { query })) {
    for (const row of page) {
      const settings = settingsOf(row);
      if (settings !== undefined) found.push(settings);
      else onUnreadable(new PimError('unexpected_answer', 'A policy cannot be read'));
    }
  }
  return found;
}

/** How one role is set, from its row; `undefined`: it cannot be read. */
export function settingsOf(row: unknown): SnapshotSettings | undefined {
  const [activation] = readSettingsOfAll([row]);
  const read = assignment.safeParse(row);
  if (activation === undefined || !read.success) return undefined;
  const { policyId, policy } = read.data;
  const { roleDefinitionId, approval } = activation;
  return {
    roleDefinitionId,
    policyId: policyId || policy.id,
    activation: {
      maximumMinutes: activation.maximumDurationMinutes,
      isJustificationRequired: activation.isJustificationRequired,
      isTicketRequired: activation.isTicketRequired,
      isMultifactorRequired: activation.isMultifactorRequired,
      authenticationContext: activation.authenticationContext ?? null,
      isApprovalRequired: approval.isRequired,
      isApproverJustificationRequired: approval.isApproverJustificationRequired,
      approvers: approval.approvers,
    },
    eligibility: grantIn(policy.rules, 'Eligibility'),
    assignment: grantIn(policy.rules, 'Assignment'),
    notifications: policy.rules.flatMap(notificationOf),
  };
}

function grantIn(rules: readonly Rule[], level: 'Eligibility' | 'Assignment'): GrantSettings {
  const find = (name: string): Rule | undefined =>
    rules.find(({ id }) => id.toLowerCase() === `${name}_Admin_${level}`.toLowerCase());
  const expiration = find('Expiration');
  const enabled = new Set((find('Enablement')?.enabledRules ?? []).map((name) => name.toLowerCase()));
  return {
    isExpirationRequired: expiration?.isExpirationRequired ?? false,
    maximumMinutes: minutesOfDuration(expiration?.maximumDuration ?? '') ?? DEFAULT_DAYS[level] * 24 * 60,
    isJustificationRequired: enabled.has('justification'),
    isMultifactorRequired: enabled.has('multifactorauthentication'),
  };
}

function notificationOf(one: Rule): readonly SnapshotNotification[] {
  if (!/^notification_/i.test(one.id)) return [];
  return [
    {
      ruleId: one.id,
      level: one.notificationLevel,
      isDefaultRecipientsEnabled: one.isDefaultRecipientsEnabled ?? false,
      recipients: one.notificationRecipients ?? [],
    },
  ];
}
