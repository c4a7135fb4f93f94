import { badRequest, resourceNotFound, unauthorizedAccess } from '../graphError.ts';
import { type EntitySet } from '../odata/entitySet.ts';
import { type Entity } from '../odata/matches.ts';
import { approverIds, decide, type Decision } from '../pim/approvals.ts';
import { nameOf, type Pim } from '../pim/pim.ts';
import { holdsRole, readerRoles } from '../pim/principals.ts';
import { type Approval } from '../pim/records.ts';
import { refuseUnknown } from '../pim/requestBody.ts';
import { stepEntity } from '../wire/approvalEntity.ts';
import { jsonBody } from './jsonBody.ts';
import { permissions } from './permissions.ts';
import { collection, item, metadata, tips } from './replies.ts';
import { requestInWords } from './requestWords.ts';
import { type GraphRequest, parameter, type Reply, type Route } from './route.ts';

const contextPath = 'roleManagement/directory/roleAssignmentApprovals';
const path = `/${contextPath}`;

const stepProperties = [
  'id',
  'displayName',
  'reviewedDateTime',
  'reviewResult',
  'status',
  'assignedToMe',
  'justification',
  'reviewedBy',
];

const plain = { filters: {}, takesOr: false, sortable: [], maximumTop: 999, options: [] } as const;

const stepSet = (approval: Approval): EntitySet => ({
  ...plain,
  typeName: 'approvalStep',
  contextPath: `${contextPath}('${approval.id}')/steps`,
  properties: stepProperties,
  navigation: {},
});

const approvalSet = (pim: Pim, { caller }: GraphRequest): EntitySet => ({
  ...plain,
  typeName: 'approval',
  contextPath,
  properties: ['id', 'steps'],
  navigation: {
    steps: {
      expand: (entity) => {
        const approval = pim.state.approvals.get(String(entity['id']));
        return approval === undefined ? [] : [stepEntity(pim, approval, caller)];
      },
      selectable: stepProperties,
    },
  },
});

/** The approval of the path, for those who have to do with it. */
function readable(pim: Pim, request: GraphRequest): Approval {
  const id = parameter(request, 'id');
  const approval = pim.state.approvals.get(id.toLowerCase());
  if (approval === undefined) throw resourceNotFound(id);
  const { caller } = request;
  const mayRead =
    caller.kind === 'app' ||
    caller.id === approval.requestorId ||
    approverIds(pim, approval).has(caller.id) ||
    holdsRole(pim, caller.id, readerRoles);
  if (!mayRead) throw unauthorizedAccess();
  return approval;
}

function stepOf(request: GraphRequest, approval: Approval): Approval {
  const stepId = parameter(request, 'stepId');
  if (stepId.toLowerCase() !== approval.id) throw resourceNotFound(stepId);
  return approval;
}

const about = (pim: Pim, approval: Approval): string => {
  const request = pim.state.requests.find((one) => one.id === approval.id);
  return request === undefined ? 'a request' : requestInWords(pim, request, '');
};

function getApproval(pim: Pim, request: GraphRequest): Reply {
  const approval = readable(pim, request);
  const summary = `read the approval of ${about(pim, approval)}`;
  if (request.query.expand.length > 0 || request.query.select !== undefined)
    return item(pim, request, approvalSet(pim, request), { id: approval.id }, summary);
  // Unasked, the steps come with a context of their own.
  const steps: Entity = {
    'steps@odata.context': `${metadata(pim, request)}#${contextPath}('${approval.id}')/steps`,
    steps: [stepEntity(pim, approval, request.caller)],
  };
  const context = { '@odata.context': `${metadata(pim, request)}#${contextPath}/$entity` };
  return { status: 200, summary, body: { ...context, ...tips(request), id: approval.id, ...steps } };
}

function decisionIn(request: GraphRequest): Decision {
  const body = jsonBody(request.call);
  refuseUnknown(body, ['reviewResult', 'justification'], 'approvalStep');
  const { reviewResult, justification } = body;
  if (typeof reviewResult !== 'string' || !/^(approve|deny)$/i.test(reviewResult))
    throw badRequest("The value of 'reviewResult' is invalid. It is either Approve or Deny.");
  if (justification !== undefined && justification !== null && typeof justification !== 'string')
    throw badRequest("Cannot convert the value of 'justification' to the expected type 'Edm.String'.");
  return {
    reviewResult: reviewResult.toLowerCase() === 'approve' ? 'Approve' : 'Deny',
    justification: justification ?? null,
  };
}

function patchStep(pim: Pim, request: GraphRequest): Reply {
  const id = parameter(request, 'id').toLowerCase();
  const approval = pim.state.approvals.get(id);
  if (approval === undefined) throw resourceNotFound(id);
  stepOf(request, approval);
  const decision = decisionIn(request);
  const decided = decide(pim, request.caller, id, decision);
  const word = decision.reviewResult === 'Approve' ? 'approved' : 'denied';
  return { status: 204, summary: `${word} ${requestInWords(pim, decided, request.caller.id)}` };
}

const reading = {
  method: 'GET',
  only: 'beta',
  permission: permissions.approvalRead,
  needsLicence: true,
} as const;

function listAsked(pim: Pim, request: GraphRequest): Reply {
  if (parameter(request, 'on').toLowerCase() !== 'approver')
    throw badRequest("The parameter 'on' takes approver for this entity set.");
  const { caller } = request;
  const asked = [...pim.state.approvals.values()].filter(
    (one) => one.requestorId !== caller.id && approverIds(pim, one).has(caller.id),
  );
  return collection(
    pim,
    request,
    approvalSet(pim, request),
    asked.map(({ id }) => ({ id })),
    {
      summary: `read the approvals that ${nameOf(pim, caller.id)} is asked for`,
      isFunction: true,
    },
  );
}

function listSteps(pim: Pim, request: GraphRequest): Reply {
  const approval = readable(pim, request);
  const steps = [stepEntity(pim, approval, request.caller)];
  return collection(pim, request, stepSet(approval), steps, {
    summary: `read the steps of the approval of ${about(pim, approval)}`,
  });
}

function getStep(pim: Pim, request: GraphRequest): Reply {
  const approval = stepOf(request, readable(pim, request));
  const step = stepEntity(pim, approval, request.caller);
  return item(
    pim,
    request,
    stepSet(approval),
    step,
    `read a step of the approval of ${about(pim, approval)}`,
  );
}

/** Approvals of activations: they exist under /beta only. */
export const approvalRoutes: readonly Route[] = [
  {
    ...reading,
    path: `${path}/filterByCurrentUser(on)`,
    answer: listAsked,
  },
  { ...reading, path: `${path}/{id}`, answer: getApproval },
  {
    ...reading,
    path: `${path}/{id}/steps`,
    answer: listSteps,
  },
  {
    ...reading,
    path: `${path}/{id}/steps/{stepId}`,
    answer: getStep,
  },
  {
    method: 'PATCH',
    only: 'beta',
    permission: permissions.approvalWrite,
    needsLicence: true,
    path: `${path}/{id}/steps/{stepId}`,
    answer: patchStep,
  },
];
