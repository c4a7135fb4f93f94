import assert from 'node:assert/strict';

/** One server-sent event. */
interface StreamedEvent {
  readonly id: string;
  readonly name: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** Follows the sandbox's event stream as a page does. */
export class EventStream {
  readonly seen: StreamedEvent[] = [];
  readonly #abort: AbortController;
  readonly #reading: Promise<void>;
  #arrived: () => void = () => undefined;
  #taken = 0;

  private constructor(response: Response, abort: AbortController) {
    this.#abort = abort;
    this.#reading = this.#read(response);
  }

  /** Connects; `lastEventId` resumes after that event. */
  static async follow(url: string, lastEventId?: string): Promise<EventStream> {
    const abort = new AbortController();
    const response = await fetch(url, {
      headers: lastEventId === undefined ? {} : { 'last-event-id': lastEventId },
      signal: abort.signal,
    });
    assert.equal(response.status, 200);
    assert.match(response.headers.get('content-type') ?? '', /^text\/event-stream/);
    return new EventStream(response, abort);
  }

  /** The next event of this name; events of other names on the way are passed over. Fails after ten seconds. */
  async next(name: string): Promise<StreamedEvent> {
    const timer = AbortSignal.timeout(10_000);
    for (;;) {
      while (this.#taken < this.seen.length) {
        const event = this.seen[this.#taken];
        this.#taken += 1;
        if (event?.name === name) return event;
      }
      const arrival = new Promise<void>((resolve) => (this.#arrived = resolve));
      await Promise.race([arrival, rejectedBy(timer, name)]);
    }
  }

  async close(): Promise<void> {
    this.#abort.abort();
    await this.#reading;
  }

  async #read(response: Response): Promise<void> {
    let pending = '';
    assert.ok(response.body);
    try {
      for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
        pending += chunk;
        const blocks = pending.split('\n\n');
        pending = blocks.pop() ?? '';
        this.seen.push(...blocks.map(parsed).filter((event) => event !== undefined));
        this.#arrived();
      }
    } catch (error) {
      if (!this.#abort.signal.aborted) throw error;
    }
  }
}

function rejectedBy(signal: AbortSignal, name: string): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => {
      reject(new Error(`no event "${name}" came`));
    });
  });
}

function parsed(block: string): StreamedEvent | undefined {
  const field = (name: string): string | undefined => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1];
  const [id, name, json] = [field('id'), field('event'), field('data')];
  if (id === undefined || name === undefined || json === undefined) return undefined;
  return { id, name, payload: JSON.parse(json) as Record<string, unknown> };
}
