import { type ServerResponse } from 'node:http';
import { type World } from '../world.ts';

/** What clients are told of, by name. */
export type EventName =
  | 'message'
  | 'update'
  | 'delete'
  | 'typing'
  | 'toast'
  | 'unread'
  | 'people'
  | 'happening'
  | 'clock'
  | 'reset';

interface TeamsEvent {
  readonly id: number;
  readonly name: EventName;
  /** Whose chat it is about; `undefined` concerns everybody. */
  readonly chat: string | undefined;
  readonly payload: unknown;
}

/** Events kept for clients that come back with `Last-Event-ID`. */
const KEPT = 1000;
const HEARTBEAT_MS = 15_000;
const CLOCK_WATCH_MS = 500;

/** The stream of events (server-sent events) that clients follow. */
export class Events {
  readonly #world: World;
  readonly #followers = new Map<ServerResponse, string | undefined>();
  #kept: TeamsEvent[] = [];
  #lastId = 0;
  #shiftMs = 0;
  #timers: NodeJS.Timeout[] = [];

  constructor(world: World) {
    this.#world = world;
    world.journal.follow((happening) => {
      this.emit('happening', undefined, happening);
    });
  }

  /** Tells the clients. `chat` is whose chat it is about; `undefined` goes to all. */
  emit(name: EventName, chat: string | undefined, payload: unknown): void {
    this.#lastId += 1;
    const event: TeamsEvent = { id: this.#lastId, name, chat, payload };
    this.#kept.push(event);
    if (this.#kept.length > KEPT) this.#kept = this.#kept.slice(-KEPT);
    for (const [response, person] of this.#followers) write(response, person, event);
  }

  /**
   * Streams events to a client until it goes away, from `lastEventId` on. A client that asks for more than is kept
   * gets a `reset` event first and has to read the chats again.
   */
  stream(response: ServerResponse, person: string | undefined, lastEventId: string | undefined): void {
    if (!response.headersSent) {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    }
    response.write(': events of the sandbox\n\n');
    if (lastEventId !== undefined) this.#resume(response, person, Number(lastEventId));
    this.#followers.set(response, person);
    response.on('close', () => {
      this.#followers.delete(response);
      if (this.#followers.size === 0) this.#rest();
    });
    this.#watch();
  }

  #resume(response: ServerResponse, person: string | undefined, since: number): void {
    const oldest = this.#kept[0]?.id ?? this.#lastId + 1;
    const isGap = !Number.isInteger(since) || since > this.#lastId || since < oldest - 1;
    if (isGap) write(response, person, { id: this.#lastId, name: 'reset', chat: undefined, payload: {} });
    else {
      for (const event of this.#kept.filter(({ id }) => id > since)) write(response, person, event);
    }
  }

  /** While somebody listens: a heartbeat, and a look whether control has moved the clock. */
  #watch(): void {
    if (this.#timers.length > 0) return;
    this.#shiftMs = this.#currentShiftMs();
    const heartbeat = setInterval(() => {
      for (const response of this.#followers.keys()) response.write(': still here\n\n');
    }, HEARTBEAT_MS);
    const clockWatch = setInterval(() => {
      const shiftMs = this.#currentShiftMs();
      if (Math.abs(shiftMs - this.#shiftMs) < CLOCK_WATCH_MS) return;
      this.#shiftMs = shiftMs;
      this.emit('clock', undefined, { now: this.#world.clock.now().toISOString() });
    }, CLOCK_WATCH_MS);
    this.#timers = [heartbeat.unref(), clockWatch.unref()];
  }

  #rest(): void {
    this.#timers.forEach(clearInterval);
    this.#timers = [];
  }

  #currentShiftMs(): number {
    return this.#world.clock.now().getTime() - Date.now();
  }
}

function write(response: ServerResponse, person: string | undefined, event: TeamsEvent): void {
  if (event.chat !== undefined && person !== undefined && event.chat !== person) return;
  response.write(`id: ${event.id}\nevent: ${event.name}\ndata: ${JSON.stringify(event.payload)}\n\n`);
}
