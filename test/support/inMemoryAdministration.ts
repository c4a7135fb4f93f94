import {
  type AdministrationFor,
  type AdministrationGateway,
  type Grant,
  type GrantKind,
  type GrantLimits,
  type GrantTerms,
} from '../../src/pim/administration.ts';
import { PimError } from '../../src/pim/errors.ts';
import { requestId, type Person, type PrincipalId, type RoleDefinitionId } from '../../src/pim/ids.ts';
import { type ComparableSettings } from '../../src/pim/posture/settingFacts.ts';
import { withRule } from '../../src/pim/posture/settingsSteps.ts';
import { type WriteMade } from '../../src/pim/ports.ts';
import { type ActivationRequest, operationOf } from '../../src/pim/requests.ts';
import { isSameRole, roleAtScope, type RoleAtScope, scopeOfId } from '../../src/pim/roles.ts';
import { aWriteMade } from './inMemorySignOns.ts';
import { type InMemoryTenant } from './inMemoryTenant.ts';

type Method = Exclude<keyof AdministrationGateway, 'actor'>;
type Writing = 'grant' | 'extend' | 'update' | 'remove';

const writing: readonly string[] = [
  'grant',
  'extend',
  'update',
  'remove',
  'changeRule',
  'dismissAlert',
] satisfies readonly Method[];

/** A call of an administrator, as it came in. */
export interface AdministrationCall {
  readonly method: Method;
  readonly kind: GrantKind | undefined;
  readonly principal: PrincipalId | undefined;
}

/** A change that reached the tenant. */
export interface AdministrationWrite {
  readonly method: Writing;
  readonly kind: GrantKind;
  readonly principal: PrincipalId;
  readonly justification: string;
  readonly endAt: Date | undefined;
}

interface Fault {
  readonly method: Method;
  readonly error: Error;
  readonly when: 'before' | 'after';
}

interface Awaited {
  /** What it is about. */
  readonly key: string;
  looksLeft: number;
  readonly apply: () => void;
}

const keyOf = (kind: GrantKind, principal: PrincipalId, role: RoleAtScope): string =>
  [kind, principal, role.roleDefinitionId, role.scopeId].join(' ');

/** What administrators may change of an in-memory tenant: grants that come and go, as slowly and as unsurely as in PIM. */
export class InMemoryAdministration {
  readonly calls: AdministrationCall[] = [];
  readonly writes: AdministrationWrite[] = [];
  readonly requests: ActivationRequest[] = [];
  /** What a role allows. */
  limits: GrantLimits = {
    eligibility: { mayBePermanent: true, maximumDays: 365 },
    assignment: { mayBePermanent: true, maximumDays: 180 },
    isJustificationRequired: true,
  };
  /** How many looks after a change still show what was there before it. */
  delay = 0;
  /** What a request is called that PIM has taken. */
  status = 'Provisioned';
  /** How roles are set. */
  readonly settings = new Map<RoleDefinitionId, ComparableSettings>();
  /** PIM's own alerts that are active, by their names. */
  readonly activeAlerts = new Set<string>();
  /** Rules that were written, in that order. */
  readonly rulesWritten: string[] = [];
  /** Before each call: other people's changes, a process that ends. */
  onCall: (call: AdministrationCall) => Promise<void> | void = () => undefined;
  /** After each call that was answered. */
  onAnswer: (call: AdministrationCall) => Promise<void> | void = () => undefined;
  readonly #tenant: InMemoryTenant;
  readonly #faults: Fault[] = [];
  #awaited: Awaited[] = [];

  constructor(tenant: InMemoryTenant) {
    this.#tenant = tenant;
  }

  /** The next call of this method fails: before anything was done, or after, as when an answer is lost on its way. */
  failNext(method: Method, error: Error, when: Fault['when'] = 'before'): void {
    this.#faults.push({ method, error, when });
  }

  /** What was to fail and has not been asked for does not fail any more. */
  forgetFaults(): void {
    this.#faults.length = 0;
  }

