import { type SandboxControl, type RunningSandbox } from '../test/support/runningSandbox.ts';
import { TeamsUser } from '../test/support/teamsUser.ts';
import { latchkey } from './bots.ts';
import { type MeasuredProcess, startMeasured } from './measuredProcess.ts';
import { startSandboxApart } from './sandboxApart.ts';

/** The offline tenant with Latchkey in it, each in a process of its own. */
export class Tenant {
  readonly latchkey: MeasuredProcess;
  readonly control: SandboxControl;
  readonly #sandbox: RunningSandbox;

  constructor(sandbox: RunningSandbox, process: MeasuredProcess) {
    this.#sandbox = sandbox;
    this.latchkey = process;
    this.control = sandbox.control;
  }

  /** Where the sandbox is, without a trailing slash. */
  get url(): string {
    return this.#sandbox.url;
  }

  /** The person with this given name, at a Teams client. */
  person(givenName: string): TeamsUser {
    const found = this.#sandbox.tenantInfo.people.find(({ name }) => name.startsWith(`${givenName} `));
    if (found === undefined) throw new Error(`Nobody here is called ${givenName}`);
    return new TeamsUser(this.#sandbox.url, found.id);
  }

  /** Moves everybody's clock forward. */
  async forward(minutes: number): Promise<void> {
    const { shiftMs } = await this.control.forward(minutes * 60_000);
    await this.latchkey.moveClock(shiftMs);
  }

  async stop(): Promise<void> {
    await this.latchkey.stop();
    await this.#sandbox.stop();
  }
}

/**
 * Starts both, tells everybody of the bot, and switches off what Teams allows a bot per second. Latchkey is on the database
 * that `environment` names, or on a fresh embedded one.
 */
export async function openTenant(environment: Readonly<Record<string, string>> = {}): Promise<Tenant> {
  const sandbox = await startSandboxApart();
  try {
    const { tenantInfo, url } = sandbox;
    const options = latchkey({ ...tenantInfo, url }, environment);
    const process = await startMeasured({ ...options, hasMovedClock: true, watchesCalls: true });
    await sandbox.control.setBot(process.endpoint);
    await fetch(`${url}/client/channel`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ hasRateLimits: false }),
    });
    const people = tenantInfo.people.filter(({ isInstalled }) => isInstalled);
    await Promise.all(people.map(({ id }) => new TeamsUser(url, id).install()));
    return new Tenant(sandbox, process);
  } catch (error) {
    await sandbox.stop();
    throw error;
  }
}
