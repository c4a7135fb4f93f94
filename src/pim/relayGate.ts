import { type AdministrationFor, type AdministrationGateway } from './administration.ts';
import { PimError } from './errors.ts';
import { type PimFor, type PimGateway } from './ports.ts';
import { type QuarantineState } from './quarantine.ts';
import { type RelayState } from './relaySwitch.ts';
import { type ReviewGateway, type Reviewing } from './reviewing.ts';

/** What the app's own identity may do, as its token says. */
export interface OwnPermissions {
  /** Permissions with which the app alone could change who has access. There must be none. */
  readonly changesAccess: readonly string[];
}

/** What is asked before a change goes out; each keeps what it knows for a while, and rejects where it cannot know. */
export interface RelayConditions {
  readonly relayState: () => Promise<RelayState>;
  readonly quarantine: () => Promise<Pick<QuarantineState, 'isOn'>>;
  readonly ownPermissions: () => Promise<OwnPermissions>;
}

/**
 * Lets changes through to PIM only while nobody has switched that off, the database is not one that was just restored, and
 * the app's own identity is known to be harmless: its permissions were read, and none of them could change access by
 * itself. It is asked before anything is done for a change, and once more directly before it is sent: reading and a token
 * may lie between. Reading is never held up.
 */
export function relayThroughGate(pimFor: PimFor, conditions: RelayConditions): PimFor {
  return (signOn, onWrite, beforeWrite) =>
    gated(
      pimFor(signOn, onWrite, () => passLast(conditions, beforeWrite)),
      () => passAll(conditions),
    );
}

/** The same for changes of other people's roles. */
export function administrationThroughGate(
  administrationFor: AdministrationFor,
  conditions: RelayConditions,
): AdministrationFor {
  return (signOn, onWrite, beforeWrite) =>
    gatedAdministration(
      administrationFor(signOn, onWrite, () => passLast(conditions, beforeWrite)),
      () => passAll(conditions),
    );
}

/** The same for what people do with access reviews. */
export function reviewingThroughGate(reviewing: Reviewing, conditions: RelayConditions): Reviewing {
  const { reader, gatewayFor } = reviewing;
  return {
    reader,
    gatewayFor: (signOn, onWrite, beforeWrite) =>
      gatedReviews(
        gatewayFor(signOn, onWrite, () => passLast(conditions, beforeWrite)),
        () => passAll(conditions),
      ),
  };
}

async function passAll(conditions: RelayConditions): Promise<void> {
  await passSwitch(conditions);
  await passQuarantine(conditions);
  const { changesAccess } = await conditions.ownPermissions();
  if (changesAccess.length > 0) {
    throw new PimError('relay_stopped', `The app itself holds ${changesAccess.join(', ')}`);
  }
}

/**
 * What may have come between since the change was begun; whoever makes it may have something to ask of their own. The
 * switch comes last, so that its answer does not grow old over another.
 */
async function passLast(conditions: RelayConditions, beforeWrite?: () => Promise<void>): Promise<void> {
  await Promise.all([passQuarantine(conditions), beforeWrite?.()]);
  await passSwitch(conditions);
}

/** A switch that cannot be read counts as off. */
async function passSwitch({ relayState }: RelayConditions): Promise<void> {
  const { isOn } = await relayState().catch((cause: unknown) => {
    throw new PimError('relay_off', 'The relay switch cannot be read', {}, { cause });
  });
  if (!isOn) throw new PimError('relay_off', 'The relay is switched off');
}

/** Where nobody can say how old the database is, it counts as restored. */
async function passQuarantine({ quarantine }: RelayConditions): Promise<void> {
  const { isOn } = await quarantine().catch((cause: unknown) => {
    throw new PimError('quarantined', 'Whether the database was restored is not known', {}, { cause });
  });
  if (isOn) throw new PimError('quarantined', 'The database was restored, and PIM was not read again yet');
}

/** The same gateway, with a pass before each write; before the dry run too, so that a form says it while it is drawn. */
const gated = (pim: PimGateway, pass: () => Promise<void>): PimGateway => ({
  actor: pim.actor,
  eligibleRoles: () => pim.eligibleRoles(),
  activeRoles: () => pim.activeRoles(),
  myRequests: (options) => pim.myRequests(options),
  requestsAwaitingMe: () => pim.requestsAwaitingMe(),
  request: (id) => pim.request(id),
  myExtensions: () => pim.myExtensions(),
  approval: (id) => pim.approval(id),
  checkActivation: async (role, input) => {
    await pass();
    await pim.checkActivation(role, input);
  },
  selfActivate: async (role, input) => {
    await pass();
    return pim.selfActivate(role, input);
  },
  selfDeactivate: async (role) => {
    await pass();
    return pim.selfDeactivate(role);
  },
  extendEligibility: async (role, wish) => {
    await pass();
    return pim.extendEligibility(role, wish);
  },
  cancel: async (id) => {
    await pass();
    await pim.cancel(id);
  },
  decide: async (approvalId, stepId, decision, justification) => {
    await pass();
    await pim.decide(approvalId, stepId, decision, justification);
  },
});

const gatedAdministration = (
  admin: AdministrationGateway,
  pass: () => Promise<void>,
): AdministrationGateway => ({
  actor: admin.actor,
  eligibilityOf: (principal, role) => admin.eligibilityOf(principal, role),
  assignmentOf: (principal, role) => admin.assignmentOf(principal, role),
  permanentHoldersOf: (role) => admin.permanentHoldersOf(role),
  limitsOf: (role) => admin.limitsOf(role),
  settingsOf: (role) => admin.settingsOf(role),
  requestsTagged: (operationId, principal) => admin.requestsTagged(operationId, principal),
  isAlertActive: (name) => admin.isAlertActive(name),
  dismissAlert: async (name) => {
    await pass();
    await admin.dismissAlert(name);
  },
  checkGrant: async (...grant) => {
    await pass();
    await admin.checkGrant(...grant);
  },
  grant: async (...grant) => {
    await pass();
    return admin.grant(...grant);
  },
  extend: async (...extension) => {
    await pass();
    return admin.extend(...extension);
  },
  update: async (...change) => {
    await pass();
    return admin.update(...change);
  },
  remove: async (...removal) => {
    await pass();
    return admin.remove(...removal);
  },
  changeRule: async (...rule) => {
    await pass();
    await admin.changeRule(...rule);
  },
});

const gatedReviews = (gateway: ReviewGateway, pass: () => Promise<void>): ReviewGateway => ({
  actor: gateway.actor,
  myItems: (key) => gateway.myItems(key),
  create: async (...plan) => {
    await pass();
    return gateway.create(...plan);
  },
  decide: async (...decision) => {
    await pass();
    await gateway.decide(...decision);
  },
  remind: async (key) => {
    await pass();
    await gateway.remind(key);
  },
  stop: async (key) => {
    await pass();
    await gateway.stop(key);
  },
  apply: async (key) => {
    await pass();
    await gateway.apply(key);
  },
});
