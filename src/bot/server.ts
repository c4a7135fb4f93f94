import { setTimeout as pause } from 'node:timers/promises';
import { type Activity } from 'botbuilder';
import { type Logger } from '../pim/logger.ts';
import { errorFacts } from './errorFacts.ts';
import { createHttpListener, type HttpListener, respond, type Route } from './httpListener.ts';
import { type InboundGuard, maximumBodyBytes } from './inboundGuard.ts';
import { isLoopbackPeer } from './loopbackPeer.ts';
import { type PageAnswer, pageHeaders, pageRequest, type PageRequest, type SignInPages } from './pages.ts';
import { readRequestBody } from './requestBody.ts';
import { readTeamsLibrary, teamsLibraryHeaders, teamsLibraryPath } from './signIn/teamsLibrary.ts';
import { type ActivityAnswer, createTurnDeadline, type TurnDeadline } from './turnDeadline.ts';
import { Turnstile } from './turnstile.ts';

export { type ActivityAnswer, type PageAnswer, type PageRequest, type SignInPages };

/** Whether the service can do its work, and in our own short words why not. Never an id. */
export interface Health {
  readonly ready: boolean;
  readonly reasons: readonly string[];
}

/** Times after which the server stops waiting. */
export interface ServerLimits {
  /** For a request's headers, and for its body. */
  readonly headersMilliseconds: number;
  readonly bodyMilliseconds: number;
  /** Until an activity that is no invoke is answered 200, its turn going on. */
  readonly messageMilliseconds: number;
  /** Until an invoke is answered, its turn going on. */
  readonly invokeMilliseconds: number;
  readonly healthMilliseconds: number;
  /** For requests and turns that are under way when the server closes. */
  readonly closeMilliseconds: number;
}

/** What the server puts together. */
export interface BotServerOptions {
  readonly guard: Pick<InboundGuard, 'check'>;
  onActivity(activity: Activity): Promise<ActivityAnswer>;
  /** Body for an `adaptiveCard/action` whose outcome comes later. */
  readonly lateInvokeBody: unknown;
  readonly signInPages: SignInPages;
  health(): Promise<Health>;
  /** Prometheus' text format. */
  metrics(): Promise<string>;
  /** A listener of its own for `/metrics`; without it the main port serves it to this machine alone. */
  readonly metricsListener?: { readonly host: string; readonly port: number };
  readonly logger: Logger;
  readonly limits?: Partial<ServerLimits>;
}

/** The service's HTTP side. */
export interface BotServer {
  /** Port 0 takes any free one. Rejects where it cannot listen. */
  listen(
    port: number,
    host?: string,
  ): Promise<{ readonly port: number; readonly metricsPort: number | undefined }>;
  /** Stops accepting, waits for requests and turns under way, then cuts the rest. May be called again. */
  close(): Promise<void>;
}

const defaults: ServerLimits = {
  headersMilliseconds: 10_000,
  bodyMilliseconds: 9_000,
  messageMilliseconds: 2_500,
  invokeMilliseconds: 8_000,
  healthMilliseconds: 5_000,
  closeMilliseconds: 8_000,
};

/** Requests between two looks at the network: some two milliseconds of work, should all of them be refused. */
const JUDGED_AT_ONCE = 4;

const json = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' };
const plainText = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' };
const metricsText = { ...plainText, 'content-type': 'text/plain; version=0.0.4; charset=utf-8' };

/** Makes the server: messaging endpoint, sign-in pages, health, metrics; all else is 404. It tells nobody of errors. */
export function createServer(options: BotServerOptions): BotServer {
  const limits = { ...defaults, ...options.limits };
  const { logger, signInPages, metricsListener } = options;
  const deadline = createTurnDeadline({ ...limits, lateInvokeBody: options.lateInvokeBody, logger });
  // Node's limit for the whole request stands behind ours for the body, which answers.
  const requestLimits = {
    headersMilliseconds: limits.headersMilliseconds,
    requestMilliseconds: limits.headersMilliseconds + limits.bodyMilliseconds,
  };
  const main = createHttpListener(requestLimits, logger);
  const metricsOnly = metricsListener === undefined ? undefined : createHttpListener(requestLimits, logger);
  const listeners = metricsOnly === undefined ? [main] : [main, metricsOnly];

  main.post('/api/messages', messagingRoute(options, limits, deadline));
  main.get(
    '/auth/start',
    pageRoute((request) => signInPages.start(request), logger),
  );
  main.get(
    '/auth/end',
    pageRoute((request) => signInPages.end(request), logger),
  );
  const teamsLibrary = readTeamsLibrary();
  main.get(teamsLibraryPath, async (_request, response) => {
    respond(response, 200, teamsLibrary, teamsLibraryHeaders);
    return Promise.resolve();
  });
  main.get('/healthz', async (_request, response) => {
    respond(response, 200, 'ok', plainText);
    return Promise.resolve();
  });
  main.get('/readyz', readinessRoute(options, limits));
  const metrics = metricsRoute(options);
  if (metricsOnly === undefined) {
    main.get('/metrics', async (request, response) => {
      if (isLoopbackPeer(request)) await metrics(request, response);
      else respond(response, 404);
    });
  } else metricsOnly.get('/metrics', metrics);

  return {
    async listen(port, host) {
      const metricsPort = await metricsOnly?.listen(metricsListener?.port ?? 0, metricsListener?.host);
      return { port: await main.listen(port, host), metricsPort };
    },
    close: async () => closeAll(listeners, deadline, limits.closeMilliseconds),
  };
}

