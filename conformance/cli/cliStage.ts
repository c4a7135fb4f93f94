import { type Findings } from '../findings.ts';
import { type ServedTenant } from '../tenant.ts';
import { type CliAccount } from './cliAccount.ts';

/** What every check of the CLI stands on. */
export interface CliStage {
  readonly tenant: ServedTenant;
  readonly account: CliAccount;
  readonly findings: Findings;
  /** Id of the application that the CLI signs people in as. */
  readonly clientId: string;
}
