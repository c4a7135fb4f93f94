import { type INetworkModule, type NetworkRequestOptions, type NetworkResponse } from '@azure/msal-node';
import { isBelow, type MicrosoftEndpoints } from './endpoints.ts';

/** What the network client of MSAL needs. */
export interface NetworkClientOptions {
  readonly endpoints: Pick<MicrosoftEndpoints, 'loginUrl' | 'authorityHost'>;
  readonly deadlineMs: number;
  /** Hears what time it is at the login host (`Date` of an answer). */
  readonly onDate?: ((date: string | null) => void) | undefined;
}

/** A URL of the real login host as it is reached here; everything else is refused. */
export function loginUrlOf(
  { loginUrl, authorityHost }: Pick<MicrosoftEndpoints, 'loginUrl' | 'authorityHost'>,
  url: string,
): string {
  const real = `https://${authorityHost}`;
  if (!isBelow(real, url)) throw new Error('Only the login host may be asked for tokens');
  return `${loginUrl}${url.slice(real.length)}`;
}

/**
 * MSAL's way to the login host and to nowhere else: no redirects, a deadline, JSON or an error. MSAL makes every error
 * thrown here a `network_error`.
 */
export function createNetworkClient({ endpoints, deadlineMs, onDate }: NetworkClientOptions): INetworkModule {
  async function call<T>(
    method: 'GET' | 'POST',
    url: string,
    options?: NetworkRequestOptions,
  ): Promise<NetworkResponse<T>> {
    const response = await fetch(loginUrlOf(endpoints, url), {
      method,
      redirect: 'manual',
      signal: AbortSignal.timeout(deadlineMs),
      ...(options?.headers !== undefined && { headers: options.headers }),
      ...(method === 'POST' && { body: options?.body ?? '' }),
    });
    onDate?.(response.headers.get('date'));
    const text = await response.text();
    // A redirect, a proxy's page or a 5xx is no word of Entra's about the token.
    if (response.status >= 500 || (response.status >= 300 && response.status < 400)) {
      throw new Error(`The login host answered ${response.status}`);
    }
    return {
      headers: Object.fromEntries(response.headers),
      body: JSON.parse(text) as T,
      status: response.status,
    };
  }
  return {
    sendGetRequestAsync: (url, options) => call('GET', url, options),
    sendPostRequestAsync: (url, options) => call('POST', url, options),
  };
}
