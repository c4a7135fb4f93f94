import { runCli } from '../../src/cli/main.ts';
import { type Clock } from '../../src/pim/ports.ts';
import { type TenantInfo } from './runningSandbox.ts';

/** How the roles of an offline tenant are set, as `policy export` writes it. */
export async function exportedPolicy(
  { url, tenantInfo }: { readonly url: string; readonly tenantInfo: TenantInfo },
  clock: Clock = { now: () => new Date() },
): Promise<string> {
  const { tenantId, appId, secret } = tenantInfo;
  const printed: string[] = [];
  await runCli(['policy', 'export'], {
    environment: {
      LATCHKEY_CLOUD: 'sandbox',
      LATCHKEY_SANDBOX_URL: url,
      MicrosoftAppId: appId,
      MicrosoftAppTenantId: tenantId,
      MicrosoftAppPassword: secret,
    },
    clock,
    operator: 'kim',
    print: (line) => printed.push(line),
    complain: () => undefined,
  });
  return printed.join('\n');
}
