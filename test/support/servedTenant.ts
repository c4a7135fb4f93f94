import { startSandbox as serve } from '../../sandbox/sandbox.ts';
import { type OfflineTenant } from '../../sandbox/tenants/offlineTenant.ts';
import { track } from './hooks.ts';
import { SandboxControl, type SandboxOptions, type SandboxProcess } from './sandboxProcess.ts';

/**
 * Serves any tenant from this very process, on a free port: a matter of milliseconds, several side by side or one after
 * another. Stop it in an `after` hook, which fails where Graph was asked for anything off the list.
 */
export async function serveTenant(
  tenant: OfflineTenant,
  { isAskedByTest = false }: Pick<SandboxOptions, 'isAskedByTest'> = {},
): Promise<SandboxProcess> {
  const sandbox = await serve(tenant, 0);
  const close = track(`sandbox ${tenant.directory.name}`);
  const control = new SandboxControl(sandbox.baseUrl);
  return {
    url: sandbox.baseUrl,
    tenantInfo: await control.tenant(),
    control,
    stop: async () => {
      try {
        if (!isAskedByTest) await control.assertEgress();
      } finally {
        await sandbox.stop();
        close();
      }
    },
  };
}