function messagingRoute(options: BotServerOptions, limits: ServerLimits, deadline: TurnDeadline): Route {
  const bodyLimits = { maximumBytes: maximumBodyBytes, milliseconds: limits.bodyMilliseconds };
  const turnstile = new Turnstile(JUDGED_AT_ONCE);
  return async (request, response) => {
    const { body, fault } = await readRequestBody(request, bodyLimits);
    if (fault !== undefined) {
      options.logger.warn(
        { event: 'inbound.refused', reason: `body.${fault}` },
        'Refused an inbound request',
      );
      response.once('finish', () => request.destroy());
      respond(response, fault === 'tooLarge' ? 413 : 408, '', { connection: 'close' });
      return;
    }
    const { headers, rawHeaders } = request;
    await turnstile.pass();
    const verdict = await options.guard.check({ headers, rawHeaders, body });
    if (!verdict.accepted) {
      respond(response, verdict.status);
      return;
    }
    const { activity } = verdict;
    const answer = await deadline.answer(activity, async () => options.onActivity(activity));
    if (answer.body === undefined) respond(response, answer.status);
    else respond(response, answer.status, JSON.stringify(answer.body), json);
  };
}

function pageRoute(page: (request: PageRequest) => Promise<PageAnswer>, logger: Logger): Route {
  return async (request, response) => {
    const asked = pageRequest(request);
    const answer = asked === undefined ? { status: 400 } : await answerOf(page(asked), logger);
    respond(response, answer.status, answer.html, pageHeaders(answer));
  };
}

async function answerOf(page: Promise<PageAnswer>, logger: Logger): Promise<PageAnswer> {
  try {
    return await page;
  } catch (error) {
    logger.error({ event: 'page.failed', ...errorFacts(error) }, 'A sign-in page failed');
    return { status: 500 };
  }
}

function readinessRoute(options: BotServerOptions, { healthMilliseconds }: ServerLimits): Route {
  const ask = async (): Promise<Health> => {
    const tooLate = { ready: false, reasons: ['The health check takes too long'] };
    try {
      return await Promise.race([options.health(), pause(healthMilliseconds, tooLate, { ref: false })]);
    } catch (error) {
      options.logger.error({ event: 'health.failed', ...errorFacts(error) }, 'The health check failed');
      return { ready: false, reasons: ['The health check failed'] };
    }
  };
  return async (_request, response) => {
    const { ready, reasons } = await ask();
    respond(response, ready ? 200 : 503, JSON.stringify({ ready, reasons }), json);
  };
}

function metricsRoute(options: BotServerOptions): Route {
  return async (_request, response) => {
    try {
      respond(response, 200, await options.metrics(), metricsText);
    } catch (error) {
      options.logger.error(
        { event: 'metrics.failed', ...errorFacts(error) },
        'The metrics could not be gathered',
      );
      respond(response, 500);
    }
  };
}

async function closeAll(
  listeners: readonly HttpListener[],
  deadline: TurnDeadline,
  milliseconds: number,
): Promise<void> {
  const timer = new AbortController();
  // Requests first: one that is just being read may still start a turn.
  const drained = Promise.all(listeners.map(async (listener) => listener.drain())).then(async () =>
    deadline.settled(),
  );
  const tooLate = pause(milliseconds, undefined, { signal: timer.signal }).catch(() => undefined);
  await Promise.race([drained, tooLate]);
  timer.abort();
  for (const listener of listeners) listener.cut();
}
