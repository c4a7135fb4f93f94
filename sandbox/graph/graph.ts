import {
  type Answer,
  type Area,
  type AskPart,
  type AuditLag,
  type Call,
  type TeamsInstallations,
  type World,
} from '../world.ts';
import { authorise, type Caller, callerFrom } from './authorisation.ts';
import { answerBatch, batchVersion } from './batch/batch.ts';
import { DirectoryChanges } from './directoryChanges.ts';
import { badRequest, GraphError, invalidToken, pimRefusal } from './graphError.ts';
import { parseQuery } from './odata/query.ts';
import { type Pim } from './pim/pim.ts';
import { Timers } from './pim/timers.ts';
import { portal } from './portal.ts';
import { alertRoutes } from './routes/alertRoutes.ts';
import { approvalRoutes } from './routes/approvalRoutes.ts';
import { attemptInWords } from './routes/attemptWords.ts';
import { auditRoutes } from './routes/auditRoutes.ts';
import { consentRoutes } from './routes/consentRoutes.ts';
import { groupEligibilityRoutes } from './routes/groupEligibilityRoutes.ts';
import { groupRoutes } from './routes/groupRoutes.ts';
import { membershipRoutes } from './routes/membershipRoutes.ts';
import { policyRoutes } from './routes/policyRoutes.ts';
import { requestRoutes } from './routes/requestRoutes.ts';
import { reviewDecisionRoutes } from './routes/reviewDecisionRoutes.ts';
import { reviewInstanceRoutes } from './routes/reviewInstanceRoutes.ts';
import { reviewRoutes } from './routes/reviewRoutes.ts';
import { roleRoutes } from './routes/roleRoutes.ts';
import { type GraphRequest, type Reply, type Route, type Version } from './routes/route.ts';
import { findRoute, segmentsOf } from './routes/router.ts';
import { scheduleRoutes } from './routes/scheduleRoutes.ts';
import { teamsAppRoutes } from './routes/teamsAppRoutes.ts';
import { userRoutes } from './routes/userRoutes.ts';
import { emptyState, plant } from './seed/plant.ts';
import { type TenantSeed } from './seed/tenantSeed.ts';
import { errorBody, requestIdsOf } from './wire/errorBody.ts';
import { happeningOf, reasonInWords } from './wire/happening.ts';
import { styled } from './wire/style.ts';

const audience = 'https://graph.microsoft.com';

const routes: readonly Route[] = [
  ...roleRoutes,
  ...scheduleRoutes,
  ...requestRoutes,
  ...approvalRoutes,
  ...alertRoutes,
  ...reviewRoutes,
  ...reviewInstanceRoutes,
  ...reviewDecisionRoutes,
  ...groupEligibilityRoutes,
  ...policyRoutes,
  ...auditRoutes,
  ...userRoutes,
  ...membershipRoutes,
  ...groupRoutes,
  ...teamsAppRoutes,
  ...consentRoutes,
];

/** Microsoft Graph of the offline tenant, with a door for what people do in the Entra portal. */
interface GraphArea extends Area {
  /** Control hands over `{actor, action, …}`; see `portal`. */
  portal(body: unknown): Promise<Answer>;
  /** Control hands over `{id, …}`; see `DirectoryChanges`. */
  changeDirectory(body: unknown): Answer;
  /** Makes rows of the audit log, also those already written, come sooner or later, and reading it limited or not. */
  tuneAuditLog(wanted: { lagSeconds?: AuditLag | undefined; isReadLimited?: boolean | undefined }): void;
}

/** Makes Graph for the world's tenant, planted with its seed. */
export function createGraph(world: World, installations: TeamsInstallations, seed: TenantSeed): GraphArea {
  const timers = new Timers(world.clock);
  const pim: Pim = { world, timers, installations, state: emptyState(world.tenant, seed, world.clock.now()) };
  plant(pim, seed);
  const changes = new DirectoryChanges(pim);
  return {
    name: 'graph',
    prefixes: ['/graph/'],
    answer: (call, askPart) => answer(pim, call, askPart),
    reset: () => {
      changes.undo();
      pim.timers.clear();
      pim.state = emptyState(world.tenant, seed, world.clock.now());
      plant(pim, seed);
    },
    portal: (body) => Promise.resolve(portal(pim, body)),
    changeDirectory: (body) => changes.make(body),
    tuneAuditLog: ({ lagSeconds, isReadLimited }) => {
      const { state } = pim;
      state.auditLag = lagSeconds ?? state.auditLag;
      state.auditReads.isOn = isReadLimited ?? state.auditReads.isOn;
    },
  };
}

async function answer(pim: Pim, call: Call, askPart: AskPart): Promise<Answer> {
  const { journal, tenant } = pim.world;
  const ids = requestIdsOf(pim.world, call);
  let caller: Caller | undefined;
  try {
    caller = await callerOf(pim, call);
    const version = batchVersion(call);
    const reply =
      version === undefined
        ? replyTo(pim, call, caller)
        : await answerBatch(pim.world, call, version, askPart);
    const body = typeof reply.body === 'string' ? reply.body : styled(reply.body, tenant.wire);
    journal.add(happeningOf(call, caller, reply.summary, { status: reply.status, body }));
    return { status: reply.status, headers: { ...ids, ...contentHeaders(body), ...reply.headers }, body };
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    const body = styled(errorBody(pim.world, ids, error), tenant.wire);
    const summary = `could not ${attemptInWords(pim, call)}: ${reasonInWords(error)}`;
    journal.add(happeningOf(call, caller, summary, { status: error.status, body }));
    return { status: error.status, headers: { ...ids, ...contentHeaders(body), ...error.headers }, body };
  }
}

async function callerOf(pim: Pim, call: Call): Promise<Caller> {
  const { baseUrl, tenant, tokens } = pim.world;
  const authorizationUri = `${baseUrl}/login/${tenant.id}/oauth2/v2.0/authorize`;
  const bearer = /^Bearer\s+(\S+)$/i.exec(call.headers.authorization ?? '')?.[1];
  if (bearer === undefined) throw invalidToken('Access token is empty.', authorizationUri);
  const verified = await tokens.verify(bearer, audience);
  const caller = 'refused' in verified ? verified.refused : callerFrom(verified.claims, tenant);
  if (typeof caller === 'string') throw invalidToken(caller, authorizationUri);
  return caller;
}

function replyTo(pim: Pim, call: Call, caller: Caller): Reply {
  const [, version = '', ...rest] = call.path.split('/').filter((segment) => segment !== '');
  if (version !== 'v1.0' && version !== 'beta') throw badRequest(`Invalid version: ${version}`);
  const { route, parameters } = findRoute(
    routes,
    call.method,
    version,
    segmentsOf(rest.join('/')),
    call.query,
  );
  const request: Omit<GraphRequest, 'query'> = {
    call,
    version: version satisfies Version,
    caller,
    parameters,
  };
  const permission =
    typeof route.permission === 'function'
      ? route.permission({ ...request, query: parseQuery(call.query) })
      : route.permission;
  if (permission !== undefined) authorise(caller, permission);
  if (route.needsLicence === true && !pim.state.isLicensed) throw pimRefusal('AadPremiumLicenseRequired');
  return route.answer(pim, { ...request, query: parseQuery(call.query) });
}

function contentHeaders(body: unknown): Record<string, string> {
  if (body === undefined) return {};
  const json =
    'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8';
  return { 'content-type': typeof body === 'string' ? 'text/plain' : json, 'odata-version': '4.0' };
}
