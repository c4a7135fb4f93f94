import { hash } from 'node:crypto';

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether the text is a GUID. */
export const isGuid = (text: string): boolean => guid.test(text);

/** A GUID that is always the same for the same words: policies keep their id over a reset. */
export function guidOf(...words: string[]): string {
  const hex = hash('sha256', words.join('\n'), 'hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** The sixteen bytes as Windows keeps them: the first three fields little-endian. */
function windowsBytes(id: string): Buffer {
  const bytes = Buffer.from(id.replaceAll('-', ''), 'hex');
  bytes.subarray(0, 4).reverse();
  bytes.subarray(4, 6).reverse();
  bytes.subarray(6, 8).reverse();
  return bytes;
}

/**
 * The id of a role assignment and of its schedule instance: role and principal in base64url, then `-1`.
 * The same pair has the same id for its eligibility (which adds `-e`) and for its activation.
 */
export function assignmentInstanceId(roleDefinitionId: string, principalId: string, scope: string): string {
  const scopeId = scope.split('/').at(-1) ?? '';
  const parts = [roleDefinitionId, principalId, ...(isGuid(scopeId) ? [scopeId] : [])];
  return `${Buffer.concat(parts.map(windowsBytes)).toString('base64url')}-1`;
}

/** The id of an eligibility instance. */
export const eligibilityInstanceId = (roleDefinitionId: string, principalId: string, scope: string): string =>
  `${assignmentInstanceId(roleDefinitionId, principalId, scope)}-e`;
