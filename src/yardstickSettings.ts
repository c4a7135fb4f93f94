import { z } from 'zod';
import { isGuid, principalId } from './pim/ids.ts';
import { type BaselineTier } from './pim/posture/baseline.ts';

const days = z.number().int().min(0).max(3_650);

const tier = z.strictObject({
  name: z.string().trim().min(1).max(60),
  roles: z.array(z.string().trim().min(1).max(200)).min(1).max(500),
  maximumActivationHours: z.number().min(0.5).max(24),
  strongAuthentication: z.boolean().default(true),
  authenticationContext: z.boolean().default(false),
  justification: z.boolean().default(true),
  ticket: z.boolean().default(false),
  approval: z.boolean().default(false),
  eligibilityDays: days.default(0),
  assignmentDays: days.default(0),
  notifications: z.boolean().default(false),
});

/**
 * What a settings file without tiers is read as. The control plane is what can give itself any other role; Entra marks the
 * privileged ones.
 */
const defaultBaseline: readonly BaselineTier[] = [
  {
    name: 'Control plane',
    roles: [
      'Global Administrator',
      'Privileged Role Administrator',
      'Privileged Authentication Administrator',
    ],
    maximumActivationHours: 4,
    strongAuthentication: true,
    authenticationContext: false,
    justification: true,
    ticket: false,
    approval: true,
    eligibilityDays: 365,
    assignmentDays: 0,
    notifications: true,
  },
  {
    name: 'Privileged',
    roles: ['privileged'],
    maximumActivationHours: 8,
    strongAuthentication: true,
    authenticationContext: false,
    justification: true,
    ticket: false,
    approval: false,
    eligibilityDays: 365,
    assignmentDays: 0,
    notifications: false,
  },
  {
    name: 'Others',
    roles: ['all'],
    maximumActivationHours: 10,
    strongAuthentication: true,
    authenticationContext: false,
    justification: true,
    ticket: false,
    approval: false,
    eligibilityDays: 0,
    assignmentDays: 0,
    notifications: false,
  },
];

const accountId = z
  .string()
  .refine(isGuid, 'must be the object id of an account, in quotes')
  .transform(principalId);

const thresholds = z
  .strictObject({
    globalAdministrators: z
      .strictObject({
        fewest: z.number().int().min(1).max(20).default(2),
        most: z.number().int().min(1).max(100).default(4),
      })
      .refine(({ fewest, most }) => fewest <= most, '"fewest" must not be over "most"')
      .prefault({}),
    globalAdministratorsShare: z.number().min(0).max(100).default(10),
    breakGlassPermanent: z.number().int().min(0).max(20).default(2),
    privilegedRolesPerPerson: z.number().int().min(2).max(50).default(3),
    approvers: z.number().int().min(1).max(20).default(2),
    staleEligibilityDays: z.number().int().min(1).max(3_650).default(90),
    staleSignInDays: z.number().int().min(1).max(3_650).default(90),
  })
  .prefault({});

/** What the audit judges a tenant by. */
export const yardstickSettings = z
  .strictObject({
    breakGlass: z.array(accountId).max(20).default([]),
    serviceAccountPrefixes: z
      .array(z.string().trim().min(2).max(40))
      .max(50)
      .default(['svc', 'service', 'sa-']),
    thresholds,
    baseline: z
      .array(tier)
      .max(50)
      .default([...defaultBaseline.map((one) => ({ ...one, roles: [...one.roles] }))]),
  })
  .prefault({});
