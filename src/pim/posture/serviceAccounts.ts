import { type Yardstick } from './baseline.ts';
import { type SnapshotPrincipal } from './snapshot.ts';

/** Whether a person's account is named like one that software signs in with. */
export function isServiceAccount(
  { kind, displayName, userPrincipalName }: SnapshotPrincipal,
  { serviceAccountPrefixes }: Yardstick,
): boolean {
  const names = [displayName, userPrincipalName ?? ''].map((name) => name.toLowerCase());
  return (
    kind === 'person' &&
    serviceAccountPrefixes.some((prefix) => names.some((name) => name.startsWith(prefix.toLowerCase())))
  );
}
