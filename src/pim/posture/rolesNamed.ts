import { matchRole } from '../roleMatching.ts';
import { type Role, scopeOfId } from '../roles.ts';
import { type Posture } from './posture.ts';

/** Roles that typed words can mean: one where the name fits, else all that come near. */
export function rolesNamed({ snapshot }: Pick<Posture, 'snapshot'>, typed: string): readonly Role[] {
  const scope = scopeOfId('/');
  const match = matchRole(
    typed,
    snapshot.roles.map((role) => ({
      role: { ...role, description: '', isPrivileged: role.isPrivileged ?? undefined },
      scope,
    })),
  );
  if (match.kind === 'exact') return [match.candidate.role];
  return match.kind === 'ask' && typed !== '' ? match.candidates.map(({ role }) => role) : [];
}
