import { type RunningSandbox, startSandbox } from '../test/support/runningSandbox.ts';
import { GraphWorld } from '../test/support/graphWorld.ts';
import { TeamsUser } from '../test/support/teamsUser.ts';
import { workingMorning } from '../test/support/workingMorning.ts';
import { type Place, type Places } from './databases.ts';
import { instantOf } from './daysOfTorture.ts';
import { type VotedSettings, votedSettings } from './houseRules.ts';
import { type TimeOfDay } from './plan.ts';
import { startBot, type TorturedBot } from './torturedBot.ts';

/** Who plays a part: the requestor, and the three who may approve. */
export const players = ['Ana', 'Ben', 'Chi', 'Dara'] as const;

/** One of them, by given name. */
export type PlayerName = (typeof players)[number];

/** How a cycle begins. */
interface Beginning {
  readonly hasHouseRules: boolean;
  readonly timeOfDay: TimeOfDay;
}

/** An offline tenant that outlives its bots, and the databases for them. */
export class Scene {
  readonly #sandbox: RunningSandbox;
  readonly #places: Places;
  readonly #beginning: Date;
  #bot: TorturedBot | undefined;
  /** There once a story was played in which the house asks for votes. */
  #votedSettings: VotedSettings | undefined;
  #hasHouseRules = false;
  #shiftMs = 0;
  /** How far the bot's clock is off the tenant's. */
  #offMs = 0;

  /** `beginning` is when the tenant's own time begins. */
  constructor(sandbox: RunningSandbox, places: Places, beginning: Date) {
    this.#sandbox = sandbox;
    this.#places = places;
    this.#beginning = beginning;
  }

  get control(): RunningSandbox['control'] {
    return this.#sandbox.control;
  }

  get tenantId(): string {
    return this.#sandbox.tenantInfo.tenantId;
  }

  get url(): string {
    return this.#sandbox.url;
  }

  get bot(): TorturedBot {
    if (this.#bot === undefined) throw new Error('No bot was started');
    return this.#bot;
  }

  idOf(name: PlayerName): string {
    const found = this.#sandbox.tenantInfo.people.find((person) => person.name.startsWith(`${name} `));
    if (found === undefined) throw new Error(`Nobody here is called ${name}`);
    return found.id;
  }

  person(name: PlayerName): TeamsUser {
    return new TeamsUser(this.url, this.idOf(name));
  }

  /** The tenant's own truth, read as this person with a client of our own. */
  async pimAs(name: PlayerName): ReturnType<GraphWorld['as']> {
    const world = new GraphWorld(this.#sandbox);
    await world.forward(0);
    return world.as(this.idOf(name));
  }

  /**
   * The tenant as it was at first, at one instant whenever it is run, and a bot on a database that knows everybody, with or
   * without the house's rules.
   */
  async begin({ hasHouseRules, timeOfDay }: Beginning): Promise<Place> {
    this.#hasHouseRules = hasHouseRules;
    if (hasHouseRules) this.#votedSettings ??= await votedSettings((name) => this.idOf(name));
    await this.control.reset();
    this.#offMs = 0;
    await this.#forwardTo(instantOf(timeOfDay, this.#beginning));
    await this.#withoutRateLimits();
    const place = await this.#places.fresh();
    await this.start(place);
    return place;
  }

  /**
   * Starts the bot, for the first time or again; resolves when it is ready. A port that was free a moment ago may be
   * somebody else's by the time it listens: then it is started on another.
   */
  async start(place: Place): Promise<void> {
    const bot = await startBot(
      { ...this.#sandbox.tenantInfo, url: this.url },
      { ...place.environment, ...this.#settings() },
      this.#shiftMs + this.#offMs,
    );
    this.#bot = bot;
    await this.control.setBot(bot.endpoint);
    try {
      await bot.ready();
    } catch (error) {
      if (!bot.lostItsPort) throw error;
      await this.start(place);
    }
  }

  /** Moves everybody's clock forward. */
  async forward(minutes: number): Promise<void> {
    this.#shiftMs = (await this.control.forward(minutes * 60_000)).shiftMs;
    await this.#bot?.moveClock(this.#shiftMs + this.#offMs);
  }

  /** Sets the bot's clock wrong. */
  async putClockOff(seconds: number): Promise<void> {
    this.#offMs = seconds * 1_000;
    await this.#bot?.moveClock(this.#shiftMs + this.#offMs);
  }

  async stop(): Promise<void> {
    await this.#bot?.kill();
    await this.#sandbox.stop();
    await this.#places.remove();
    await this.#votedSettings?.remove();
  }

  /** Makes the database that every cycle begins with: everybody has the app, nobody did anything yet. */
  async prepare(): Promise<void> {
    await this.#forwardTo(this.#beginning);
    await this.#withoutRateLimits();
    const place = await this.#places.empty();
    await this.start(place);
    for (const name of players) await this.person(name).install();
    await this.bot.stop();
    await this.#places.keep(place);
    await place.remove();
  }

  /** Moves the tenant's clock, while no bot runs that would have to follow; not at all where it is that late already. */
  async #forwardTo(instant: Date): Promise<void> {
    const { now } = await this.control.clock();
    const { shiftMs } = await this.control.forward(Math.max(0, instant.getTime() - Date.parse(now)));
    this.#shiftMs = shiftMs;
  }

  #settings(): Readonly<Record<string, string>> {
    if (!this.#hasHouseRules || this.#votedSettings === undefined) return {};
    return { LATCHKEY_SETTINGS_FILE: this.#votedSettings.path };
  }

  async #withoutRateLimits(): Promise<void> {
    await fetch(`${this.url}/client/channel`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ hasRateLimits: false }),
    });
  }
}

/** Starts the tenant and prepares the database. */
export async function openScene(places: Places): Promise<Scene> {
  const now = Date.now();
  const beginning = workingMorning(new Date(now));
  const sandbox = await startSandbox({ startShiftMs: beginning.getTime() - now });
  const scene = new Scene(sandbox, places, beginning);
  try {
    await scene.prepare();
    return scene;
  } catch (error) {
    await scene.stop();
    throw error;
  }
}
