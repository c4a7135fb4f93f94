import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type EgressSwitches } from '../test/support/egressList.ts';
import { SandboxControl } from '../test/support/runningSandbox.ts';
import { root } from './measuredProcess.ts';

/** What the process of a served tenant says once it listens. */
export interface Served {
  readonly servedAt: string;
}

/** A tenant of some size, served in a process of its own so that serving it is not in what is measured. */
export interface ServedTenant<Said extends Served = Served> {
  /** Without a trailing slash. */
  readonly url: string;
  readonly control: SandboxControl;
  readonly said: Said;
}

/** What is served, and what may be asked of it. */
export interface ServedOptions {
  /** A file of the project, from its root, that serves a tenant until its channel is closed. */
  readonly script: string;
  readonly size: object;
  readonly switches?: EgressSwitches;
}

/** Serves such a tenant for some work. Rejects where it cannot be served, and where Graph was asked for anything off the list. */
export async function whileServed<Said extends Served, T>(
  { script, size, switches }: ServedOptions,
  work: (tenant: ServedTenant<Said>) => Promise<T>,
): Promise<T> {
  const child = spawn(process.execPath, [script, JSON.stringify(size)], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const exit = once(child, 'exit');
  try {
    const early = exit.then((): never => {
      throw new Error('The tenant ended before it was served');
    });
    const [said] = (await Promise.race([once(child, 'message'), early])) as [Said];
    const control = new SandboxControl(said.servedAt);
    const result = await work({ url: said.servedAt, control, said });
    await control.assertEgress(switches);
    return result;
  } finally {
    if (child.connected) child.disconnect();
    await exit;
  }
}
