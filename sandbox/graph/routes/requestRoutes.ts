import { badRequest, resourceNotFound, unauthorizedAccess } from '../graphError.ts';
import { optionNotAllowed } from '../odata/entitySet.ts';
import { approverIds } from '../pim/approvals.ts';
import { cancelRequest, requestOf, requestsOf } from '../pim/cancelRequest.ts';
import { createRequest } from '../pim/createRequest.ts';
import { type Pim } from '../pim/pim.ts';
import { holdsRole, readerRoles } from '../pim/principals.ts';
import { type ScheduleKind, type ScheduleRequest } from '../pim/records.ts';
import { askedBy } from '../pim/requestBody.ts';
import { requestEntity } from '../wire/requestEntity.ts';
import { jsonBody } from './jsonBody.ts';
import { permissions } from './permissions.ts';
import { collection, item, metadata, tips } from './replies.ts';
import { requestInWords, requestNoun, wishInWords } from './requestWords.ts';
import { requestSet } from './roleSets.ts';
import { type GraphRequest, parameter, type Reply, type Route } from './route.ts';

const stored = { isFresh: false, isForApprover: false } as const;

/** Whether the caller has to do with the request: made it, is its subject, or may decide it. */
function isInvolved(pim: Pim, { caller }: GraphRequest, request: ScheduleRequest): boolean {
  const approval = pim.state.approvals.get(request.id);
  return (
    request.principalId === caller.id ||
    request.createdBy.id === caller.id ||
    (approval !== undefined && approverIds(pim, approval).has(caller.id))
  );
}

const mayReadAll = (pim: Pim, { caller }: GraphRequest): boolean =>
  caller.kind === 'app' || holdsRole(pim, caller.id, readerRoles);

function list(pim: Pim, request: GraphRequest, kind: ScheduleKind): Reply {
  const refused = ['$filter', '$expand', '$orderby'].find((option) => request.query.given.has(option));
  if (kind === 'assignment' && request.caller.kind === 'app' && refused !== undefined)
    throw optionNotAllowed(refused);
  const all = requestsOf(pim, kind);
  const readable = mayReadAll(pim, request) ? all : all.filter((one) => isInvolved(pim, request, one));
  const entities = readable.map((one) => requestEntity(pim, one, stored));
  return collection(pim, request, requestSet(pim, kind, request.version), entities, {
    summary: `read the requests for ${requestNoun[kind]}`,
  });
}

/** What comes through membership in a group is not in these lists. */
function listOwn(pim: Pim, request: GraphRequest, kind: ScheduleKind): Reply {
  const on = parameter(request, 'on').toLowerCase();
  const { caller } = request;
  const all = requestsOf(pim, kind);
  const set = requestSet(pim, kind, request.version);
  if (on === 'principal') {
    const entities = all
      .filter((one) => one.principalId === caller.id)
      .map((one) => requestEntity(pim, one, stored));
    return collection(pim, request, set, entities, {
      summary: `read own requests for ${requestNoun[kind]}`,
      isFunction: true,
    });
  }
  if (on === 'approver') {
    const entities = all
      .filter((one) => {
        const approval = pim.state.approvals.get(one.id);
        return (
          one.principalId !== caller.id && approval !== undefined && approverIds(pim, approval).has(caller.id)
        );
      })
      .map((one) => requestEntity(pim, one, { isFresh: false, isForApprover: true }));
    return collection(pim, request, set, entities, {
      summary: 'read the requests to decide',
      isFunction: true,
    });
  }
  if (on === 'createdby') {
    const entities = all
      .filter((one) => one.createdBy.id === caller.id)
      .map((one) => requestEntity(pim, one, stored));
    return collection(pim, request, set, entities, {
      summary: `read the requests made in own name for ${requestNoun[kind]}`,
      isFunction: true,
    });
  }
  throw badRequest(`The value '${on}' of the parameter 'on' is not supported for this entity set.`);
}

function get(pim: Pim, request: GraphRequest, kind: ScheduleKind): Reply {
  const found = requestOf(pim, kind, parameter(request, 'id'));
  if (found === undefined) throw resourceNotFound(parameter(request, 'id'));
  if (!mayReadAll(pim, request) && !isInvolved(pim, request, found)) throw unauthorizedAccess();
  const set = requestSet(pim, kind, request.version);
  return item(
    pim,
    request,
    set,
    requestEntity(pim, found, stored),
    `read ${requestInWords(pim, found, request.caller.id)}`,
  );
}

function create(pim: Pim, request: GraphRequest, kind: ScheduleKind): Reply {
  const asked = askedBy(jsonBody(request.call), kind, pim.world.clock.now());
  const made = createRequest(pim, request.caller, asked);
  const set = requestSet(pim, kind, request.version);
  return {
    status: 201,
    summary: `asked PIM ${wishInWords(pim, made)}`,
    headers: { Location: `${pim.world.baseUrl}/graph/${request.version}/${set.contextPath}/${made.id}` },
    body: {
      '@odata.context': `${metadata(pim, request)}#${set.contextPath}/$entity`,
      ...tips(request),
      ...requestEntity(pim, made, { isFresh: true, isForApprover: false }),
    },
  };
}

function cancel(pim: Pim, request: GraphRequest, kind: ScheduleKind): Reply {
  const canceled = cancelRequest(pim, request.caller, kind, parameter(request, 'id'));
  return { status: 204, summary: `called off ${requestInWords(pim, canceled, request.caller.id)}` };
}

function routesFor(kind: ScheduleKind): Route[] {
  const name = kind === 'eligibility' ? 'roleEligibilityScheduleRequests' : 'roleAssignmentScheduleRequests';
  const path = `/roleManagement/directory/${name}`;
  const read = kind === 'eligibility' ? permissions.eligibilityRead : permissions.assignmentWrite;
  const write = kind === 'eligibility' ? permissions.eligibilityWrite : permissions.assignmentWrite;
  const reading = { method: 'GET', permission: read, needsLicence: true } as const;
  const writing = { method: 'POST', permission: write, needsLicence: true } as const;
  return [
    { ...reading, path, answer: (pim, request) => list(pim, request, kind) },
    { ...writing, path, answer: (pim, request) => create(pim, request, kind) },
    {
      ...reading,
      path: `${path}/filterByCurrentUser(on)`,
      answer: (pim, request) => listOwn(pim, request, kind),
    },
    { ...reading, path: `${path}/{id}`, answer: (pim, request) => get(pim, request, kind) },
    { ...writing, path: `${path}/{id}/cancel`, answer: (pim, request) => cancel(pim, request, kind) },
  ];
}

/** Requests for eligibilities and assignments: reading, making, calling off. */
export const requestRoutes: readonly Route[] = [...routesFor('eligibility'), ...routesFor('assignment')];
