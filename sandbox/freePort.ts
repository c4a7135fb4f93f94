import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * Ports that no system hands out by itself: Linux begins at 32768, others at 49152. So nobody's outgoing connection has
 * the port by the time that it is listened on, nor while whoever listens there is killed and started again. Browsers and
 * `fetch` refuse none of them.
 */
const FIRST_PORT = 12_000;
const LAST_PORT = 32_767;
const ATTEMPTS = 100;

/** A port that nobody listens on at this moment, for a process that is told its port. @throws Error where none is found */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const port = randomInt(FIRST_PORT, LAST_PORT + 1);
    if (await isPortFree(port)) return port;
  }
  throw new Error(`No port from ${FIRST_PORT} to ${LAST_PORT} is free`);
}

/** Whether a program that starts now could listen there, on loopback as well as on every address of the machine. */
export async function isPortFree(port: number): Promise<boolean> {
  return (await canListen(port)) && canListen(port, '127.0.0.1');
}

function canListen(port: number, host?: string): Promise<boolean> {
  const probe = createServer();
  return new Promise((resolve) => {
    probe.once('error', () => {
      resolve(false);
    });
    probe.listen({ port, host }, () => {
      probe.close(() => {
        resolve(true);
      });
    });
  });
}
