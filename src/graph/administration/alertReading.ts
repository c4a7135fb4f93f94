import { z } from 'zod';
import { PimError } from '../../pim/errors.ts';
import { type Person } from '../../pim/ids.ts';

/** How Graph names one of PIM's alerts of a tenant (Graph beta: `unifiedRoleManagementAlert`). */
export const alertId = ({ tenantId }: Person, name: string): string => `DirectoryRole_${tenantId}_${name}`;

const alert = z.object({ isActive: z.boolean() });

/** Whether an alert, as Graph gave it, is active. @throws PimError `unexpected_answer` where it does not say so */
export function readIsActive(found: unknown): boolean {
  const read = alert.safeParse(found);
  if (!read.success) throw new PimError('unexpected_answer', 'An alert does not say whether it is active');
  return read.data.isActive;
}
