import { type Call } from '../../world.ts';
import { type Pim, roleInWords, roleOf } from '../pim/pim.ts';
import { segmentsOf } from './router.ts';

/** What can be asked of Graph, by the last segment that says so, as what comes after "could not". */
const attempts: Readonly<Record<string, Readonly<Partial<Record<string, string>>>>> = {
  roledefinitions: { GET: 'read the catalogue of roles' },
  roleassignments: { GET: 'read who holds which role' },
  roleeligibilityschedules: { GET: 'read the schedules of eligible roles' },
  roleeligibilityscheduleinstances: { GET: 'read eligible roles' },
  roleeligibilityschedulerequests: {
    GET: 'read the requests for eligibilities',
    POST: 'make a request for an eligibility',
  },
  roleassignmentschedules: { GET: 'read the schedules of active roles' },
  roleassignmentscheduleinstances: { GET: 'read active roles' },
  roleassignmentschedulerequests: {
    GET: 'read the requests for activations and assignments',
    POST: 'make a request for a role',
  },
  cancel: { POST: 'call off a request' },
  roleassignmentapprovals: { GET: 'read an approval' },
  steps: { GET: 'read the steps of an approval', PATCH: 'decide a request' },
  rolemanagementpolicies: { GET: 'read the settings of roles' },
  rolemanagementpolicyassignments: { GET: 'read the settings of roles' },
  rules: { GET: 'read the settings of roles', PATCH: 'change the settings of a role' },
  alerts: { GET: "read PIM's alerts", PATCH: "dismiss one of PIM's alerts" },
  refresh: { POST: 'have PIM look at its alerts again' },
  alertincidents: { GET: "read what set off one of PIM's alerts" },
  alertdefinitions: { GET: "read PIM's alerts" },
  alertconfigurations: { GET: "read PIM's alerts", PATCH: "change when one of PIM's alerts goes off" },
  definitions: {
    GET: 'read access reviews',
    POST: 'start an access review',
    PUT: 'change an access review',
    PATCH: 'change an access review',
    DELETE: 'delete an access review',
  },
  instances: { GET: 'read the rounds of an access review' },
  contactedreviewers: { GET: 'read who decides in an access review' },
  decisions: { GET: 'read the decisions of an access review', PATCH: 'decide in an access review' },
  stop: { POST: 'stop an access review' },
  sendreminder: { POST: 'remind the reviewers of an access review' },
  resetdecisions: { POST: 'take back the decisions of an access review' },
  applydecisions: { POST: 'apply the decisions of an access review' },
  acceptrecommendations: { POST: 'follow the recommendations of an access review' },
  batchrecorddecisions: { POST: 'decide in an access review' },
  eligibilityschedules: { GET: 'read who may join a group' },
  directoryaudits: { GET: 'read the audit log' },
  me: { GET: 'read the own profile' },
  users: { GET: 'read people' },
  manager: { GET: "read who somebody's manager is" },
  photo: { GET: 'read a photo' },
  photos: { GET: 'read a photo' },
  groups: { GET: 'read groups' },
  members: { GET: 'read the members of a group or unit' },
  transitivemembers: { GET: 'read the members of a group' },
  transitivememberof: { GET: 'read the groups of a person' },
  checkmembergroups: { POST: 'ask for the groups of a person' },
  getbyids: { POST: 'look up names' },
  administrativeunits: { GET: 'read administrative units' },
  teamsapps: { GET: 'read the catalogue of Teams apps' },
  installedapps: { POST: 'install an app for a person' },
  serviceprincipals: { GET: 'read an application' },
  oauth2permissiongrants: { GET: 'read what was consented to' },
  $batch: { POST: 'ask several things at once' },
};

/** What each action of a request would have done to a role. */
const wishes: Readonly<Record<string, string>> = {
  selfactivate: 'activate',
  selfdeactivate: 'deactivate',
  selfextend: 'ask for more time as',
  selfrenew: 'ask to be given again',
  adminassign: 'give',
  adminupdate: 'change how long somebody has',
  adminremove: 'take away',
  adminextend: 'extend',
  adminrenew: 'renew',
};

/** "activate Exchange Administrator": what a call was meant to do, in words that follow "could not". */
export function attemptInWords(pim: Pim, call: Call): string {
  return wishInCall(pim, call) ?? attemptAt(call) ?? 'get an answer';
}

function attemptAt({ method, path }: Call): string | undefined {
  const segments = legible(path).map((segment) => segment.toLowerCase());
  const known = segments.findLast((segment) => Object.hasOwn(attempts, segment));
  return known === undefined ? undefined : attempts[known]?.[method];
}

/** A path that cannot be decoded leads nowhere, but its refusal has to be told too. */
function legible(path: string): readonly string[] {
  try {
    return segmentsOf(path);
  } catch {
    return path.split('/');
  }
}

function wishInCall(pim: Pim, call: Call): string | undefined {
  if (call.method !== 'POST' || !/ScheduleRequests$/i.test(call.path)) return undefined;
  const { action, roleDefinitionId, directoryScopeId } = bodyOf(call);
  const wish = typeof action === 'string' ? wishes[action.toLowerCase()] : undefined;
  if (wish === undefined || typeof roleDefinitionId !== 'string') return undefined;
  if (roleOf(pim, roleDefinitionId) === undefined) return `${wish} a role that is not there`;
  const scope = typeof directoryScopeId === 'string' ? directoryScopeId : '/';
  return `${wish} ${roleInWords(pim, roleDefinitionId, scope)}`;
}

function bodyOf({ body }: Call): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(body.toString());
    return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
