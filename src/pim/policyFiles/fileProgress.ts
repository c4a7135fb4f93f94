import { type Person, type RoleDefinitionId } from '../ids.ts';
import { type Operation, type Operations } from '../records.ts';
import { type PolicyFile, type PolicyFiles } from './policyFile.ts';

/** How far somebody has come with a file. */
export interface FileProgress {
  readonly fileId: string;
  readonly applied: number;
  readonly left: number;
}

/** The newest operation of each role of a file that has one. */
export async function operationsOf(
  { operations }: { readonly operations: Pick<Operations, 'of'> },
  file: Pick<PolicyFile, 'operations'>,
): Promise<ReadonlyMap<RoleDefinitionId, Operation>> {
  const found = new Map<RoleDefinitionId, Operation>();
  for (const [role, id] of file.operations) {
    const operation = await operations.of(id);
    if (operation !== undefined) found.set(role, operation);
  }
  return found;
}

const isApplied = ({ state, intent }: Operation): boolean =>
  state === 'DONE' && intent.kind === 'changeSettings' && intent.change.undoes === undefined;

/** Counted by what was done from here; nothing is asked of Entra. `undefined`: the file is not kept any more. */
export async function fileProgress(
  deps: { readonly operations: Pick<Operations, 'of'>; readonly policyFiles: Pick<PolicyFiles, 'of'> },
  person: Person,
  fileId: string,
): Promise<FileProgress | undefined> {
  const file = await deps.policyFiles.of(person, fileId);
  if (file === undefined) return undefined;
  const found = await operationsOf(deps, file);
  const applied = [...found.values()].filter(isApplied).length;
  return { fileId, applied, left: Math.max(0, file.roles.length - file.blockedRoles - applied) };
}
