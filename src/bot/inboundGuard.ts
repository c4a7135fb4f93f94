import { type IncomingHttpHeaders } from 'node:http';
import { type Activity } from 'botbuilder';
import { isGuid } from '../pim/ids.ts';
import { type Logger } from '../pim/logger.ts';
import { type Clock } from '../pim/ports.ts';
import { type ShapeFault, shapeActivity } from './activityShape.ts';
import { createChannelKeys } from './channelKeys.ts';
import { bearerToken, checkChannelToken, type TokenFault } from './channelToken.ts';
import { type ServiceUrlCheck } from './serviceUrls.ts';
import { rememberVerified } from './verifiedTokens.ts';

/** A request to the messaging endpoint, read whole. */
export interface InboundRequest {
  readonly headers: IncomingHttpHeaders;
  /** Node's own list of names and values, which shows a header that was sent twice. */
  readonly rawHeaders?: readonly string[];
  readonly body: Buffer;
}

/** Why a request was refused; for the log, never for the sender. */
export type RefusalReason =
  | TokenFault
  | ShapeFault
  | 'bodyTooLarge'
  | 'headersTooLarge'
  | 'contentType'
  | 'contentEncoding'
  | 'serviceUrlMissing'
  | 'serviceUrlMismatch'
  | 'serviceUrlNotAllowed'
  | 'channel'
  | 'tenant'
  | 'recipient'
  | 'sender';

/** A refusal. The sender sees the status and nothing else. */
export interface Refusal {
  readonly accepted: false;
  readonly status: 400 | 401 | 403 | 413;
  readonly reason: RefusalReason;
}

/** The activity, or the refusal. */
export type InboundVerdict = { readonly accepted: true; readonly activity: Activity } | Refusal;

/** What stands before the SDK. */
export interface InboundGuard {
  /** Never throws; every refusal is logged once. */
  check(request: InboundRequest): Promise<InboundVerdict>;
  /** Whether the channel's keys of the last 48 hours are there; reads them where needed, once a minute at most. */
  hasKeys(): Promise<boolean>;
  /** How many entries the guard remembers; they are the channel's keys, so nothing that arrives can add to them. */
  readonly size: number;
}

/** Whom the guard lets through. */
export interface InboundGuardOptions {
  /** As registered: compared with `aud` character for character. */
  readonly appId: string;
  readonly tenantId: string;
  /** The channel's OpenID metadata; its keys are read from nowhere else. */
  readonly channelMetadataUrl: string;
  readonly channelIssuer: string;
  readonly allowedServiceUrls: ServiceUrlCheck;
  /** Origins, besides the metadata's own, that its `jwks_uri` may be on. */
  readonly allowedKeyOrigins?: readonly string[];
  readonly clock: Clock;
  readonly fetch: typeof fetch;
  readonly logger: Logger;
}

/** The most that a body may hold; the server stops reading there. */
export const maximumBodyBytes = 262_144;
const maximumHeaderBytes = 8_192;
const channelId = 'msteams';

const refuse = (status: Refusal['status'], reason: RefusalReason): Refusal => ({
  accepted: false,
  status,
  reason,
});

/**
 * Lets through what the Bot Service sent for this bot in this tenant, and nothing else. Size and form come before
 * cryptography, cryptography before meaning. It proves the channel, never the person.
 */
export function createInboundGuard(options: InboundGuardOptions): InboundGuard {
  const { clock, logger } = options;
  const keys = createChannelKeys({ ...options, metadataUrl: options.channelMetadataUrl });
  const payloadOf = rememberVerified();

  const judge = async (request: InboundRequest): Promise<InboundVerdict> => {
    const { headers, rawHeaders = [], body } = request;
    const form = faultOfForm(request);
    if (form !== undefined) return form;
    const { activity, fault: shapeFault } = shapeActivity(body);
    if (shapeFault !== undefined) return refuse(400, shapeFault);
    const { token, fault: bearerFault } = bearerToken(headers, rawHeaders);
    if (bearerFault !== undefined) return refuse(401, bearerFault);
    const expected = { issuer: options.channelIssuer, appId: options.appId, channelId, now: clock.now() };
    const { claims, fault } = await checkChannelToken(token, keys, expected, payloadOf);
    if (fault !== undefined) return refuse(401, fault);
    if (claims.isWithinSkew)
      logger.info({ event: 'inbound.withinSkew' }, 'Let a token pass just after its end');
    const refusal = faultOfAddress(activity, claims.serviceUrl, options) ?? faultOfMeaning(activity, options);
    return refusal ?? { accepted: true, activity };
  };

  return {
    async check(request) {
      const verdict = await judge(request);
      if (!verdict.accepted) {
        logger.warn({ event: 'inbound.refused', reason: verdict.reason }, 'Refused an inbound request');
      }
      return verdict;
    },
    hasKeys: () => keys.areFresh(),
    get size() {
      return keys.size;
    },
  };
}

function faultOfForm({ headers, rawHeaders, body }: InboundRequest): Refusal | undefined {
  if (body.length > maximumBodyBytes) return refuse(413, 'bodyTooLarge');
  const lines = rawHeaders ?? Object.entries(headers).flat(2);
  // Each name and value takes two characters more on the wire.
  const headerBytes = lines.reduce((sum, text) => sum + (text?.length ?? 0) + 2, 0);
  if (headerBytes > maximumHeaderBytes) return refuse(400, 'headersTooLarge');
  if (!/^application\/json *(; *charset="?utf-8"? *)?$/i.test(headers['content-type'] ?? '')) {
    return refuse(400, 'contentType');
  }
  return headers['content-encoding'] === undefined ? undefined : refuse(400, 'contentEncoding');
}

/** The token is made out for one address and one channel; the body has to name the same. */
function faultOfAddress(
  activity: Activity,
  claimed: string,
  { allowedServiceUrls }: InboundGuardOptions,
): Refusal | undefined {
  const { serviceUrl } = activity as { serviceUrl?: string | null };
  if (typeof serviceUrl !== 'string' || serviceUrl === '') return refuse(401, 'serviceUrlMissing');
  if (serviceUrl !== claimed) return refuse(401, 'serviceUrlMismatch');
  if (!allowedServiceUrls(serviceUrl)) return refuse(403, 'serviceUrlNotAllowed');
  return activity.channelId === channelId ? undefined : refuse(401, 'channel');
}

/** Whether it is for this bot, in this tenant, from somebody whose name in Entra is known. */
function faultOfMeaning(activity: Activity, { appId, tenantId }: InboundGuardOptions): Refusal | undefined {
  const { tenant } = (activity.channelData ?? {}) as { tenant?: { id?: string | null } | null };
  const isOurs = (id: string | null | undefined): boolean => id?.toLowerCase() === tenantId.toLowerCase();
  if (!isOurs(activity.conversation.tenantId) || !isOurs(tenant?.id)) return refuse(403, 'tenant');
  if (activity.recipient.id !== `28:${appId}`) return refuse(403, 'recipient');
  const { aadObjectId } = activity.from as { aadObjectId?: string | null };
  const mayBeUnknown = activity.type !== 'message' && activity.type !== 'invoke';
  if (aadObjectId === undefined || aadObjectId === null) {
    return mayBeUnknown ? undefined : refuse(403, 'sender');
  }
  return isGuid(aadObjectId) ? undefined : refuse(403, 'sender');
}
