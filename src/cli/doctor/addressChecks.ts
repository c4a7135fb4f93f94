import { z } from 'zod';
import { createChannelKeys } from '../../bot/channelKeys.ts';
import { type ConfigParts } from '../../configParts.ts';
import { type CommandWorld } from '../command.ts';
import { silent } from '../commandStore.ts';
import { failed, type Finding, look, notLookedAt, type Seen, well } from './finding.ts';

const ANSWER_MS = 8_000;
/** More than any answer of ours. */
const MOST_CHARACTERS = 10_000;

/** An activity in form, so that nothing but the missing token is wrong with it. */
const A_STRANGERS_ACTIVITY = {
  type: 'event',
  channelId: 'msteams',
  from: { id: 'doctor' },
  recipient: { id: 'doctor' },
  conversation: { id: 'doctor' },
};

/** What is at the public address, and the keys of the channel. */
export const addressChecks = (
  parts: ConfigParts,
  world: Pick<CommandWorld, 'clock'>,
): Promise<readonly Finding[]> =>
  Promise.all([
    look('channelKeys', () => channelKeys(parts, world)),
    look('publicUrl', () => withUrl(parts, publicUrl)),
    look('readiness', () => withUrl(parts, readiness)),
    look('messagingEndpoint', () => withUrl(parts, messagingEndpoint)),
  ]);

const withUrl = ({ publicUrl: url }: ConfigParts, check: (url: string) => Promise<Seen>): Promise<Seen> =>
  url === undefined
    ? Promise.resolve(notLookedAt('LATCHKEY_PUBLIC_URL is wrong', 'Put the configuration right first.'))
    : check(url);

async function channelKeys({ channel }: ConfigParts, { clock }: Pick<CommandWorld, 'clock'>): Promise<Seen> {
  if (channel === undefined)
    return notLookedAt('the cloud is not known', 'Put LATCHKEY_CLOUD and LATCHKEY_SANDBOX_URL right first.');
  const { metadataUrl, keyOrigins: allowedKeyOrigins } = channel;
  const { host } = new URL(metadataUrl);
  const keys = createChannelKeys({ metadataUrl, allowedKeyOrigins, clock, fetch, logger: silent });
  return (await keys.areFresh())
    ? well(`${host} publishes them`)
    : failed(
        `${host} does not publish them to us`,
        `Let this machine reach ${host} by https, and look whether LATCHKEY_CLOUD is the tenant’s.`,
      );
}

async function publicUrl(url: string): Promise<Seen> {
  const answer = await ask(`${url}/healthz`);
  if ('fault' in answer) return failed(`${url} cannot be reached (${answer.fault})`, fixOf(answer.fault));
  if (answer.status === 200 && answer.text === 'ok') return well(`${url} leads to Latchkey`);
  return failed(
    `${url}/healthz answers ${answer.status}, and not as Latchkey does`,
    'Let the proxy in front pass every path on as it is, without redirects and without a sign-in of its own.',
  );
}

const health = z.object({ ready: z.boolean(), reasons: z.array(z.string()) });

async function readiness(url: string): Promise<Seen> {
  const answer = await ask(`${url}/readyz`);
  if ('fault' in answer)
    return notLookedAt(`no answer (${answer.fault})`, 'Start the service, or mend its address.');
  const said = health.safeParse(jsonOf(answer.text)).data;
  if (said === undefined)
    return notLookedAt(`${url}/readyz answers ${answer.status}`, 'Let the proxy in front pass /readyz on.');
  return said.ready
    ? well('the service is ready')
    : failed(
        `the service is not ready: ${said.reasons.join(', ')}`,
        'The page on health says what each of these words means, and the log says more.',
      );
}

async function messagingEndpoint(url: string): Promise<Seen> {
  const address = `${url}/api/messages`;
  const answer = await ask(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(A_STRANGERS_ACTIVITY),
  });
  if ('fault' in answer) return failed(`${address} cannot be reached (${answer.fault})`, fixOf(answer.fault));
  const { status } = answer;
  if (status === 401) return well(`${address} turns away whoever has no token of the channel`);
  if (status < 400)
    return failed(
      `${address} took a message from a stranger (${status})`,
      'Something in front answers in Latchkey’s place: let it pass POST on to Latchkey.',
    );
  return failed(
    `${address} answers ${status} to a stranger, and not 401`,
    'Let the proxy in front pass POST /api/messages on, with its body and its Authorization header.',
  );
}

type Answered = { readonly status: number; readonly text: string } | { readonly fault: string };

/** One question without any credential; no redirect is followed. */
async function ask(url: string, init: RequestInit = {}): Promise<Answered> {
  try {
    const response = await fetch(url, {
      ...init,
      redirect: 'manual',
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    return { status: response.status, text: (await response.text()).slice(0, MOST_CHARACTERS) };
  } catch (error) {
    return { fault: faultOf(error) };
  }
}

function faultOf(error: unknown): string {
  if (!(error instanceof Error)) return 'no answer';
  if (error.name === 'TimeoutError') return 'timeout';
  const { code } = (error.cause ?? {}) as { readonly code?: unknown };
  return typeof code === 'string' ? code : 'no answer';
}

function fixOf(fault: string): string {
  if (/^(ENOTFOUND|EAI_AGAIN)$/.test(fault))
    return 'The name is not known: look at LATCHKEY_PUBLIC_URL and at DNS.';
  if (/CERT|SELF_SIGNED|UNABLE_TO|ERR_TLS|ERR_SSL|ALTNAME/.test(fault))
    return 'Teams would not take this certificate either: install one for this name that a public authority signed, with its chain.';
  return 'Start the service and what ends TLS in front of it, and open the way to it from the internet.';
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
