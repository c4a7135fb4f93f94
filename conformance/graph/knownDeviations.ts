import { type TypeDeviation } from './describedTypes.ts';

/** Why an answer is another way than the published description of v1.0; undefined where nobody knows. */
export function reasonOfDeviation({ at, what }: TypeDeviation): string | undefined {
  return known.find(([where, how]) => where.test(at) && how.test(what))?.[2];
}

/** Why a typed model holds or writes something another way than it came; undefined where nobody knows. */
export function reasonOfLoss(way: 'held' | 'written', difference: string): string | undefined {
  return losses.find(([ways, where]) => ways.includes(way) && where.test(difference))?.[2];
}

const undescribed = /not described/u;

const known: readonly (readonly [at: RegExp, what: RegExp, reason: string])[] = [
  [
    /\.principalOrganizationId$/u,
    undescribed,
    'Graph sends it (seen in answers of real tenants); the description does not have it',
  ],
  [
    /\.primaryApprovers\[\]\.(?:userId|groupId|description)$/u,
    undescribed,
    '@odata.type names singleUser and groupMembers, which this package does not contain; only their base is described',
  ],
  [/^approval\.steps$/u, undescribed, 'approvals of roles are served by beta alone; v1.0 describes stages'],
  [
    /^directoryAudit\.initiatedBy\.user\.(?:userType|homeTenantId|homeTenantName)$/u,
    undescribed,
    'the audit log sends an auditUserIdentity; v1.0 describes its base, userIdentity',
  ],
];

const losses: readonly (readonly [ways: string, difference: RegExp, reason: string])[] = [
  [
    'held written',
    /\(null\) lost$/u,
    'the models hold a null as absent, which means the same to their reader',
  ],
  ['held written', /\(null became \{\}\)$/u, 'the models hold an object that is null as an empty one'],
  [
    'written',
    /^(?:principal\.|policy\.rules\[\]\.|scope\.query).* lost$/u,
    'this preview writes an object that is of a derived type by its base alone; it was read completely',
  ],
  ['written', /\(empty list\) lost$/u, 'this preview leaves empty lists out when it writes'],
];
