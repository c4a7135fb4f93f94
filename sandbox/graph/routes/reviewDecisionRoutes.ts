import { badRequest, unauthorizedAccess } from '../graphError.ts';
import { isGuid } from '../identifiers.ts';
import { lazilyKeyed } from '../odata/lazyEntities.ts';
import { type Pim } from '../pim/pim.ts';
import { type Json, memberIn, objectOf, textIn } from '../reviews/bodyValues.ts';
import { acceptRecommendations, decide, decideAll, isAskedAbout, type Verdict } from '../reviews/deciding.ts';
import { decisionWords, type ReviewDecision } from '../reviews/records.ts';
import { readsAll, reviewsIn } from '../reviews/reviewAccess.ts';
import { decisionEntity } from '../wire/decisionEntity.ts';
import { jsonBody } from './jsonBody.ts';
import { permissions } from './permissions.ts';
import { collection, item } from './replies.ts';
import {
  decisionOf,
  decisionsPath,
  definitionOf,
  holdInWords,
  instanceOf,
  instancesPath,
  requireReviewer,
  reviewInWords,
} from './reviewPaths.ts';
import { decisionSet } from './reviewSets.ts';
import { type GraphRequest, type Reply, type Route } from './route.ts';

function listed(
  pim: Pim,
  request: GraphRequest,
  decisions: readonly ReviewDecision[],
  isFunction: boolean,
): Reply {
  const [definition, instance] = [definitionOf(pim, request), instanceOf(pim, request)];
  const entities = lazilyKeyed(decisions, (one) => decisionEntity(pim, one));
  return collection(pim, request, decisionSet(definition.id, instance.id), entities, {
    summary: `read the decisions of ${reviewInWords(definition)}`,
    isFunction,
    countsPage: true,
  });
}

/** A reviewer without a role sees what he or she is asked about. */
function list(pim: Pim, request: GraphRequest): Reply {
  const { decisions } = instanceOf(pim, request);
  const { caller } = request;
  if (readsAll(pim, caller)) return listed(pim, request, decisions, false);
  if (!reviewsIn(instanceOf(pim, request), caller)) throw unauthorizedAccess();
  const own = decisions.filter((one) => isAskedAbout(one, caller));
  return listed(pim, request, own, false);
}

function listOwn(pim: Pim, request: GraphRequest): Reply {
  requireReviewer(request);
  const own = instanceOf(pim, request).decisions.filter((one) => isAskedAbout(one, request.caller));
  return listed(pim, request, own, true);
}

function get(pim: Pim, request: GraphRequest): Reply {
  const decision = decisionOf(pim, request);
  const { caller } = request;
  if (!readsAll(pim, caller) && !isAskedAbout(decision, caller)) throw unauthorizedAccess();
  const set = decisionSet(definitionOf(pim, request).id, decision.instanceId);
  return item(
    pim,
    request,
    set,
    decisionEntity(pim, decision),
    `read the decision about ${holdInWords(pim, decision)}`,
  );
}

const inWords = {
  Approve: 'approved',
  Deny: 'denied',
  NotReviewed: 'left open',
  DontKnow: 'did not know about',
};

const verdictIn = (body: Json): Verdict => ({
  word: memberIn(body, 'decision', decisionWords),
  justification: textIn(body, 'justification'),
});

function patch(pim: Pim, request: GraphRequest): Reply {
  const decision = decisionOf(pim, request);
  const body = objectOf(jsonBody(request.call), 'accessReviewInstanceDecisionItem', [
    'decision',
    'justification',
  ]);
  const verdict = verdictIn(body);
  decide(pim, request.caller, instanceOf(pim, request), decision, verdict);
  return { status: 204, summary: `${inWords[verdict.word]} ${holdInWords(pim, decision)}` };
}

function record(pim: Pim, request: GraphRequest): Reply {
  const known = ['decision', 'justification', 'principalId', 'resourceId'];
  const body = objectOf(jsonBody(request.call), 'batchRecordDecisions', known);
  const verdict = verdictIn(body);
  const [principalId, resourceId] = ['principalId', 'resourceId'].map((name) => guidIn(body, name));
  decideAll(pim, request.caller, instanceOf(pim, request), verdict, (one) =>
    [principalId, resourceId].every(
      (id, index) => id === undefined || id === [one.principalId, one.roleDefinitionId][index],
    ),
  );
  const definition = definitionOf(pim, request);
  return { status: 204, summary: `${inWords[verdict.word]} several in ${reviewInWords(definition)}` };
}

function guidIn(body: Json, name: string): string | undefined {
  const id = textIn(body, name);
  if (id !== '' && !isGuid(id)) throw badRequest(`The value of '${name}' is not an id.`);
  return id === '' ? undefined : id.toLowerCase();
}

function accept(pim: Pim, request: GraphRequest): Reply {
  acceptRecommendations(pim, request.caller, instanceOf(pim, request));
  const definition = definitionOf(pim, request);
  return { status: 204, summary: `followed the recommendations of ${reviewInWords(definition)}` };
}

const reading = { method: 'GET', permission: permissions.reviewRead, needsLicence: true } as const;
const deciding = { permission: permissions.reviewDecide, needsLicence: true } as const;
const actions = `${instancesPath}/{instanceId}`;

/** What reviewers read and decide. */
export const reviewDecisionRoutes: readonly Route[] = [
  { ...reading, path: decisionsPath, answer: list },
  { ...reading, path: `${decisionsPath}/filterByCurrentUser(on)`, answer: listOwn },
  { ...reading, path: `${decisionsPath}/{decisionId}`, answer: get },
  { ...deciding, method: 'PATCH', path: `${decisionsPath}/{decisionId}`, answer: patch },
  { ...deciding, method: 'POST', path: `${actions}/batchRecordDecisions`, answer: record },
  { ...deciding, method: 'POST', path: `${actions}/acceptRecommendations`, answer: accept },
];
