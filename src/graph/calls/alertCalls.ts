import { z } from 'zod';
import { type GraphCall } from './graphCall.ts';

const ofOneAlert = {
  version: 'beta',
  group: 'administer',
  path: '/identityGovernance/roleManagementAlerts/alerts/{alertId}',
  segments: { alertId: 'DirectoryRole_GUID_[A-Za-z]{1,80}' },
  leastDelegated: 'RoleManagementAlert.ReadWrite.Directory',
} as const;

/**
 * What administrators do about PIM's own alerts, with their own token, where that is switched on: they dismiss them, and
 * nothing else. PIM can also take away what an alert is about; no such call is in the table.
 */
export const alertCalls = {
  oneAlert: {
    ...ofOneAlert,
    method: 'GET',
    usedFor:
      'whether one of PIM’s own alerts is active, before and after it is dismissed; with `administration.changes` only',
  },
  dismissAlert: {
    ...ofOneAlert,
    method: 'PATCH',
    usedFor: 'dismissing one of PIM’s own alerts; with `administration.changes` only',
    body: () => z.strictObject({ isActive: z.literal(false) }),
  },
} as const satisfies Readonly<Record<string, GraphCall>>;
