import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { approvers } from './plan.ts';

/** So many votes the house asks for, of whoever may approve. */
export const VOTES_NEEDED = 2;

/** A settings file in which the house asks for votes on every role. */
export interface VotedSettings {
  readonly path: string;
  remove(): Promise<void>;
}

/** Writes it to a folder of its own. */
export async function votedSettings(
  idOf: (name: (typeof approvers)[number]) => string,
): Promise<VotedSettings> {
  const from = { people: approvers.map(idOf) };
  const rule = {
    name: 'Two of three',
    appliesTo: { roles: ['all'] },
    approvals: [{ count: VOTES_NEEDED, from }],
  };
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-torture-rules-'));
  const path = join(folder, 'settings.yaml');
  await writeFile(path, JSON.stringify({ houseRules: [rule] }));
  return { path, remove: () => rm(folder, { recursive: true, force: true }) };
}
