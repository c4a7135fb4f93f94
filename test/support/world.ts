import { ticketKeysInEnvironment } from '../../sandbox/tickets/ticketKeys.ts';
import { type Config, readConfig } from '../../src/config.ts';
import { type GraphCallMade } from '../../src/graph/graphMiddleware.ts';
import { houseRuleSettings } from '../../src/houseRuleSettings.ts';
import { type RunningService, startService } from '../../src/service.ts';
import { type Settings } from '../../src/settings.ts';
import { type Clock } from '../../src/pim/ports.ts';
import { type DatabaseOfOne, databaseOfOne } from './databases.ts';
import { exportedPolicy } from './exportedPolicy.ts';
import { track } from './hooks.ts';
import { workingMorning } from './workingMorning.ts';
import {
  type SandboxControl,
  type SandboxOptions,
  type RunningSandbox,
  startSandbox,
} from './runningSandbox.ts';
import { TeamsUser } from './teamsUser.ts';

/** What a world may be made of; everything has a sensible default. */
export interface WorldOptions {
  /** The settings let administrators change what others hold: such calls are on the list then. */
  readonly mayAdminister?: boolean;
  /** The same of access reviews. */
  readonly mayReview?: boolean;
  readonly tenant?: SandboxOptions['tenant'];
  /**
   * Whether alerts are looked for, as they are by default. Reading the whole tenant in the background would mix with the
   * calls that other stories count and break.
   */
  readonly watchesAlerts?: boolean;
  readonly cardActions?: 'execute' | 'submit';
  /** Whether its time is the machine's: what MSAL signs by itself carries that. */
  readonly isOfNow?: boolean;
  /** On the embedded database, whatever else there is. */
  readonly engine?: 'embedded';
  /** Folder of an embedded database of the test's own. */
  readonly dataDir?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** Ticket systems that are asked, from where the sandbox is. */
  readonly ticketSystems?: (sandboxUrl: string) => Settings['ticketSystems'];
  /** The rules of the house, as the settings file writes them. */
  readonly houseRules?: readonly object[];
  /** Given names of those who have the app; default: everybody whom the seed gives it. */
  readonly installedFor?: readonly string[];
}

/** A log line that Latchkey wrote. */
export interface LogLine {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly facts: object;
  readonly message: string;
}

/** An offline tenant and a Latchkey on real adapters that knows it by URLs alone. */
export class World {
  readonly control: SandboxControl;
  readonly log: LogLine[] = [];
  readonly graphCalls: GraphCallMade[] = [];
  readonly #sandbox: RunningSandbox;
  readonly #options: WorldOptions;
  #service: RunningService | undefined;
  #shiftMs: number;
  #release: (() => void) | undefined;
  #database: DatabaseOfOne | undefined;

  constructor(sandbox: RunningSandbox, shiftMs: number, options: WorldOptions) {
    this.#sandbox = sandbox;
    this.#shiftMs = shiftMs;
    this.#options = options;
    this.control = sandbox.control;
  }

  get url(): string {
    return this.#sandbox.url;
  }

  get botUrl(): string {
    return `http://127.0.0.1:${this.#service?.port ?? 0}`;
  }

