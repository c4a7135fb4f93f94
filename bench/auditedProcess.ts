import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { SandboxControl } from '../test/support/sandboxProcess.ts';
import { type AuditedSize } from './auditTenant.ts';
import { root } from './measuredProcess.ts';

/** What the served tenant's process says once it listens. */
export interface Served {
  readonly servedAt: string;
}

/** A tenant of some size, served in a process of its own so that serving it is not in what is measured. */
export interface AuditedTenant {
  /** Without a trailing slash. */
  readonly url: string;
  readonly control: SandboxControl;
}

/** Serves such a tenant for some work. Rejects where it cannot be served, and where Graph was asked for anything off the list. */
export async function whileAudited<T>(
  size: AuditedSize,
  work: (tenant: AuditedTenant) => Promise<T>,
): Promise<T> {
  const child = spawn(process.execPath, ['bench/auditedSandbox.ts', JSON.stringify(size)], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const exit = once(child, 'exit');
  try {
    const early = exit.then((): never => {
      throw new Error('The tenant ended before it was served');
    });
    const [{ servedAt }] = (await Promise.race([once(child, 'message'), early])) as [Served];
    const control = new SandboxControl(servedAt);
    const result = await work({ url: servedAt, control });
    await control.assertEgress();
    return result;
  } finally {
    if (child.connected) child.disconnect();
    await exit;
  }
}
