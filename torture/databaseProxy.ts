import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { CommitWatch, type WireMessage, WireReader } from './wireMessages.ts';

/** When to strike: at the n-th commit from now on, before the server has it or when it has answered. */
interface Ambush {
  left: number;
  readonly effect: 'before' | 'after';
  readonly strike: () => void;
}

/** A wire between the bot and PostgreSQL that can be watched and cut. */
export class DatabaseProxy {
  readonly #server: Server;
  readonly #target: { readonly host: string; readonly port: number };
  readonly #sockets = new Set<Socket>();
  readonly #wires = new Set<Wire>();
  #ambush: Ambush | undefined;
  #isCut = false;

  constructor(server: Server, target: { readonly host: string; readonly port: number }) {
    this.#server = server;
    this.#target = target;
    server.on('connection', (client) => {
      this.#join(client);
    });
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Calls `strike` once, at the n-th commit from now on; nothing more goes through a wire on which it struck. */
  atCommit(nth: number, effect: 'before' | 'after', strike: () => void): void {
    this.#ambush = { left: nth, effect, strike };
  }

  /** No strike any more. */
  disarm(): void {
    this.#ambush = undefined;
  }

  /** Every connection ends, and nobody gets a new one. */
  cut(): void {
    this.#isCut = true;
    for (const socket of this.#sockets) socket.destroy();
  }

  mend(): void {
    this.#isCut = false;
  }

  /** Nothing goes through the connections that there are any more, and nobody hears that; new ones are as ever. */
  fallSilent(): void {
    for (const wire of this.#wires) wire.fallSilent();
  }

  async stop(): Promise<void> {
    this.cut();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #join(client: Socket): void {
    if (this.#isCut) {
      client.destroy();
      return;
    }
    const server = connect(this.#target);
    const wire = new Wire(client, server, (effect) => this.#strikes(effect));
    this.#wires.add(wire);
    client.once('close', () => this.#wires.delete(wire));
    for (const [socket, other] of [
      [client, server],
      [server, client],
    ] as const) {
      this.#sockets.add(socket);
      // Every statement is a small message; held back, each of them would cost forty milliseconds.
      socket.setNoDelay(true);
      // Whatever happens to one end, the other one hears of it as the end of its connection.
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        this.#sockets.delete(socket);
        other.destroy();
      });
    }
    wire.run();
  }

  /** Counts one commit; true when it is the one that is waited for, at the moment that is waited for. */
  #strikes(effect: 'before' | 'after'): (() => void) | undefined {
    const ambush = this.#ambush;
    if (ambush?.effect !== effect) return undefined;
    ambush.left -= 1;
    if (ambush.left > 0) return undefined;
    this.#ambush = undefined;
    return ambush.strike;
  }
}

/** One connection. */
class Wire {
  readonly #client: Socket;
  readonly #server: Socket;
  readonly #strikes: (effect: 'before' | 'after') => (() => void) | undefined;
  readonly #watch = new CommitWatch();
  /** Commits that the server has and did not answer yet. */
  #unanswered = 0;
  #isDead = false;

  constructor(
    client: Socket,
    server: Socket,
    strikes: (effect: 'before' | 'after') => (() => void) | undefined,
  ) {
    this.#client = client;
    this.#server = server;
    this.#strikes = strikes;
  }

  run(): void {
    const asked = new WireReader(true);
    const answered = new WireReader(false);
    this.#client.on('data', (chunk) => {
      for (const message of asked.read(chunk)) this.#ask(message);
    });
    this.#server.on('data', (chunk) => {
      for (const message of answered.read(chunk)) this.#answer(message);
    });
  }

  fallSilent(): void {
    this.#isDead = true;
  }

  #ask(message: WireMessage): void {
    if (this.#isDead) return;
    if (this.#watch.commits(message)) {
      const strike = this.#strikes('before');
      if (strike !== undefined) {
        this.#die(strike);
        return;
      }
      this.#unanswered += 1;
    }
    this.#server.write(message.bytes);
  }

  #answer(message: WireMessage): void {
    if (this.#isDead) return;
    // The server is ready for the next one: what was asked before is done.
    if (message.type === 'Z' && this.#unanswered > 0) {
      this.#unanswered -= 1;
      const strike = this.#strikes('after');
      if (strike !== undefined) {
        this.#die(strike);
        return;
      }
    }
    this.#client.write(message.bytes);
  }

  #die(strike: () => void): void {
    this.#isDead = true;
    strike();
  }
}

/** Listens on a free port of loopback, in front of the server that `url` names. */
export async function proxyOf(url: string): Promise<DatabaseProxy> {
  const { hostname, port } = new URL(url);
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  return new DatabaseProxy(server, { host: hostname, port: Number(port === '' ? '5432' : port) });
}
