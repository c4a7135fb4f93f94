import { once } from 'node:events';
import { type Server as HttpServer, type OutgoingHttpHeaders } from 'node:http';
import { type AddressInfo, type Socket } from 'node:net';
import { pino } from 'pino';
import restify, { type Next, type Request, type Response, type Server } from 'restify';
import { type Logger } from '../pim/logger.ts';
import { errorFacts } from './errorFacts.ts';

/** Answers one request; whatever it throws becomes an empty 500. */
export type Route = (request: Request, response: Response) => Promise<void>;

/** A restify server with limits, without words of its own. */
export interface HttpListener {
  get(path: string, route: Route): void;
  post(path: string, route: Route): void;
  /** Resolves to the port; rejects where it cannot listen. */
  listen(port: number, host?: string): Promise<number>;
  /** Stops accepting; resolves when the last request has been answered. */
  drain(): Promise<void>;
  /** Cuts what is left. */
  cut(): void;
}

/** Time that a client has for its headers, and for a whole request. */
export interface RequestLimits {
  readonly headersMilliseconds: number;
  readonly requestMilliseconds: number;
}

const maximumHeaderBytes = 8_192;

/** Ends a response with this status, these headers and this body, and nothing of the framework's. */
export function respond(
  response: Response,
  status: number,
  body = '',
  headers: OutgoingHttpHeaders = {},
): void {
  if (response.headersSent || response.destroyed) return;
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined) response.setHeader(name, value);
  response.sendRaw(status, body, { 'content-length': String(Buffer.byteLength(body)) });
}

/** Makes a server that answers 404 with an empty body to all it has no route for, and never tells of an error. */
export function createHttpListener(limits: RequestLimits, logger: Logger): HttpListener {
  const server = quietServer(logger);
  const http = server.server as HttpServer;
  // restify makes its server without options; Node reads these when a connection comes and when it starts to listen.
  Object.assign(http, {
    maxHeaderSize: maximumHeaderBytes,
    headersTimeout: limits.headersMilliseconds,
    requestTimeout: limits.requestMilliseconds,
    connectionsCheckingInterval: Math.min(1_000, limits.headersMilliseconds),
  });
  let isClosing = false;
  server.pre((_request: Request, response: Response, next: Next) => {
    if (isClosing) response.setHeader('connection', 'close');
    // A connection that is kept alive would hold the server open after its last request.
    response.once('close', () => {
      if (!isClosing) return;
      setImmediate(() => {
        http.closeIdleConnections();
      });
    });
    next();
  });

  return {
    get: (path, route) =>
      void server.get(path, async (request: Request, response: Response) => route(request, response)),
    post: (path, route) =>
      void server.post(path, async (request: Request, response: Response) => route(request, response)),
    async listen(port, host) {
      http.listen(port, host);
      await once(http, 'listening');
      return (http.address() as AddressInfo).port;
    },
    async drain() {
      isClosing = true;
      if (!http.listening) return;
      const closed = once(http, 'close');
      http.close();
      await closed;
    },
    cut() {
      http.closeAllConnections();
    },
  };
}

/** restify with neither a log nor words of its own: both could quote what was sent, or what went wrong. */
function quietServer(logger: Logger): Server {
  const server = restify.createServer({ name: '', log: pino({ level: 'silent' }) as never });
  server.on('restifyError', (_request: Request, response: Response, error: unknown, done: () => void) => {
    const { statusCode = 500 } = error as { statusCode?: number };
    // A path with another method is as unknown as any other path.
    const isUnknown = statusCode === 404 || statusCode === 405;
    if (!isUnknown) logger.error({ event: 'http.failed', ...errorFacts(error) }, 'A request failed');
    response.removeHeader('Allow');
    respond(response, isUnknown ? 404 : 500);
    done();
  });
  // Whoever listens hears of it by the rejection; without this, restify would throw it into the void.
  server.on('error', (error: unknown) => {
    logger.error({ event: 'http.failed', ...errorFacts(error) }, 'The HTTP server failed');
  });
  // Node hands such a connection over and forgets it: without this, restify would leave it open for ever.
  server.on('upgrade', (_request: Request, socket: Socket) => {
    socket.write('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
    socket.destroySoon();
  });
  return server;
}
