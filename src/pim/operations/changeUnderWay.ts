import {
  type AdministrationGateway,
  type Grant,
  type GrantKind,
  type GrantTerms,
  type HoldingChange,
} from '../administration.ts';
import { isPimError, PimError, type PimErrorCode } from '../errors.ts';
import { type Intent, type Operation } from '../records.ts';
import { type ActivationRequest, tagged } from '../requests.ts';
import { type RoleAtScope } from '../roles.ts';
import { afterWriting } from './afterWriting.ts';
import { type OperationDeps } from './deps.ts';

export type ChangeIntent = Extract<Intent, { kind: 'changeHolding' }>;

/** What a change of somebody else's role needs. */
export type ChangeDeps = Pick<OperationDeps, 'directory' | 'yardstick' | 'clock' | 'pause' | 'claims'>;

/** PIM lists what it has taken some seconds later. Between the looks; milliseconds. */
const WAITS = [1000, 1500, 2000, 3000, 5000];
/** A write takes ten seconds at most: after this it could outlive the lease, and somebody else might write as well. */
const WRITES_FOR_MS = 45_000;
/** PIM says a time as it likes, to the second or finer. */
const INEXACT_MS = 60_000;
/** What was taken so long ago and is not there is not on its way any more. */
const UNDER_WAY_MS = 10 * 60_000;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** What PIM answers where the grant is there already, or will be at once. */
export const THERE_ALREADY: readonly PimErrorCode[] = ['already_active', 'request_pending_already'];
/** What PIM answers where there is nothing to remove, or will be nothing at once. */
const GONE_ALREADY: readonly PimErrorCode[] = ['not_active', 'not_eligible', 'request_pending_already'];

/** The end that is asked for, counted from when it was asked: the same however often it runs. `undefined`: none. */
function wantedEnd(change: HoldingChange, askedAt: Date): Date | undefined {
  const after = (milliseconds: number): Date => new Date(askedAt.getTime() + milliseconds);
  switch (change.what) {
    case 'makeEligible':
    case 'assignEligible':
      return change.days === undefined ? undefined : after(change.days * DAY_MS);
    case 'assignActive':
      return change.minutes === undefined ? undefined : after(change.minutes * MINUTE_MS);
    case 'extendEligible':
    case 'extendActive':
      return new Date(change.endAt);
    case 'updateEligible':
    case 'updateActive':
      return change.endAt === undefined ? undefined : new Date(change.endAt);
    case 'removeEligible':
    case 'removeActive':
      return undefined;
  }
}

/** One change of what a principal holds, bound to the administrator's own token: what is there, and one write at a time. */
export class ChangeUnderWay {
  readonly change: HoldingChange;
  readonly admin: AdministrationGateway;
  /** Asked for; `undefined`: without end. */
  readonly endAt: Date | undefined;
  /** An earlier run may have written. */
  readonly mayBeDone: boolean;
  readonly #deps: Pick<ChangeDeps, 'clock' | 'pause'>;
  readonly #operation: Pick<Operation, 'id' | 'createdAt'>;
  readonly #begunAt: number;

  constructor(
    deps: Pick<ChangeDeps, 'clock' | 'pause'>,
    admin: AdministrationGateway,
    operation: Pick<Operation, 'id' | 'createdAt'>,
    { change, mayBeDone }: { readonly change: HoldingChange; readonly mayBeDone: boolean },
  ) {
    this.change = change;
    this.admin = admin;
    this.endAt = wantedEnd(change, operation.createdAt);
    this.mayBeDone = mayBeDone;
    this.#deps = deps;
    this.#operation = operation;
    this.#begunAt = deps.clock.now().getTime();
  }

