import { z } from 'zod';
import { type Yardstick } from '../../pim/posture/baseline.ts';
import { principal, text } from './shapes.ts';

const figure = z.number();

/** What a report was judged by, as it carries it. What a settings file may say is narrower. */
export const yardstickSchema: z.ZodType<Yardstick> = z
  .strictObject({
    thresholds: z.strictObject({
      globalAdministrators: z.strictObject({ fewest: figure, most: figure }),
      globalAdministratorsShare: figure,
      breakGlassPermanent: figure,
      privilegedRolesPerPerson: figure,
      approvers: figure,
      staleEligibilityDays: figure,
      staleSignInDays: figure,
    }),
    baseline: z.array(
      z.strictObject({
        name: text,
        roles: z.array(text),
        maximumActivationHours: figure,
        strongAuthentication: z.boolean(),
        authenticationContext: z.boolean(),
        justification: z.boolean(),
        ticket: z.boolean(),
        approval: z.boolean(),
        eligibilityDays: figure,
        assignmentDays: figure,
        notifications: z.boolean(),
      }),
    ),
    breakGlass: z.array(principal),
    serviceAccountPrefixes: z.array(text),
  })
  .meta({ id: 'Yardstick', title: 'Yardstick', description: 'What the tenant was judged by.' });
