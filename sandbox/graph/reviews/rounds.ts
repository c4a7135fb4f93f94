import { type Pim } from '../pim/pim.ts';
import { type Creator } from '../pim/records.ts';
import { applyDecisions } from './applying.ts';
import { refuseOutside } from './deciding.ts';
import { decisionsFor, reviewedNow } from './roundStart.ts';
import {
  type AskedReview,
  type ReviewDefinition,
  type ReviewInstance,
  type ReviewStatus,
} from './records.ts';
import { firstStart, startOf } from './recurrence.ts';

const dayMs = 86_400_000;

/** States in which a round goes on by itself. */
const isOpen = ({ status }: ReviewInstance): boolean =>
  status === 'Starting' || status === 'InProgress' || status === 'Completing';

/** What a round still does is called off under one name: it never waits for two things. */
const taskOf = ({ id }: Pick<ReviewDefinition, 'id'>): string => `review:${id}`;

/** Does something as long after as the service takes for a step. */
function soon(pim: Pim, of: Pick<ReviewDefinition, 'id'>, task: () => void): void {
  const { provisioningSeconds } = pim.world.tenant.wire;
  const at = new Date(pim.world.clock.now().getTime() + provisioningSeconds * 1000);
  if (provisioningSeconds === 0) task();
  else pim.timers.at(taskOf(of), at, task);
}

function at(pim: Pim, instance: ReviewInstance, when: Date, task: () => void): void {
  if (when <= pim.world.clock.now()) task();
  else pim.timers.at(taskOf(instance), when, task);
}

/** Takes a new review in; its first round is there a little later. */
export function openReview(pim: Pim, by: Creator, asked: AskedReview): ReviewDefinition {
  const now = pim.world.clock.now();
  const definition: ReviewDefinition = {
    id: pim.world.newId(),
    createdBy: { kind: by.kind, id: by.id },
    createdAt: now,
    modifiedAt: now,
    asked,
    firstStartAt: firstStart(asked.settings.recurrence, now),
    instances: [],
  };
  pim.state.reviews = [...pim.state.reviews, definition];
  soon(pim, definition, () => {
    planNext(pim, definition);
  });
  return definition;
}

/** Changes what later rounds are like; the one that runs stays as it was planned. */
export function changeReview(pim: Pim, definition: ReviewDefinition, asked: AskedReview): void {
  definition.asked = asked;
  definition.modifiedAt = pim.world.clock.now();
  const last = definition.instances.at(-1);
  if (last?.status === 'NotStarted') {
    pim.timers.cancel(taskOf(last));
    definition.instances.pop();
  }
  const hasStarted = definition.instances.length > 0;
  if (!hasStarted) definition.firstStartAt = firstStart(asked.settings.recurrence, definition.modifiedAt);
  const isInitialized = last !== undefined;
  if (isInitialized && !definition.instances.some(isOpen)) planNext(pim, definition);
}

/** Forgets a review with all its rounds. What it took away stays away. */
export function deleteReview(pim: Pim, definition: ReviewDefinition): void {
  for (const one of [definition, ...definition.instances]) pim.timers.cancel(taskOf(one));
  pim.state.reviews = pim.state.reviews.filter((one) => one !== definition);
}

function planNext(pim: Pim, definition: ReviewDefinition): void {
  const { asked, firstStartAt, instances } = definition;
  const planned = startOf(asked.settings.recurrence, firstStartAt, instances.length);
  if (planned === undefined) return;
  const now = pim.world.clock.now();
  // Only a changed recurrence can ask for a day that has gone by.
  const startAt = planned > now || instances.length === 0 ? planned : now;
  const instance: ReviewInstance = {
    id: pim.world.newId(),
    number: instances.length,
    startAt,
    endAt: new Date(startAt.getTime() + asked.settings.durationDays * dayMs),
    status: 'NotStarted',
    asked,
    decisions: [],
  };
  instances.push(instance);
  at(pim, instance, startAt, () => {
    start(pim, definition, instance);
  });
}

function start(pim: Pim, definition: ReviewDefinition, instance: ReviewInstance): void {
  instance.status = 'Starting';
  soon(pim, instance, () => {
    instance.decisions = decisionsFor(pim, instance, reviewedNow(pim, instance), () => pim.world.newId());
    instance.status = 'InProgress';
    watchEnd(pim, definition, instance);
  });
}

/** Lets a round that is in progress end when its time is over. */
export function watchEnd(pim: Pim, definition: ReviewDefinition, instance: ReviewInstance): void {
  at(pim, instance, instance.endAt, () => {
    endRound(pim, definition, instance);
  });
}

/** Ends a round before its time. Throws 400 unless it is in progress. */
export function stopRound(pim: Pim, definition: ReviewDefinition, instance: ReviewInstance): void {
  refuseOutside(instance);
  instance.endAt = pim.world.clock.now();
  endRound(pim, definition, instance);
}

/** Nobody decides any more; the next round of a series is planned. */
function endRound(pim: Pim, definition: ReviewDefinition, instance: ReviewInstance): void {
  instance.status = 'Completing';
  soon(pim, instance, () => {
    instance.status = 'Completed';
    planNext(pim, definition);
    const { settings } = instance.asked;
    if (settings.isDefaultEnabled)
      step(pim, instance, 'AutoReviewing', () => {
        reviewByDefault(pim, definition, instance);
      });
    else if (settings.isAutoApplied) applyRound(pim, definition, instance, undefined);
  });
}

function step(pim: Pim, instance: ReviewInstance, status: ReviewStatus, next: () => void): void {
  soon(pim, instance, () => {
    instance.status = status;
    soon(pim, instance, next);
  });
}

/** Decides what nobody did, in nobody's name. */
function reviewByDefault(pim: Pim, definition: ReviewDefinition, instance: ReviewInstance): void {
  const { defaultDecision, isAutoApplied } = instance.asked.settings;
  for (const one of instance.decisions) {
    const word = defaultDecision === 'Recommendation' ? one.recommendation : defaultDecision;
    if (one.decision !== 'NotReviewed' || (word !== 'Approve' && word !== 'Deny')) continue;
    one.decision = word;
    one.reviewedAt = pim.world.clock.now();
  }
  instance.status = 'AutoReviewed';
  if (isAutoApplied) applyRound(pim, definition, instance, undefined);
}

/** Gives effect to what was decided; `by` absent: the service does so by itself. */
export function applyRound(
  pim: Pim,
  definition: ReviewDefinition,
  instance: ReviewInstance,
  by: Creator | undefined,
): void {
  instance.status = 'Applying';
  soon(pim, instance, () => {
    applyDecisions(pim, definition, instance, by);
    instance.status = 'Applied';
  });
}
