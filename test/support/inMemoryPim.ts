import { type Approval, type Decision } from '../../src/pim/approvals.ts';
import { PimError, type UnmetRule } from '../../src/pim/errors.ts';
import { requestId, type Person, type RequestId } from '../../src/pim/ids.ts';
import { type ActivationInput, type RoleSettings, unmetRules } from '../../src/pim/policy.ts';
import { type PimGateway, type SignOn, type WriteMade } from '../../src/pim/ports.ts';
import { type ActivationRequest, isOpen, isWaitingForApproval, lapsesAt } from '../../src/pim/requests.ts';
import { isSameRole, roleAtScope, type RoleAtScope } from '../../src/pim/roles.ts';
import { InMemoryDirectory } from './inMemoryDirectory.ts';
import { aWriteMade } from './inMemorySignOns.ts';
import { InMemoryTenant } from './inMemoryTenant.ts';

type ExtensionWish = Parameters<PimGateway['extendEligibility']>[1];
type Method = Exclude<keyof PimGateway, 'actor'>;

const changing: readonly Method[] = [
  'selfActivate',
  'selfDeactivate',
  'extendEligibility',
  'cancel',
  'decide',
];

/** A write that reached the tenant. */
export interface Write {
  readonly kind: 'selfActivate' | 'selfDeactivate' | 'extendEligibility' | 'cancel' | 'decide';
  readonly actor: Person;
  readonly requestId: RequestId;
  readonly decision?: Decision;
}

const refuse = (...[code, message, details]: ConstructorParameters<typeof PimError>): never => {
  throw new PimError(code, message, details);
};

/** Entra PIM in memory, for unit tests of what stands on `PimGateway`. Passes the same contract as `GraphPim`. */
export class InMemoryPim extends InMemoryTenant {
  readonly directory = new InMemoryDirectory(this);
  /** Everything that changed something, in order. */
  readonly writes: Write[] = [];
  /** Every call, as `method`, in order. */
  readonly calls: Method[] = [];
  readonly #faults: { method: Method; error: Error; when: 'before' | 'after' }[] = [];

  /**
   * The next call of this method fails with this error: before anything was done, or after (as when the answer of a
   * change is lost on its way).
   */
  failNext(method: Method, error: Error, when: 'before' | 'after' = 'before'): void {
    this.#faults.push({ method, error, when });
  }

  /** `PimFor` over this tenant. */
  readonly pimFor = (
    signOn: Pick<SignOn, 'person'> & Partial<Pick<SignOn, 'graphToken'>>,
    onWrite?: (made: WriteMade) => void,
    beforeWrite?: () => Promise<void>,
  ): PimGateway =>
    this.as(
      signOn.person,
      () => onWrite?.(aWriteMade(signOn, this.clock, `call-${this.calls.length}`)),
      beforeWrite,
    );

  /** PIM as this person sees it. `beforeWrite` is asked for every change, `onWrite` hears of every one that reached it. */
  as(actor: Person, onWrite: () => void = () => undefined, beforeWrite?: () => Promise<void>): PimGateway {
    const call = async <T>(method: Method, work: () => T): Promise<T> => {
      this.calls.push(method);
      const at = this.#faults.findIndex((fault) => fault.method === method);
      const fault = at === -1 ? undefined : this.#faults.splice(at, 1)[0];
      if (fault?.when === 'before') throw fault.error;
      if (changing.includes(method)) {
        await beforeWrite?.();
        onWrite();
      }
      this.#lapse();
      const done = await Promise.resolve().then(work);
      if (fault !== undefined) throw fault.error;
      return done;
    };
    return {
      actor,
      eligibleRoles: () => call('eligibleRoles', () => this.eligibleRolesOf(actor.id)),
      activeRoles: () => call('activeRoles', () => this.activeRolesOf(actor.id)),
      myRequests: ({ isOpenOnly }) =>
        call('myRequests', () =>
          this.#newestFirst(({ principalId }) => principalId === actor.id).filter(
            (r) => !isOpenOnly || isOpen(r),
          ),
        ),
      requestsAwaitingMe: () =>
        call('requestsAwaitingMe', () =>
          this.#newestFirst((request) => isWaitingForApproval(request) && this.#mayDecide(actor, request)),
        ),
      request: (id) => call('request', () => this.stored(id).request),
      checkActivation: (role, input) =>
        call('checkActivation', () => {
          this.#check(actor, role, input);
        }),
      selfActivate: (role, input) => call('selfActivate', () => this.#activate(actor, role, input)),
      selfDeactivate: (role) => call('selfDeactivate', () => this.#deactivate(actor, role)),
      extendEligibility: (role, wish) => call('extendEligibility', () => this.#extend(actor, role, wish)),
      myExtensions: () => call('myExtensions', () => this.extensionsOf(actor.id)),
      cancel: (id) =>
        call('cancel', () => {
          this.#cancel(actor, id);
        }),
      approval: (id) => call('approval', () => this.#approval(actor, id)),
      decide: (approvalId, stepId, decision, justification) =>
        call('decide', () => {
          this.#decide(actor, { approvalId, stepId, decision, justification });
        }),
    };
  }

  #newestFirst(isWanted: (request: ActivationRequest) => boolean): readonly ActivationRequest[] {
    return [...this.requests.values()]
      .map(({ request }) => request)
      .filter(isWanted)
      .reverse();
  }

  #lapse(): void {
    const now = this.clock.now();
    for (const stored of this.requests.values()) {
      const { request } = stored;
      if (
        isWaitingForApproval(request) &&
        request.createdAt !== undefined &&
        lapsesAt(request.createdAt) <= now
      ) {
        stored.request = { ...request, status: 'TimedOut' };
        stored.approval &&= {
          ...stored.approval,
          steps: stored.approval.steps.map((step) => ({ ...step, status: 'Expired' })),
        };
      }
    }
  }

  #mayDecide(actor: Person, { principalId, roleDefinitionId }: ActivationRequest): boolean {
    return principalId !== actor.id && this.isApprover(actor.id, roleDefinitionId);
  }

