import { clouds, type MicrosoftCloud } from '../pim/clouds.ts';

/** Whether the bot's token may go to this address. */
export type ServiceUrlCheck = (url: string) => boolean;

/** A cloud in which Teams runs; `sandbox` is the offline tenant. */
export type TeamsCloud = MicrosoftCloud | 'sandbox';

/**
 * The allow-list of a cloud. Asked when an activity comes in and again when something is sent, since a stored address
 * is as much an attacker's input as a fresh one. `sandboxUrl` goes with `sandbox` and is the only way to plain http.
 * @throws TypeError when `sandboxUrl` is missing, is no URL, or stands beside a real cloud.
 */
export function createServiceUrlCheck(options: {
  readonly cloud: TeamsCloud;
  readonly sandboxUrl?: string;
}): ServiceUrlCheck {
  const { cloud, sandboxUrl } = options;
  if ((cloud === 'sandbox') !== (sandboxUrl !== undefined)) {
    throw new TypeError('A sandbox URL goes with the sandbox, and only with it');
  }
  const origins =
    cloud === 'sandbox'
      ? [new URL(sandboxUrl ?? '').origin]
      : clouds[cloud].connectorHosts.map((host) => `https://${host}`);
  return (url) => isAllowedServiceUrl(url, origins);
}

/** Exact origin, so that no port, suffix or look-alike passes, and nothing in it that could change where it points. */
function isAllowedServiceUrl(url: string, origins: readonly string[]): boolean {
  // The parser forgives what a peer may read otherwise: white space, control characters, backslashes.
  if (!/^https?:\/\/[\x21-\x7e]+$/.test(url) || /[\\@?#]/.test(url)) return false;
  const parsed = URL.parse(url);
  return (
    parsed !== null && origins.includes(parsed.origin) && parsed.username === '' && parsed.password === ''
  );
}
