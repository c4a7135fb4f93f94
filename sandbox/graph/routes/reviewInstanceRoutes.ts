import { badRequest, unauthorizedAccess } from '../graphError.ts';
import { lazilyKeyed } from '../odata/lazyEntities.ts';
import { type Pim } from '../pim/pim.ts';
import { refuseOutside, resetDecisions } from '../reviews/deciding.ts';
import { type ReviewDefinition, type ReviewInstance } from '../reviews/records.ts';
import { readsAll, refuseOrdinary, reviewsAnyOf, reviewsIn } from '../reviews/reviewAccess.ts';
import { applyRound, stopRound } from '../reviews/rounds.ts';
import { contactedReviewerEntities, instanceEntity } from '../wire/reviewEntity.ts';
import { permissions } from './permissions.ts';
import { collection, item } from './replies.ts';
import { definitionOf, instanceOf, instancesPath, requireReviewer, reviewInWords } from './reviewPaths.ts';
import { contactedReviewerSet, instanceSet } from './reviewSets.ts';
import { type GraphRequest, type Reply, type Route } from './route.ts';

function list(pim: Pim, request: GraphRequest): Reply {
  const definition = definitionOf(pim, request);
  const { caller } = request;
  if (!readsAll(pim, caller) && !reviewsAnyOf(definition, caller)) throw unauthorizedAccess();
  return listed(pim, request, definition, definition.instances, false);
}

function listOwn(pim: Pim, request: GraphRequest): Reply {
  requireReviewer(request);
  const definition = definitionOf(pim, request);
  const own = definition.instances.filter((one) => reviewsIn(one, request.caller));
  return listed(pim, request, definition, own, true);
}

function listed(
  pim: Pim,
  request: GraphRequest,
  definition: ReviewDefinition,
  instances: readonly ReviewInstance[],
  isFunction: boolean,
): Reply {
  return collection(
    pim,
    request,
    instanceSet(definition.id),
    lazilyKeyed(instances, (one) => instanceEntity(one)),
    { summary: `read the rounds of ${reviewInWords(definition)}`, isFunction, countsPage: true },
  );
}

/** The round of the path, for who may read it. */
function readable(pim: Pim, request: GraphRequest): ReviewInstance {
  const instance = instanceOf(pim, request);
  if (!readsAll(pim, request.caller) && !reviewsIn(instance, request.caller)) throw unauthorizedAccess();
  return instance;
}

function get(pim: Pim, request: GraphRequest): Reply {
  const definition = definitionOf(pim, request);
  const instance = readable(pim, request);
  const summary = `read a round of ${reviewInWords(definition)}`;
  return item(pim, request, instanceSet(definition.id), instanceEntity(instance), summary);
}

function listContacted(pim: Pim, request: GraphRequest): Reply {
  const definition = definitionOf(pim, request);
  const instance = readable(pim, request);
  const entities = contactedReviewerEntities(pim, instance);
  return collection(pim, request, contactedReviewerSet(definition.id, instance.id), entities, {
    summary: `read who decides in ${reviewInWords(definition)}`,
    countsPage: true,
  });
}

type Act = (pim: Pim, request: GraphRequest, definition: ReviewDefinition, instance: ReviewInstance) => void;

/** What administrators do to a round, each without a body. */
const acts: Readonly<Record<string, readonly [act: Act, inWords: string]>> = {
  stop: [
    (pim, _, definition, instance) => {
      stopRound(pim, definition, instance);
    },
    'stopped a round of',
  ],
  sendReminder: [
    (_pim, _request, _definition, instance) => {
      refuseOutside(instance);
    },
    'reminded the reviewers of',
  ],
  resetDecisions: [
    (_pim, _request, _definition, instance) => {
      resetDecisions(instance);
    },
    'took back the decisions of',
  ],
  applyDecisions: [
    (pim, { caller }, definition, instance) => {
      if (instance.status !== 'Completed' && instance.status !== 'AutoReviewed')
        throw badRequest(
          `Decisions are applied once a round is completed; its status is ${instance.status}.`,
        );
      applyRound(pim, definition, instance, { kind: caller.kind, id: caller.id });
    },
    'applied the decisions of',
  ],
};

const actRoutes = Object.entries(acts).map(([name, [act, inWords]]): Route => ({
  method: 'POST',
  permission: permissions.reviewWrite,
  needsLicence: true,
  path: `${instancesPath}/{instanceId}/${name}`,
  answer: (pim, request) => {
    refuseOrdinary(pim, request.caller);
    const definition = definitionOf(pim, request);
    act(pim, request, definition, instanceOf(pim, request));
    return { status: 204, summary: `${inWords} ${reviewInWords(definition)}` };
  },
}));

const reading = { method: 'GET', permission: permissions.reviewRead, needsLicence: true } as const;

/** The rounds of a review, and what administrators do to them. */
export const reviewInstanceRoutes: readonly Route[] = [
  { ...reading, path: instancesPath, answer: list },
  { ...reading, path: `${instancesPath}/filterByCurrentUser(on)`, answer: listOwn },
  { ...reading, path: `${instancesPath}/{instanceId}`, answer: get },
  { ...reading, path: `${instancesPath}/{instanceId}/contactedReviewers`, answer: listContacted },
  ...actRoutes,
];
