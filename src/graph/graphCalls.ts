import { administrationCalls } from './calls/administrationCalls.ts';
import { alertCalls } from './calls/alertCalls.ts';
import { approvalCalls } from './calls/approvalCalls.ts';
import { directoryCalls } from './calls/directoryCalls.ts';
import { type GraphCall } from './calls/graphCall.ts';
import { installCalls } from './calls/installCalls.ts';
import { ownRoleCalls } from './calls/ownRoleCalls.ts';
import { probeCalls } from './calls/probeCalls.ts';
import { reviewCalls } from './calls/reviewCalls.ts';
import { settingsCalls } from './calls/settingsCalls.ts';
import { tenantRoleCalls } from './calls/tenantRoleCalls.ts';

export { type EgressGroup, type GraphCall, type GraphVersion } from './calls/graphCall.ts';

/** Every call to Graph, with the least permission for it: the source of docs/permissions.md and of the egress check. */
export const graphCalls = {
  ...ownRoleCalls,
  ...approvalCalls,
  ...tenantRoleCalls,
  ...directoryCalls,
  ...installCalls,
  ...administrationCalls,
  ...settingsCalls,
  ...alertCalls,
  ...reviewCalls,
  ...probeCalls,
} as const satisfies Readonly<Record<string, GraphCall>>;