  #check(actor: Person, role: RoleAtScope, input: ActivationInput): void {
    const settings = this.settingsOf(role.roleDefinitionId);
    const own = (one: RoleAtScope): boolean => isSameRole(one, role);
    const mine = this.eligibleRolesOf(actor.id).map(roleAtScope);
    const isEligible = mine.some(own);
    if (!isEligible && mine.some((one) => one.roleDefinitionId === role.roleDefinitionId)) {
      refuse('scope_refused', 'Eligible at another scope');
    }
    const unmet = this.#unmet(actor, settings, input);
    if (!isEligible)
      refuse('not_eligible', 'No eligibility', { unmet: [{ rule: 'eligibility_missing' }, ...unmet] });
    if (this.#activation(actor, role) !== undefined) refuse('already_active', 'Active already');
    const open = this.#newestFirst(({ principalId }) => principalId === actor.id).filter(own);
    if (open.some((request) => isOpen(request) || request.status === 'Granted')) {
      refuse('request_pending_already', 'Another request waits');
    }
    if (unmet.length > 0) {
      const isOnlyMultifactor = unmet.every(({ rule }) => rule === 'multifactor_missing');
      const claims = JSON.stringify({ access_token: { amr: { essential: true, values: ['mfa'] } } });
      if (isOnlyMultifactor) refuse('multifactor_required', 'A second factor is missing', { unmet, claims });
      refuse('policy_not_satisfied', 'Rules failed', { unmet });
    }
    const context = settings.authenticationContext;
    if (context !== undefined && !(this.contexts.get(actor.id) ?? []).includes(context)) {
      const claims = JSON.stringify({ access_token: { acrs: { essential: true, value: context } } });
      refuse('step_up_required', 'Authentication context missing', { claims });
    }
  }