  get #role(): RoleAtScope {
    const { roleDefinitionId, scopeId } = this.change;
    return { roleDefinitionId, scopeId };
  }

  /** What the principal has of their own; read now. */
  async read(kind: GrantKind): Promise<Grant | undefined> {
    return kind === 'eligibility'
      ? this.admin.eligibilityOf(this.change.principalId, this.#role)
      : this.admin.assignmentOf(this.change.principalId, this.#role);
  }

  /** Looks until it is as it should be, for some seconds; gives what was seen last. Never counts as a refusal. */
  async readUntil(kind: GrantKind, isIt: (found: Grant | undefined) => boolean): Promise<Grant | undefined> {
    return afterWriting(async () => {
      let found = await this.read(kind);
      for (const wait of WAITS) {
        if (isIt(found)) break;
        await this.#deps.pause(wait);
        found = await this.read(kind);
      }
      return found;
    });
  }

  /** Whether it is there and ends no sooner than asked. */
  readonly covers = (found: Grant | undefined): boolean =>
    found !== undefined &&
    (found.endAt === undefined ||
      (this.endAt !== undefined && found.endAt.getTime() >= this.endAt.getTime() - INEXACT_MS));

  /** Whether it is there and ends exactly as asked. */
  readonly endsAsAsked = (found: Grant | undefined): boolean =>
    this.covers(found) &&
    (this.endAt === undefined ||
      (found?.endAt !== undefined && found.endAt.getTime() <= this.endAt.getTime() + INEXACT_MS));

  /** Whether the asked end lies behind us. */
  get isOver(): boolean {
    return this.endAt !== undefined && this.endAt <= this.#deps.clock.now();
  }

  /** The grant that an earlier run left behind: ours only if it carries the operation's tag. */
  async ownGrant(): Promise<{ readonly isUnderWay: boolean } | undefined> {
    const { id, createdAt } = this.#operation;
    const made = (await this.admin.requestsTagged(id, this.change.principalId)).find(
      (request) => request.action === 'adminAssign' && !hasFailed(request),
    );
    if (made === undefined) return undefined;
    const age = this.#deps.clock.now().getTime() - (made.createdAt ?? createdAt).getTime();
    return { isUnderWay: age < UNDER_WAY_MS };
  }

  async grant(kind: GrantKind, tolerated: readonly PimErrorCode[]): Promise<void> {
    const { principalId } = this.change;
    await this.#write(
      () => this.admin.grant(kind, principalId, this.#role, this.#terms()),
      async () => this.covers(await this.readUntil(kind, this.covers)),
      tolerated,
    );
  }

  /** Moves the end of what is there further away. An extension has an end: where there is to be none, it is taken away. */
  async extend(kind: GrantKind): Promise<void> {
    if (this.endAt === undefined) return this.update(kind);
    const { principalId } = this.change;
    await this.#write(
      () => this.admin.extend(kind, principalId, this.#role, this.#terms()),
      async () => this.covers(await this.readUntil(kind, this.covers)),
      ['request_pending_already'],
    );
  }

  /** Gives what is there exactly the end that is asked for, or none. */
  async update(kind: GrantKind): Promise<void> {
    const { principalId } = this.change;
    await this.#write(
      () => this.admin.update(kind, principalId, this.#role, this.#terms()),
      async () => this.endsAsAsked(await this.readUntil(kind, this.endsAsAsked)),
      ['request_pending_already'],
    );
  }

  async remove(kind: GrantKind): Promise<void> {
    const { principalId } = this.change;
    await this.#write(
      () => this.admin.remove(kind, principalId, this.#role, this.#justification),
      async () => (await this.readUntil(kind, isGone)) === undefined,
      GONE_ALREADY,
    );
  }

  get #justification(): string {
    return tagged(this.change.justification, this.#operation.id);
  }

  #terms(): GrantTerms {
    if (this.isOver) throw new PimError('schedule_refused', 'Its end has passed before it was made');
    return { endAt: this.endAt, justification: this.#justification };
  }

  /**
   * One write, and then what is really there: that alone says whether it worked. An answer that was lost, or that says
   * it is so already (`tolerated`), is told only where it is not seen.
   * @throws PimError `outcome_unknown` where PIM took it and nothing is to be seen yet
   */
  async #write(
    send: () => Promise<ActivationRequest>,
    isSeen: () => Promise<boolean>,
    tolerated: readonly PimErrorCode[],
  ): Promise<void> {
    if (this.#deps.clock.now().getTime() - this.#begunAt > WRITES_FOR_MS) {
      throw new PimError('outcome_unknown', 'Too slow to write within the lease');
    }
    const answer = await send().catch((error: unknown) => {
      if (isPimError(error, 'outcome_unknown', ...tolerated)) return error;
      throw error;
    });
    if (await isSeen()) return;
    if (!(answer instanceof PimError)) throw notSeen(answer);
    if (!this.mayBeDone || answer.code === 'outcome_unknown') throw answer;
    const { graphRequestId } = answer.details;
    throw new PimError(
      'outcome_unknown',
      'PIM has it, and does not show it',
      { graphRequestId },
      { cause: answer },
    );
  }
}

const isGone = (found: Grant | undefined): boolean => found === undefined;

/** Only what PIM calls an end by a name that is known; reading judges everything else. */
const hasFailed = ({ status }: ActivationRequest): boolean =>
  ['failed', 'failedasresourceislocked', 'invalid', 'denied', 'admindenied', 'canceled'].includes(
    status.toLowerCase(),
  );

const notSeen = (request: ActivationRequest): PimError =>
  hasFailed(request)
    ? new PimError('unexpected_answer', `PIM took the request and calls it ${request.status}`)
    : new PimError('outcome_unknown', 'PIM took it; it is not to be seen yet', { status: 201 });
