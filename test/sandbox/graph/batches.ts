import assert from 'node:assert/strict';
import { type Answered, type Json, people } from './graphSandbox.ts';

/** One answer of a batch. */
export interface Part {
  readonly id: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Json | string | null;
}

const requests = '/roleManagement/directory/roleAssignmentScheduleRequests';

/** An item that reads; `more` are its headers or what it depends on. */
export const reading = (id: string, url: string, more: Json = {}): Json => ({
  id,
  method: 'GET',
  url,
  ...more,
});

/** What Ana Ruiz sends to activate a role. */
export const activation = (roleDefinitionId: string): Json => ({
  action: 'selfActivate',
  principalId: people.ana,
  roleDefinitionId,
  directoryScopeId: '/',
  justification: 'Mailbox migration',
  scheduleInfo: { expiration: { type: 'AfterDuration', duration: 'PT1H' } },
});

/** An item in which Ana Ruiz activates a role. */
export const activating = (id: string, roleDefinitionId: string, more: Json = {}): Json => ({
  id,
  method: 'POST',
  url: requests,
  headers: { 'Content-Type': 'application/json' },
  body: activation(roleDefinitionId),
  ...more,
});

/** The answers to a batch that was taken, in the order in which they came. */
export function answersOf(answered: Answered): readonly Part[] {
  assert.equal(answered.status, 200, answered.text);
  return answered.body['responses'] as readonly Part[];
}

/** The one answer to an item. */
export function partOf(answered: Answered, id: string): Part {
  const [part, ...others] = answersOf(answered).filter((one) => one.id === id);
  assert.ok(part !== undefined && others.length === 0, `answers to ${id}: ${answered.text}`);
  return part;
}

/** The error of an item that failed. */
export const errorOf = ({ body }: Part): Json => (body as Json)['error'] as Json;