  #activation({ id }: Person, role: RoleAtScope): InMemoryTenant['actives'][number] | undefined {
    return this.activeNow().find(
      (active) =>
        active.principalId === id &&
        active.assignmentType === 'Activated' &&
        isSameRole(roleAtScope(active), role),
    );
  }

  #unmet({ id }: Person, settings: RoleSettings, input: ActivationInput): readonly UnmetRule[] {
    const isMissing = settings.isMultifactorRequired && !this.multifactor.has(id);
    const missing: readonly UnmetRule[] = isMissing ? [{ rule: 'multifactor_missing' }] : [];
    return [...missing, ...unmetRules(settings, input, this.clock.now())];
  }

  #activate(actor: Person, role: RoleAtScope, input: ActivationInput): ActivationRequest {
    this.#check(actor, role, input);
    const now = this.clock.now();
    const needsApproval = this.settingsOf(role.roleDefinitionId).approval.isRequired;
    const isLater = (input.startAt ?? now) > now;
    const waiting = isLater ? 'PendingApprovalProvisioning' : 'PendingApproval';
    const request = this.#newRequest(actor, role, {
      action: 'selfActivate',
      status: needsApproval ? waiting : isLater ? 'Granted' : 'Provisioned',
      justification: input.justification,
      ticketNumber: input.ticketNumber,
      ticketSystem: input.ticketSystem,
      startAt: needsApproval && !isLater ? undefined : (input.startAt ?? now),
      durationMinutes: input.durationMinutes,
    });
    const step = {
      id: request.id,
      isAssignedToMe: false,
      status: 'InProgress',
      reviewResult: 'NotReviewed',
      justification: '',
      reviewedAt: undefined,
      reviewedBy: undefined,
    } as const;
    const stored = needsApproval
      ? { request: { ...request, approvalId: request.id }, approval: { id: request.id, steps: [step] } }
      : { request, approval: undefined };
    this.requests.set(request.id, stored);
    if (!needsApproval) this.#provision(request);
    this.writes.push({ kind: 'selfActivate', actor, requestId: request.id });
    return stored.request;
  }

  #newRequest(
    actor: Person,
    role: RoleAtScope,
    given: Pick<ActivationRequest, 'action' | 'status'> & Partial<ActivationRequest>,
  ): ActivationRequest {
    return {
      id: requestId(this.newId(0x5)),
      principalId: actor.id,
      roleDefinitionId: role.roleDefinitionId,
      scopeId: role.scopeId,
      createdAt: this.clock.now(),
      approvalId: undefined,
      justification: '',
      ticketNumber: '',
      ticketSystem: '',
      startAt: undefined,
      durationMinutes: undefined,
      endAt: undefined,
      createdByName: this.people.get(actor.id)?.displayName,
      ...given,
    };
  }

  #provision(request: ActivationRequest): void {
    const eligible = this.eligibilities.find((one) => isSameRole(roleAtScope(one), request));
    const role = this.roles.get(request.roleDefinitionId);
    if (eligible === undefined || role === undefined) return;
    const startAt = request.startAt ?? this.clock.now();
    this.actives.push({
      instanceId: `${request.id}-1`,
      principalId: request.principalId,
      role,
      scope: eligible.scope,
      memberType: 'Direct',
      assignmentType: 'Activated',
      startAt,
      endAt: new Date(startAt.getTime() + (request.durationMinutes ?? 0) * 60_000),
      scheduleId: request.id,
    });
  }

  #deactivate(actor: Person, role: RoleAtScope): ActivationRequest {
    const active = this.#activation(actor, role);
    if (active === undefined) return refuse('not_active', 'Not active');
    if (this.clock.now().getTime() - (active.startAt?.getTime() ?? 0) < 5 * 60_000) {
      refuse('too_soon_to_deactivate', 'Active for less than five minutes');
    }
    this.actives = this.actives.filter((kept) => kept !== active);
    const request = this.#newRequest(actor, role, { action: 'selfDeactivate', status: 'Revoked' });
    this.requests.set(request.id, { request, approval: undefined });
    this.writes.push({ kind: 'selfDeactivate', actor, requestId: request.id });
    return request;
  }

  #extend(actor: Person, role: RoleAtScope, wish: ExtensionWish): ActivationRequest {
    this.checkExtension(actor.id, role);
    const given = { action: 'selfExtend', status: 'PendingAdminDecision', ...wish };
    const request = this.#newRequest(actor, role, given);
    this.extensions.push(request);
    this.writes.push({ kind: 'extendEligibility', actor, requestId: request.id });
    return request;
  }

  #cancel(actor: Person, id: RequestId): void {
    const stored = this.stored(id);
    const { request } = stored;
    if (request.principalId !== actor.id) refuse('forbidden', 'Somebody else’s request');
    if (!isWaitingForApproval(request) && request.status !== 'Granted') {
      refuse('request_not_cancelable', `The request is ${request.status}`);
    }
    stored.request = { ...request, status: 'Canceled' };
    this.actives = this.actives.filter(({ scheduleId }) => scheduleId !== id);
    this.writes.push({ kind: 'cancel', actor, requestId: id });
  }

  #approval(actor: Person, id: string): Approval {
    const { approval, request } = this.stored(id);
    if (approval === undefined) return refuse('request_not_found', 'No such approval');
    const isAssignedToMe = this.#mayDecide(actor, request);
    return { ...approval, steps: approval.steps.map((step) => ({ ...step, isAssignedToMe })) };
  }

  #decide(
    actor: Person,
    given: { approvalId: string; stepId: string; decision: Decision; justification: string },
  ): void {
    const stored = this.stored(given.approvalId);
    const step = stored.approval?.steps.find(({ id }) => id === given.stepId);
    if (step === undefined) return refuse('request_not_found', 'No such step');
    if (!this.#mayDecide(actor, stored.request)) refuse('not_an_approver', 'Not one of the approvers');
    if (step.status !== 'InProgress' || !isWaitingForApproval(stored.request)) {
      refuse('already_decided', 'Decided already');
    }
    const { approval } = this.settingsOf(stored.request.roleDefinitionId);
    if (approval.isApproverJustificationRequired && given.justification.trim() === '') {
      refuse('policy_not_satisfied', 'Rules failed', { unmet: [{ rule: 'justification_missing' }] });
    }
    const decided = {
      ...step,
      status: 'Completed',
      reviewResult: given.decision,
      justification: given.justification,
      reviewedAt: this.clock.now(),
      reviewedBy: { id: actor.id, displayName: this.people.get(actor.id)?.displayName ?? '' },
    } as const;
    stored.approval = { id: given.approvalId, steps: [decided] };
    const approved = stored.request.status === 'PendingApprovalProvisioning' ? 'Granted' : 'Provisioned';
    stored.request = { ...stored.request, status: given.decision === 'Approve' ? approved : 'Denied' };
    if (given.decision === 'Approve') this.#provision(stored.request);
    this.writes.push({ kind: 'decide', actor, requestId: stored.request.id, decision: given.decision });
  }
}
