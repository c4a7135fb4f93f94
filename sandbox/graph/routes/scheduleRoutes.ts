import { badRequest, resourceNotFound } from '../graphError.ts';
import { lazily } from '../odata/lazyEntities.ts';
import { type Pim } from '../pim/pim.ts';
import { groupsOf } from '../pim/principals.ts';
import { type Schedule, type ScheduleKind } from '../pim/records.ts';
import { instanceEntity, scheduleEntity } from '../wire/requestEntity.ts';
import { permissions } from './permissions.ts';
import { collection, item } from './replies.ts';
import { instanceSet, scheduleSet } from './roleSets.ts';
import { type GraphRequest, parameter, type Route } from './route.ts';

const nouns = { eligibility: 'eligible roles', assignment: 'active roles' } as const;

const ofKind = (pim: Pim, kind: ScheduleKind): Schedule[] =>
  pim.state.schedules.filter((one) => one.kind === kind);

/** Schedules and instances know `principal` only. */
function requirePrincipal(request: GraphRequest): void {
  const on = parameter(request, 'on');
  if (on.toLowerCase() !== 'principal')
    throw badRequest(`The value '${on}' of the parameter 'on' is not supported for this entity set.`);
}

/** Six routes for one kind: list, item and filterByCurrentUser of schedules and of instances. */
function routesFor(kind: ScheduleKind): Route[] {
  const name = kind === 'eligibility' ? 'roleEligibilitySchedule' : 'roleAssignmentSchedule';
  const permission = kind === 'eligibility' ? permissions.eligibilityRead : permissions.assignmentRead;
  const base = { method: 'GET', permission, needsLicence: true } as const;
  const schedules = `/roleManagement/directory/${name}s`;
  const instances = `/roleManagement/directory/${name}Instances`;
  return [
    {
      ...base,
      path: schedules,
      answer: (pim, request) => listSchedules(pim, request, kind, ofKind(pim, kind)),
    },
    {
      ...base,
      path: `${schedules}/filterByCurrentUser(on)`,
      answer: (pim, request) => {
        requirePrincipal(request);
        const own = ofKind(pim, kind).filter((one) => one.principalId === request.caller.id);
        return listSchedules(pim, request, kind, own, true);
      },
    },
    {
      ...base,
      path: `${schedules}/{id}`,
      answer: (pim, request) => {
        const found = ofKind(pim, kind).find((one) => sameId(one.id, request));
        if (found === undefined) throw resourceNotFound(parameter(request, 'id'));
        const set = scheduleSet(pim, kind, request.version);
        return item(pim, request, set, scheduleEntity(pim, found), `read a schedule of ${nouns[kind]}`);
      },
    },
    { ...base, path: instances, answer: (pim, request) => listInstances(pim, request, kind) },
    {
      ...base,
      path: `${instances}/filterByCurrentUser(on)`,
      answer: (pim, request) => listOwnInstances(pim, request, kind),
    },
    {
      ...base,
      path: `${instances}/{id}`,
      answer: (pim, request) => {
        const found = ofKind(pim, kind).find((one) => sameId(one.instance?.id, request));
        if (found === undefined) throw resourceNotFound(parameter(request, 'id'));
        const set = instanceSet(pim, kind, request.version);
        return item(pim, request, set, instanceEntity(found, 'Direct'), `read one of the ${nouns[kind]}`);
      },
    },
  ];
}

/** Instance ids are base64: their case matters, unlike that of GUIDs. */
const sameId = (id: string | undefined, request: GraphRequest): boolean => {
  const wanted = parameter(request, 'id');
  return id === wanted || (id?.length === 36 && id === wanted.toLowerCase());
};

function listSchedules(
  pim: Pim,
  request: GraphRequest,
  kind: ScheduleKind,
  schedules: readonly Schedule[],
  isFunction = false,
): ReturnType<Route['answer']> {
  const entities = lazily(schedules, (one) => scheduleEntity(pim, one));
  const summary = isFunction
    ? `read the schedules of own ${nouns[kind]}`
    : `read the schedules of ${nouns[kind]}`;
  return collection(pim, request, scheduleSet(pim, kind, request.version), entities, { summary, isFunction });
}

function listInstances(pim: Pim, request: GraphRequest, kind: ScheduleKind): ReturnType<Route['answer']> {
  const inEffect = ofKind(pim, kind).filter((one) => one.instance !== undefined);
  const entities = lazily(inEffect, (one) => instanceEntity(one, 'Direct'));
  return collection(pim, request, instanceSet(pim, kind, request.version), entities, {
    summary: `read the ${nouns[kind]} of the tenant`,
  });
}

/** Here what comes through a group is included, with the group as principal. */
function listOwnInstances(pim: Pim, request: GraphRequest, kind: ScheduleKind): ReturnType<Route['answer']> {
  requirePrincipal(request);
  const groups = groupsOf(pim, request.caller.id);
  const entities = ofKind(pim, kind).flatMap((one) => {
    if (one.instance === undefined) return [];
    if (one.principalId === request.caller.id) return [instanceEntity(one, 'Direct')];
    return groups.includes(one.principalId) ? [instanceEntity(one, 'Group')] : [];
  });
  return collection(pim, request, instanceSet(pim, kind, request.version), entities, {
    summary: `read own ${nouns[kind]}`,
    isFunction: true,
  });
}

/** Schedules and instances of eligibilities and assignments. */
export const scheduleRoutes: readonly Route[] = [...routesFor('eligibility'), ...routesFor('assignment')];
