import { badRequest, unauthorizedAccess } from '../graphError.ts';
import { lazilyKeyed } from '../odata/lazyEntities.ts';
import { type Pim } from '../pim/pim.ts';
import { type Json } from '../reviews/bodyValues.ts';
import { type ReviewDefinition } from '../reviews/records.ts';
import { readsAll, refuseOrdinary, reviewsAnyOf } from '../reviews/reviewAccess.ts';
import { askedReview } from '../reviews/reviewBody.ts';
import { changeReview, deleteReview, openReview } from '../reviews/rounds.ts';
import { definitionEntity, freshDefinitionEntity } from '../wire/reviewEntity.ts';
import { jsonBody } from './jsonBody.ts';
import { permissions } from './permissions.ts';
import { collection, item, metadata, tips } from './replies.ts';
import { definitionOf, definitionsPath, requireReviewer, reviewInWords } from './reviewPaths.ts';
import { definitionSet } from './reviewSets.ts';
import { type GraphRequest, type Reply, type Route } from './route.ts';

function list(pim: Pim, request: GraphRequest): Reply {
  if (!readsAll(pim, request.caller)) throw unauthorizedAccess();
  const entities = lazilyKeyed(pim.state.reviews, (one) => definitionEntity(pim, one));
  return collection(pim, request, definitionSet, entities, {
    summary: 'read the access reviews',
    countsPage: true,
  });
}

function listOwn(pim: Pim, request: GraphRequest): Reply {
  requireReviewer(request);
  const own = pim.state.reviews.filter((one) => reviewsAnyOf(one, request.caller));
  const entities = lazilyKeyed(own, (one) => definitionEntity(pim, one));
  return collection(pim, request, definitionSet, entities, {
    summary: 'read the access reviews to decide in',
    isFunction: true,
    countsPage: true,
  });
}

function get(pim: Pim, request: GraphRequest): Reply {
  const definition = definitionOf(pim, request);
  const { caller } = request;
  if (!readsAll(pim, caller) && !reviewsAnyOf(definition, caller)) throw unauthorizedAccess();
  return item(
    pim,
    request,
    definitionSet,
    definitionEntity(pim, definition),
    `read ${reviewInWords(definition)}`,
  );
}

function create(pim: Pim, request: GraphRequest): Reply {
  const { caller, version } = request;
  refuseOrdinary(pim, caller);
  const definition = openReview(pim, caller, askedReview(pim, jsonBody(request.call)));
  return {
    status: 201,
    summary: `started ${reviewInWords(definition)}`,
    headers: {
      Location: `${pim.world.baseUrl}/graph/${version}/${definitionSet.contextPath}/${definition.id}`,
    },
    body: {
      '@odata.context': `${metadata(pim, request)}#${definitionSet.contextPath}/$entity`,
      ...tips(request),
      ...freshDefinitionEntity(pim, definition),
    },
  };
}

/** Whom and what a series is about stays; what is left out of a PATCH stays too. */
function change(pim: Pim, request: GraphRequest, isWhole: boolean): Reply {
  refuseOrdinary(pim, request.caller);
  const definition = definitionOf(pim, request);
  const given = jsonBody(request.call);
  const body = isWhole ? given : merged(definitionEntity(pim, definition), given);
  const asked = askedReview(pim, body);
  const id = body['id'] ?? definition.id;
  if (typeof id !== 'string' || id.toLowerCase() !== definition.id)
    throw badRequest('The id of an access review cannot be changed.');
  if (asked.scope.roleDefinitionId !== definition.asked.scope.roleDefinitionId)
    throw badRequest('The scope of an access review cannot be changed.');
  changeReview(pim, definition, asked);
  return { status: 204, summary: `changed ${reviewInWords(definition)}` };
}

function merged(entity: Json, given: Json): Json {
  const settings = { ...(entity['settings'] as Json), ...(given['settings'] as Json | undefined) };
  return { ...entity, ...given, settings };
}

function remove(pim: Pim, request: GraphRequest): Reply {
  refuseOrdinary(pim, request.caller);
  const definition: ReviewDefinition = definitionOf(pim, request);
  deleteReview(pim, definition);
  return { status: 204, summary: `deleted ${reviewInWords(definition)}` };
}

const reading = { method: 'GET', permission: permissions.reviewRead, needsLicence: true } as const;
const writing = { permission: permissions.reviewWrite, needsLicence: true } as const;
const one = `${definitionsPath}/{id}`;

/** Access reviews of roles and series of them. */
export const reviewRoutes: readonly Route[] = [
  { ...reading, path: definitionsPath, answer: list },
  { ...writing, method: 'POST', path: definitionsPath, answer: create },
  { ...reading, path: `${definitionsPath}/filterByCurrentUser(on)`, answer: listOwn },
  { ...reading, path: one, answer: get },
  { ...writing, method: 'PUT', path: one, answer: (pim, request) => change(pim, request, true) },
  { ...writing, method: 'PATCH', path: one, answer: (pim, request) => change(pim, request, false) },
  { ...writing, method: 'DELETE', path: one, answer: remove },
];
