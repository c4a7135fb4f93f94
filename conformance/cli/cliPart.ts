import { type Findings } from '../findings.ts';
import { type Part } from '../part.ts';
import { ServedTenant } from '../tenant.ts';
import { asAdministrator } from './administratorChecks.ts';
import { asApp } from './appChecks.ts';
import { CliAccount } from './cliAccount.ts';
import { asOrdinaryUser } from './ordinaryUserChecks.ts';

const clientId = '31359c7f-bd7e-475c-86db-fdb8c937548e';

/** Those of the scopes that the CLI's own setup asks for which reach the role commands. */
const scopes = [
  'User.Read',
  'User.ReadBasic.All',
  'Directory.ReadWrite.All',
  'Group.ReadWrite.All',
  'RoleAssignmentSchedule.ReadWrite.Directory',
  'RoleEligibilitySchedule.Read.Directory',
  'RoleManagement.Read.Directory',
];

async function run(findings: Findings): Promise<void> {
  const tenant = await ServedTenant.start();
  try {
    const publicClients = [{ appId: clientId, displayName: 'CLI for Microsoft 365', scopes }];
    await tenant.control('POST', 'credentials', { publicClients });
    const keptIn = new Set<string>();
    for (const checks of [asApp, asOrdinaryUser, asAdministrator]) {
      const account = await CliAccount.open(tenant.url);
      try {
        await checks({ tenant, account, findings, clientId });
      } finally {
        await account.close();
      }
      for (const host of account.keptIn) keptIn.add(host);
    }
    findings.equal('asks nobody but Entra and Graph', '', [...keptIn].join(', '));
  } finally {
    await tenant.stop();
  }
}

/** Every `entra pim role` command of CLI for Microsoft 365, as the app, as an ordinary user and as an administrator. */
export const cliPart: Part = { packages: ['@pnp/cli-microsoft365'], run };
