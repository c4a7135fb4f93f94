import { createPostureReader } from '../../../src/graph/snapshot/postureReader.ts';
import { tenantId } from '../../../src/pim/ids.ts';
import { type PostureReader } from '../../../src/pim/ports.ts';
import { type LocalServer, type Received, type Reply, startServer } from '../localServer.ts';

/** A GUID that says what it is of and which one. */
export const guid = (kind: string, number = 0): string =>
  `${kind.repeat(8)}-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;

/** The time of every reading. */
export const NOW = new Date('2026-01-05T09:00:00Z');

type Row = Readonly<Record<string, unknown>>;

/** What a tenant of a few rows answers; what is left out is empty. */
export interface LocalRows {
  readonly roles?: readonly Row[];
  readonly assignments?: readonly Row[];
  readonly eligibilities?: readonly Row[];
  readonly policies?: readonly Row[];
  /** By id, as `getByIds` knows them. */
  readonly objects?: Readonly<Record<string, Row>>;
  /** Ids by group. */
  readonly members?: Readonly<Record<string, readonly string[]>>;
  /** Groups that PIM manages. */
  readonly managed?: readonly string[];
  /** Sign-in activity by person. */
  readonly signIns?: Readonly<Record<string, Row>>;
  readonly audits?: readonly Row[];
  readonly alerts?: readonly Row[];
  /** Rows to a page. */
  readonly page?: number;
  /** Goes first: an answer of its own to a call or to a part of a batch, by path and query below `/graph`. */
  readonly instead?: (path: string, body: string) => Reply | undefined;
}

/** A reader on a tenant of one's own over HTTP. Stop the server in an `after` hook. */
export interface LocalTenant {
  readonly posture: PostureReader;
  readonly server: LocalServer;
  /** How long the reader waited, each time. */
  readonly waits: readonly number[];
}

export async function startTenant(rows: LocalRows): Promise<LocalTenant> {
  const server = await startServer((request) => answer(rows, request));
  const waits: number[] = [];
  const posture = createPostureReader({
    tenantId: tenantId(guid('9')),
    client: { graphUrl: `${server.url}/graph`, deadlineMs: 10_000, jitter: () => 0, newId: () => 'call' },
    appTokens: {
      token: () => Promise.resolve('token'),
      roles: () => Promise.resolve([]),
      forget: () => undefined,
    },
    graphScopeBase: server.url,
    clock: { now: () => NOW },
    pause: (milliseconds) => {
      waits.push(milliseconds);
      return Promise.resolve();
    },
  });
  return { posture, server, waits };
}

/** A role that is there in every tenant. */
export const READER = { id: guid('c', 1), displayName: 'Reader', isBuiltIn: true, isPrivileged: false };

/** An assignment as Graph lists it. */
export const held = (principalId: string, more: Row = {}): Row => ({
  id: `held-${principalId}`,
  principalId,
  roleDefinitionId: READER.id,
  directoryScopeId: '/',
  assignmentType: 'Assigned',
  memberType: 'Direct',
  startDateTime: '2025-01-01T00:00:00Z',
  endDateTime: null,
  roleAssignmentOriginId: `held-${principalId}`,
  roleAssignmentScheduleId: guid('5'),
  ...more,
});

export const person = (number: number, more: Row = {}): Row => ({
  '@odata.type': '#microsoft.graph.user',
  id: guid('a', number),
  displayName: `Person ${number}`,
  userPrincipalName: `person.${number}@example.com`,
  userType: 'Member',
  accountEnabled: true,
  ...more,
});

export const group = (number: number, more: Row = {}): Row => ({
  '@odata.type': '#microsoft.graph.group',
  id: guid('b', number),
  displayName: `Group ${number}`,
  isAssignableToRole: true,
  ...more,
});

/** Objects by their ids. */
export const byId = (...rows: readonly Row[]): Readonly<Record<string, Row>> =>
  Object.fromEntries(rows.map((row) => [String(row['id']), row]));

/** Graph's refusal of a call. */
export const refusal = (status: number, code: string): Reply => ({
  status,
  body: { error: { code, message: 'No' } },
});

function answer(rows: LocalRows, { url, body, headers }: Received): Reply {
  const base = `http://${headers.host ?? ''}`;
  const path = url.replace(/^\/graph/, '');
  if (/^\/[^/]+\/\$batch$/.test(path)) return answerBatch(rows, base, path, body);
  return rows.instead?.(path, body) ?? answerOne(rows, base, path, body);
}

function answerBatch(rows: LocalRows, base: string, path: string, body: string): Reply {
  const whole = rows.instead?.(path, body);
  if (whole !== undefined) return whole;
  const { requests } = JSON.parse(body) as { requests: readonly { id: string; url: string }[] };
  const version = path.split('/')[1] ?? '';
  const responses = requests.map(({ id, url }) => {
    const part = `/${version}${url}`;
    const reply = rows.instead?.(part, '') ?? answerOne(rows, base, part, '');
    return { id, status: reply.status ?? 200, headers: reply.headers ?? {}, body: reply.body };
  });
  return { body: { responses: responses.toReversed() } };
}

function answerOne(rows: LocalRows, base: string, path: string, body: string): Reply {
  const { pathname, searchParams } = new URL(path, base);
  const filter = searchParams.get('$filter') ?? '';
  const list = (all: readonly unknown[]): Reply => {
    const size = rows.page ?? 1000;
    const from = Number(searchParams.get('$skiptoken') ?? 0);
    searchParams.set('$skiptoken', String(from + size));
    const next = `${base}/graph${pathname}?${searchParams.toString()}`;
    const value = all.slice(from, from + size);
    return { body: { value, ...(from + size < all.length ? { '@odata.nextLink': next } : {}) } };
  };
  if (pathname.endsWith('/roleDefinitions')) {
    const roles = rows.roles ?? [READER];
    const isBeta = pathname.startsWith('/beta/');
    return list(isBeta ? roles : roles.map(({ isPrivileged, ...role }) => role));
  }
  if (pathname.endsWith('/roleAssignmentScheduleInstances')) return list(rows.assignments ?? []);
  if (pathname.endsWith('/roleEligibilityScheduleInstances')) return list(rows.eligibilities ?? []);
  if (pathname.endsWith('/roleManagementPolicyAssignments')) return list(rows.policies ?? []);
  if (pathname.endsWith('/directoryAudits')) return list(rows.audits ?? []);
  if (pathname.endsWith('/alerts')) return list(rows.alerts ?? []);
  if (pathname.endsWith('/eligibilitySchedules'))
    return list((rows.managed ?? []).filter((id) => filter.includes(id)).map((id) => ({ groupId: id })));
  if (pathname.endsWith('/getByIds')) {
    const { ids } = JSON.parse(body) as { ids: readonly string[] };
    return { body: { value: ids.flatMap((id) => rows.objects?.[id] ?? []) } };
  }
  const groupId = /^\/beta\/groups\/([^/]+)\/members$/.exec(pathname)?.[1];
  if (groupId !== undefined) return list((rows.members?.[groupId] ?? []).map((id) => ({ id })));
  if (pathname === '/v1.0/users')
    return list(
      Object.entries(rows.signIns ?? {}).flatMap(([id, signInActivity]) =>
        filter.includes(id) ? [{ id, signInActivity }] : [],
      ),
    );
  return refusal(404, 'Request_ResourceNotFound');
}
