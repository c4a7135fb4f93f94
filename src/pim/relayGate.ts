import { PimError } from './errors.ts';
import { type PimFor, type PimGateway } from './ports.ts';

/** What the app's own identity may do, as its token says. */
export interface OwnPermissions {
  /** Permissions with which the app alone could change who has access. There must be none. */
  readonly changesAccess: readonly string[];
}

/**
 * Lets changes through to PIM only while the app's own identity is known to be harmless: its permissions were read, and
 * none of them could change access by itself. Reading is never held up.
 * @param ownPermissions reads them, from a cache of its own; throws while Entra cannot be asked
 */
export function relayThroughGate(pimFor: PimFor, ownPermissions: () => Promise<OwnPermissions>): PimFor {
  const pass = async (): Promise<void> => {
    const { changesAccess } = await ownPermissions();
    if (changesAccess.length > 0) {
      throw new PimError('relay_stopped', `The app itself holds ${changesAccess.join(', ')}`);
    }
  };
  return (signOn) => gated(pimFor(signOn), pass);
}

/** The same gateway, with a pass before each write. The dry run changes nothing and needs none. */
const gated = (pim: PimGateway, pass: () => Promise<void>): PimGateway => ({
  actor: pim.actor,
  eligibleRoles: () => pim.eligibleRoles(),
  activeRoles: () => pim.activeRoles(),
  myRequests: (options) => pim.myRequests(options),
  requestsAwaitingMe: () => pim.requestsAwaitingMe(),
  request: (id) => pim.request(id),
  checkActivation: (role, input) => pim.checkActivation(role, input),
  approval: (id) => pim.approval(id),
  selfActivate: async (role, input) => {
    await pass();
    return pim.selfActivate(role, input);
  },
  selfDeactivate: async (role) => {
    await pass();
    return pim.selfDeactivate(role);
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