  /** The time that everybody in this world shares. */
  get clock(): Clock {
    return { now: () => new Date(Date.now() + this.#shiftMs) };
  }

  /** How the roles are set, as `policy export` writes it. */
  exportedPolicy(): Promise<string> {
    return exportedPolicy(this.#sandbox, this.clock);
  }

  /** The person with this given name, at a Teams client. */
  person(givenName: string): TeamsUser {
    return new TeamsUser(this.url, this.idOf(givenName));
  }

  idOf(givenName: string): string {
    const found = this.#sandbox.tenantInfo.people.find(({ name }) => name.startsWith(`${givenName} `));
    if (found === undefined) throw new Error(`Nobody here is called ${givenName}`);
    return found.id;
  }

  /** Starts Latchkey, for the first time or again. */
  async start(): Promise<void> {
    const { dataDir, environment, engine } = this.#options;
    if (dataDir === undefined && environment?.['DATABASE_URL'] === undefined)
      this.#database ??= await databaseOfOne(engine);
    this.#service = await startService(this.#config(), {
      clock: this.clock,
      logger: this.#logger(),
      jitter: () => 0.5,
      onGraphCall: (call) => this.graphCalls.push(call),
    });
    this.#release = track(`Latchkey on port ${this.#service.port}`);
    await this.control.setBot(`${this.botUrl}/api/messages`);
  }

  async stop(): Promise<void> {
    await this.#service?.stop();
    this.#service = undefined;
    this.#release?.();
  }

  async close(): Promise<void> {
    await this.stop();
    await this.#sandbox.stop();
    await this.#database?.remove();
    this.#database = undefined;
  }

  /** Moves everybody's clock forward. */
  async forward(minutes: number): Promise<void> {
    const { shiftMs } = await this.control.forward(minutes * 60_000);
    this.#shiftMs = shiftMs;
  }

  async installForEveryone(): Promise<void> {
    const { installedFor } = this.#options;
    const people = this.#sandbox.tenantInfo.people.filter(({ name, isInstalled }) =>
      installedFor === undefined ? isInstalled : installedFor.some((given) => name.startsWith(`${given} `)),
    );
    await Promise.all(people.map(({ id }) => new TeamsUser(this.url, id).install()));
  }

  #config(): Config {
    const { tenantId, appId, secret } = this.#sandbox.tenantInfo;
    const { dataDir, cardActions = 'execute', environment = {} } = this.#options;
    const config = readConfig({
      PORT: '0',
      // The port is not known yet: nothing but the sign-in page's address depends on it.
      LATCHKEY_PUBLIC_URL: 'http://127.0.0.1:3978',
      LATCHKEY_CLOUD: 'sandbox',
      LATCHKEY_SANDBOX_URL: this.url,
      MicrosoftAppId: appId,
      MicrosoftAppTenantId: tenantId,
      MicrosoftAppType: 'SingleTenant',
      MicrosoftAppPassword: secret,
      LATCHKEY_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
      ...ticketKeysInEnvironment,
      LATCHKEY_CARD_ACTIONS: cardActions,
      ...(dataDir === undefined ? this.#database?.environment : { LATCHKEY_DATA_DIR: dataDir }),
      ...environment,
    });
    const { settings } = config;
    const { watchesAlerts = false } = this.#options;
    const alerts = { ...settings.alerts, ...(watchesAlerts ? {} : { everyMinutes: 0 }) };
    const { ticketSystems = () => settings.ticketSystems, houseRules } = this.#options;
    return {
      ...config,
      settings: {
        ...settings,
        alerts,
        ticketSystems: ticketSystems(this.url),
        houseRules: houseRules === undefined ? settings.houseRules : houseRuleSettings.parse(houseRules),
      },
      ticketSecrets: new Map(Object.entries(ticketKeysInEnvironment)),
    };
  }

  #logger(): Record<LogLine['level'], (facts: object, message: string) => void> {
    const keep =
      (level: LogLine['level']) =>
      (facts: object, message: string): void => {
        this.log.push({ level, facts, message });
      };
    return { debug: keep('debug'), info: keep('info'), warn: keep('warn'), error: keep('error') };
  }
}

/**
 * Opens a world with Latchkey running in it and installed, on a working morning, whenever the test runs. Close it in an
 * `afterEach`.
 */
export async function openWorld(options: WorldOptions = {}): Promise<World> {
  const { tenant = 'harbour', mayAdminister = false, mayReview = false, isOfNow = false } = options;
  const now = Date.now();
  const startShiftMs = isOfNow ? 0 : workingMorning(new Date(now)).getTime() - now;
  const sandbox = await startSandbox({ tenant, mayAdminister, mayReview, startShiftMs });
  const world = new World(sandbox, startShiftMs, options);
  try {
    await world.start();
    await world.installForEveryone();
    return world;
  } catch (error) {
    await world.close();
    throw error;
  }
}
