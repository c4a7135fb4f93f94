import { spawnSync } from 'node:child_process';

/** The Azure CLI said no, or is not there; the message is what it said. */
export class AzureError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'AzureError';
  }
}

/** The Azure CLI (`az`), signed in as whoever runs this. */
export interface AzureCli {
  /**
   * Looks something up.
   * @throws AzureError
   */
  ask(...args: readonly string[]): unknown;
  /**
   * Says what is changed and changes it; in a dry run it says so, and gives back `undefined`.
   * @throws AzureError
   */
  change(sentence: string, ...args: readonly string[]): unknown;
}

/** One run of `az`: what it printed, read as JSON; `undefined` where it printed nothing. */
export type RunAzure = (args: readonly string[]) => unknown;

/** How much `az` may print: the permissions of Graph are some megabytes. */
const MOST_BYTES = 64 * 1024 * 1024;

/**
 * Runs the Azure CLI of this machine.
 * @throws AzureError
 */
export const runAzure: RunAzure = (args) => {
  const all = [...args, '--only-show-errors', '--output', 'json'];
  const { error, status, stdout, stderr } = spawnSync('az', all, { encoding: 'utf8', maxBuffer: MOST_BYTES });
  if (error !== undefined) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw new AzureError(
      isMissing ? 'There is no "az" here: install the Azure CLI, or use the Cloud Shell.' : error.message,
    );
  }
  if (status !== 0) throw new AzureError(`az ${args.slice(0, 4).join(' ')} … was refused:\n${stderr.trim()}`);
  return stdout.trim() === '' ? undefined : (JSON.parse(stdout) as unknown);
};

/** The Azure CLI behind a way to run it. With `isDryRun` it is asked and changes nothing. */
export const createAzureCli = (
  run: RunAzure,
  { isDryRun, print }: { readonly isDryRun: boolean; readonly print: (line: string) => void },
): AzureCli => ({
  ask: (...args) => run(args),
  change: (sentence, ...args) => {
    print(isDryRun ? `would: ${sentence}` : `now: ${sentence}`);
    return isDryRun ? undefined : run(args);
  },
});