  readonly administrationFor: AdministrationFor = (signOn, onWrite = () => undefined, beforeWrite?) =>
    this.as(
      signOn.person,
      () => {
        onWrite(aWriteMade(signOn, this.#tenant.clock, `call-${String(this.calls.length)}`));
      },
      beforeWrite,
    );

  /** PIM as this administrator may change it. */
  as(
    actor: Person,
    onWrite: (made?: WriteMade) => void = () => undefined,
    beforeWrite?: () => Promise<void>,
  ): AdministrationGateway {
    const call = async <T>(
      method: Method,
      [kind, principal]: readonly [kind?: GrantKind, principal?: PrincipalId],
      work: () => T,
    ): Promise<T> => {
      const made = { method, kind, principal };
      this.calls.push(made);
      await this.onCall(made);
      const at = this.#faults.findIndex((fault) => fault.method === method);
      const fault = at === -1 ? undefined : this.#faults.splice(at, 1)[0];
      if (fault?.when === 'before') throw fault.error;
      if (writing.includes(method)) {
        await beforeWrite?.();
        onWrite();
      }
      const done = work();
      if (fault !== undefined) throw fault.error;
      await this.onAnswer(made);
      return done;
    };
    return {
      actor,
      eligibilityOf: (principal, role) =>
        call('eligibilityOf', ['eligibility', principal], () => this.#look('eligibility', principal, role)),
      assignmentOf: (principal, role) =>
        call('assignmentOf', ['assignment', principal], () => this.#look('assignment', principal, role)),
      permanentHoldersOf: (role) =>
        call('permanentHoldersOf', [], () =>
          this.#tenant
            .activeNow()
            .filter(
              (one) =>
                one.role.id === role &&
                one.assignmentType === 'Assigned' &&
                one.endAt === undefined &&
                one.scope.id === '/',
            )
            .map(({ principalId }) => principalId),
        ),
      limitsOf: () => call('limitsOf', [], () => this.limits),
      requestsTagged: (operationId, principal) =>
        call('requestsTagged', [], () =>
          this.requests.filter(
            ({ justification, principalId }) =>
              operationOf(justification) === operationId && principalId === principal,
          ),
        ),
      settingsOf: (role) => call('settingsOf', [], () => this.#settings(role)),
      changeRule: (ruleId, settings) =>
        call('changeRule', [], () => {
          this.#changeRule(ruleId, settings);
        }),
      isAlertActive: (name) => call('isAlertActive', [], () => this.activeAlerts.has(name)),
      dismissAlert: (name) =>
        call('dismissAlert', [], () => {
          this.activeAlerts.delete(name);
        }),
      checkGrant: (kind, principal) => call('checkGrant', [kind, principal], () => undefined),
      grant: (kind, principal, role, terms) =>
        call('grant', [kind, principal], () => this.#grant(kind, principal, role, terms)),
      extend: (kind, principal, role, terms) =>
        call('extend', [kind, principal], () => this.#moveEnd('extend', kind, principal, role, terms)),
      update: (kind, principal, role, terms) =>
        call('update', [kind, principal], () => this.#moveEnd('update', kind, principal, role, terms)),
      remove: (kind, principal, role, justification) =>
        call('remove', [kind, principal], () => this.#remove(kind, principal, role, justification)),
    };
  }

  /** What is really there, whatever anybody has seen of it. */
  has(kind: GrantKind, principal: PrincipalId, role: RoleAtScope): Grant | undefined {
    const isIt = (one: { principalId: PrincipalId }, at: RoleAtScope): boolean =>
      one.principalId === principal && isSameRole(at, role);
    if (kind === 'eligibility') {
      const found = this.#tenant.eligibilities.find((one) => isIt(one, roleAtScope(one)));
      return found && { id: found.eligibilityId, startAt: found.startAt, endAt: found.endAt };
    }
    const found = this.#tenant.actives.find(
      (one) => one.assignmentType === 'Assigned' && isIt(one, roleAtScope(one)),
    );
    return found && { id: found.instanceId, startAt: found.startAt, endAt: found.endAt };
  }

  /** Somebody takes it away in the portal; what is on its way comes all the same. */
  takeAway(kind: GrantKind, principal: PrincipalId, role: RoleAtScope): void {
    const stays = (one: Parameters<typeof roleAtScope>[0] & { principalId: PrincipalId }): boolean =>
      one.principalId !== principal || !isSameRole(roleAtScope(one), role);
    if (kind === 'eligibility') this.#tenant.eligibilities = this.#tenant.eligibilities.filter(stays);
    else {
      this.#tenant.actives = this.#tenant.actives.filter(
        (one) => one.assignmentType !== 'Assigned' || stays(one),
      );
    }
  }

  /** Somebody gives it in the portal. */
  give(kind: GrantKind, principal: PrincipalId, role: RoleAtScope, endAt?: Date): void {
    const [definition, scope] = [this.#tenant.roles.get(role.roleDefinitionId), scopeOfId(role.scopeId)];
    if (definition === undefined) throw new PimError('role_not_found', 'No such role');
    this.takeAway(kind, principal, role);
    const memberType = this.#tenant.groups.has(principal) ? 'Group' : 'Direct';
    const shared = {
      principalId: principal,
      role: definition,
      scope,
      memberType,
      startAt: this.#tenant.clock.now(),
      endAt,
    } as const;
    if (kind === 'eligibility') {
      this.#tenant.eligibilities.push({ ...shared, eligibilityId: `${this.#tenant.newId(0xd)}-1-e` });
      return;
    }
    this.#tenant.actives.push({
      ...shared,
      instanceId: `${this.#tenant.newId(0xe)}-1`,
      assignmentType: 'Assigned',
      scheduleId: undefined,
    });
  }

  /** Everything that was on its way is there. */
  settle(): void {
    for (const { apply } of this.#awaited.splice(0)) apply();
  }

  #look(kind: GrantKind, principal: PrincipalId, role: RoleAtScope): Grant | undefined {
    for (const one of this.#awaited) one.looksLeft -= 1;
    const due = this.#awaited.filter(({ looksLeft }) => looksLeft < 0);
    this.#awaited = this.#awaited.filter(({ looksLeft }) => looksLeft >= 0);
    for (const { apply } of due) apply();
    return this.has(kind, principal, role);
  }

  #settings(role: RoleDefinitionId): ComparableSettings {
    const found = this.settings.get(role);
    if (found === undefined) throw new PimError('role_not_found', 'No such role');
    return found;
  }

  #changeRule(ruleId: string, wished: ComparableSettings): void {
    this.rulesWritten.push(ruleId);
    const before = this.#settings(wished.roleDefinitionId);
    this.settings.set(wished.roleDefinitionId, withRule(before, wished, ruleId));
  }

  #soon(key: string, apply: () => void): void {
    if (this.#awaited.some((one) => one.key === key)) {
      throw new PimError('request_pending_already', 'Another change of it is under way');
    }
    if (this.delay === 0) apply();
    else this.#awaited.push({ key, looksLeft: this.delay, apply });
  }

  #grant(kind: GrantKind, principal: PrincipalId, role: RoleAtScope, terms: GrantTerms): ActivationRequest {
    if (this.has(kind, principal, role) !== undefined) throw new PimError('already_active', 'It is there');
    this.#soon(keyOf(kind, principal, role), () => {
      this.give(kind, principal, role, terms.endAt);
    });
    return this.#made('grant', { kind, principal, role, ...terms });
  }

  #moveEnd(
    method: 'extend' | 'update',
    kind: GrantKind,
    principal: PrincipalId,
    role: RoleAtScope,
    terms: GrantTerms,
  ): ActivationRequest {
    if (this.has(kind, principal, role) === undefined) throw new PimError('not_active', 'It is not there');
    this.#soon(keyOf(kind, principal, role), () => {
      this.give(kind, principal, role, terms.endAt);
    });
    return this.#made(method, { kind, principal, role, ...terms });
  }

  #remove(
    kind: GrantKind,
    principal: PrincipalId,
    role: RoleAtScope,
    justification: string,
  ): ActivationRequest {
    if (this.has(kind, principal, role) === undefined) throw new PimError('not_active', 'It is not there');
    this.#soon(keyOf(kind, principal, role), () => {
      this.takeAway(kind, principal, role);
    });
    return this.#made('remove', { kind, principal, role, justification, endAt: undefined });
  }

  #made(
    method: Writing,
    given: GrantTerms & { kind: GrantKind; principal: PrincipalId; role: RoleAtScope },
  ): ActivationRequest {
    const { kind, principal, role, justification, endAt } = given;
    this.writes.push({ method, kind, principal, justification, endAt });
    const request: ActivationRequest = {
      id: requestId(this.#tenant.newId(0x6)),
      status: method === 'remove' ? 'Revoked' : this.status,
      action: { grant: 'adminAssign', extend: 'adminExtend', update: 'adminUpdate', remove: 'adminRemove' }[
        method
      ],
      principalId: principal,
      ...role,
      createdAt: this.#tenant.clock.now(),
      approvalId: undefined,
      justification,
      ticketNumber: '',
      ticketSystem: '',
      startAt: this.#tenant.clock.now(),
      durationMinutes: undefined,
      endAt,
      createdByName: undefined,
    };
    this.requests.push(request);
    return request;
  }
}
