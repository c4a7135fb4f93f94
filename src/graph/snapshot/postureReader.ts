import { type PrincipalId, type TenantId } from '../../pim/ids.ts';
import { type Clock, type PostureReader } from '../../pim/ports.ts';
import { GroupPaths } from '../../pim/posture/groupPaths.ts';
import {
  type Snapshot,
  type SnapshotAlert,
  type SnapshotActivation,
  type SnapshotAssignment,
  type SnapshotEligibility,
  type SnapshotPrincipal,
  type SnapshotRole,
  type SnapshotSettings,
} from '../../pim/posture/snapshot.ts';
import { type AppTokens } from '../appTokens.ts';
import { createGraphClient, type GraphClient } from '../graphClient.ts';
import { type ClientDefaults } from '../graphPim.ts';
import { readActivations } from './auditedActivations.ts';
import { type AuditPace, createAuditPace } from './auditPace.ts';
import { type DirectoryObject } from './directoryObjects.ts';
import { DirectoryReading } from './directoryReading.ts';
import { Gaps } from './gaps.ts';
import { readAssignments, readEligibilities } from './heldRoles.ts';
import { readAlerts, usesIn } from './roleAlerts.ts';
import { readCatalogue } from './roleCatalogue.ts';
import { readSettings, readWholeSettings } from './roleSettings.ts';
import { readSignIns } from './signIns.ts';
import { instantText } from './snapshotShapes.ts';

/** What the reader is made of. */
export interface PostureReaderOptions {
  readonly tenantId: TenantId;
  readonly client: ClientDefaults;
  readonly appTokens: AppTokens;
  readonly graphScopeBase: string;
  readonly clock: Clock;
  /** Waits so many milliseconds: between pages of the audit log, and where Graph asks for it. */
  readonly pause: (milliseconds: number) => Promise<void>;
}

/** So long Entra keeps its audit log: further back nothing can be said of anybody. */
const LOG_KEPT_DAYS = 30;
const DAY_MS = 24 * 60 * 60_000;

/** Reads the whole tenant with the app's own token. Whoever asks for the same while it is being read waits for that. */
export function createPostureReader(options: PostureReaderOptions): PostureReader {
  const { graphUrl, ...defaults } = options.client;
  const scope = `${options.graphScopeBase}/.default`;
  const client = createGraphClient({
    ...defaults,
    account: { graphUrl, groups: ['read'], owner: undefined },
    tokens: {
      token: () => options.appTokens.token(scope),
      forget: () => {
        options.appTokens.forget(scope);
      },
    },
    priority: 'Low',
  });
  const sources = { ...options, client, pace: createAuditPace(options) };
  const underWay = new Map<number, Promise<Snapshot>>();
  return {
    snapshot: ({ auditDays }) => {
      const running = underWay.get(auditDays);
      if (running !== undefined) return running;
      const reading = readSnapshot(sources, auditDays).finally(() => underWay.delete(auditDays));
      underWay.set(auditDays, reading);
      return reading;
    },
    settings: () => readWholeSettings(client),
  };
}

interface Sources extends Pick<PostureReaderOptions, 'tenantId' | 'clock' | 'pause'> {
  readonly client: GraphClient;
  readonly pace: AuditPace;
}

/** Who holds what and how roles are set, before anybody has been looked up. */
interface Roles {
  readonly roles: readonly SnapshotRole[];
  readonly assignments: readonly SnapshotAssignment[];
  readonly eligibilities: readonly SnapshotEligibility[];
  readonly settings: readonly SnapshotSettings[];
}

/** What happened, as PIM itself tells. */
interface History {
  readonly activations: readonly SnapshotActivation[] | undefined;
  readonly alerts: readonly SnapshotAlert[];
}

async function readSnapshot(sources: Sources, auditDays: number): Promise<Snapshot> {
  const { client, clock, tenantId } = sources;
  const takenAt = clock.now();
  const since = new Date(takenAt.getTime() - Math.min(auditDays, LOG_KEPT_DAYS) * DAY_MS);
  const gaps = new Gaps();
  // Without these there is nothing to report: nothing else is asked where one of them is refused.
  const [roles, assignments, eligibilities, settings] = await Promise.all([
    readCatalogue(client, gaps),
    readAssignments(client),
    readEligibilities(client),
    readSettings(client, gaps),
  ]);
  const held = { roles, assignments, eligibilities, settings };
  const directory = new DirectoryReading(sources, gaps);
  const [signIns, activations, alerts] = await Promise.all([
    lookUpHolders(sources, gaps, held, directory),
    readActivations({ ...sources, gaps }, since),
    readAlerts(client, gaps),
  ]);
  await directory.identify(namedIn({ activations, alerts }));
  return {
    tenantId,
    takenAt: takenAt.toISOString(),
    ...held,
    principals: directory.objects().map((one) => principalOf(one, signIns)),
    groups: directory.groups(),
    activations: activations ?? [],
    auditedSince: activations === undefined ? null : since.toISOString(),
    otherUses: usesIn(alerts),
    alerts,
    unreachable: null,
    notRead: gaps.list(),
  };
}

/** Everybody who holds a role, may activate one or approves, through groups too; and when the holders last signed in. */
async function lookUpHolders(
  sources: Sources,
  gaps: Gaps,
  { assignments, eligibilities, settings }: Roles,
  directory: DirectoryReading,
): Promise<ReadonlyMap<PrincipalId, Date>> {
  const holders = [...assignments, ...eligibilities].map(({ principalId }) => principalId);
  const approvers = settings.flatMap(({ activation }) =>
    activation.approvers.flatMap((one) => (one.kind === 'requestorManager' ? [] : one.id)),
  );
  await directory.open([...holders, ...approvers]);
  const people = new Set(
    directory
      .objects()
      .filter(({ kind }) => kind === 'person')
      .map(({ id }) => id),
  );
  const paths = new GroupPaths(directory.groups());
  const inGroups = holders.flatMap((id) => paths.membersOf(id).map(({ memberId }) => memberId));
  const holding = [...new Set([...holders, ...inGroups])].filter((id) => people.has(id));
  const [signIns] = await Promise.all([readSignIns(sources, gaps, holding), directory.askWhichAreManaged()]);
  return signIns;
}

const namedIn = ({ activations = [], alerts }: History): readonly PrincipalId[] => [
  ...activations.flatMap(({ principalId, decidedBy }) => [
    principalId,
    ...(decidedBy === null ? [] : [decidedBy]),
  ]),
  ...alerts.flatMap(({ incidents }) => incidents.flatMap(({ principalId }) => principalId ?? [])),
];

function principalOf(one: DirectoryObject, signIns: ReadonlyMap<PrincipalId, Date>): SnapshotPrincipal {
  const { isRoleAssignable, ...principal } = one;
  return { ...principal, lastSignInAt: instantText(signIns.get(one.id)) };
}
