import { randomBytes, randomInt } from 'node:crypto';
import { type Answer, type Call, type Journal, type SandboxClock, type User } from '../world.ts';
import { devicePage, type DevicePageParts } from './devicePages.ts';
import { type Directory } from './directory.ts';
import { EntraError, errorAnswer, traceAt } from './entraError.ts';
import { parseScopes } from './scopes.ts';
import { type EntraSettings, type PublicClient } from './settings.ts';

/** What a sign-in with a code that is shown elsewhere stands on. */
export interface DeviceSignInParts {
  readonly baseUrl: string;
  readonly tenantId: string;
  readonly appId: string;
  readonly directory: Directory;
  readonly settings: EntraSettings;
  readonly clock: SandboxClock;
  readonly journal: Journal;
}

/** A sign-in whose person has to find a page and type a code. */
interface Started {
  readonly deviceCode: string;
  readonly userCode: string;
  readonly client: PublicClient;
  /** As sent. */
  readonly scope: string;
  readonly expiresAt: Date;
  outcome: User | 'declined' | undefined;
}

const livesSeconds = 900;
const intervalSeconds = 5;
/** Without letters and digits that are taken for each other (RFC 8628 §6.1). */
const letters = 'BCDFGHJKLMNPQRSTVWXZ';

/** The device authorization grant (RFC 8628) for the public clients that the tenant has registered. */
export class DeviceSignIns {
  #started: Started[] = [];
  readonly #parts: DeviceSignInParts;

  constructor(parts: DeviceSignInParts) {
    this.#parts = parts;
  }

  /** POST `/oauth2/v2.0/devicecode`. */
  begin(call: Call): Answer {
    const { clock, baseUrl, journal } = this.#parts;
    const form = new URLSearchParams(call.body.toString());
    try {
      const started = this.#begun(form);
      this.#started.push(started);
      journal.add(told(`Entra gave ${started.client.displayName} a code for somebody to sign in with`));
      return { status: 200, headers: { 'cache-control': 'no-store' }, body: this.#described(started) };
    } catch (error) {
      if (!(error instanceof EntraError)) throw error;
      journal.add(told(`Entra refused a code: ${error.message}`));
      return errorAnswer(error, traceAt(clock.now(), undefined), baseUrl);
    }
  }

  /** GET and POST of the page where the person types the code and picks an account. */
  page(call: Call): Answer {
    const form = new URLSearchParams(call.method === 'POST' ? call.body.toString() : '');
    const typed = form.get('otc')?.trim().toUpperCase();
    if (typed === undefined) return devicePage(this.#pageParts(), { at: 'code' });
    const started = this.#started.find(({ userCode }) => userCode === typed);
    if (started === undefined || this.#isOver(started) || started.outcome !== undefined)
      return devicePage(this.#pageParts(), { at: 'code', isUnknown: true });
    const shown = { userCode: started.userCode, clientName: started.client.displayName };
    const picked = form.get('person');
    if (picked === null) return devicePage(this.#pageParts(), { at: 'person', ...shown });
    const user = picked === 'cancel' ? undefined : this.#parts.directory.signingIn(picked);
    started.outcome = user ?? 'declined';
    const who = user?.displayName ?? 'Somebody';
    this.#parts.journal.add(
      told(`${who} ${user === undefined ? 'declined to sign' : 'signed'} in to ${shown.clientName}`),
    );
    return devicePage(this.#pageParts(), { at: 'end', isSignedIn: user !== undefined, ...shown });
  }

  /** Who signed in with this device code, and for what scopes; throws while nobody has. Good once. */
  redeem(deviceCode: string, client: PublicClient): { readonly user: User; readonly scope: string } {
    const started = this.#started.find((one) => one.deviceCode === deviceCode);
    if (started?.client.appId !== client.appId)
      throw new EntraError('bad_verification_code', 70018, 'The device code is not one of this application.');
    if (this.#isOver(started))
      throw new EntraError('expired_token', 70019, 'The device code has expired. Start the sign-in again.');
    const { outcome, scope } = started;
    if (outcome === undefined)
      throw new EntraError('authorization_pending', 70016, 'The person has not signed in yet. Ask again.');
    this.#started = this.#started.filter((one) => one !== started);
    if (outcome === 'declined')
      throw new EntraError('authorization_declined', 65004, 'The person declined to sign in.');
    return { user: outcome, scope };
  }

  reset(): void {
    this.#started = [];
  }

  #begun(form: URLSearchParams): Started {
    const { settings, appId, clock } = this.#parts;
    const client = settings.publicClient(form.get('client_id') ?? '');
    if (client === undefined) {
      const sentence = `'${form.get('client_id') ?? ''}' is no application here that may sign people in as a public client.`;
      throw new EntraError('invalid_client', 7000218, sentence);
    }
    const scope = form.get('scope') ?? '';
    parseScopes(scope, appId);
    if (form.has('claims'))
      throw new EntraError('invalid_request', 90023, "'claims' cannot be demanded of this way to sign in.");
    return {
      deviceCode: `1.${randomBytes(32).toString('base64url')}`,
      userCode: Array.from({ length: 9 }, () => letters[randomInt(letters.length)]).join(''),
      client,
      scope,
      expiresAt: new Date(clock.now().getTime() + livesSeconds * 1_000),
      outcome: undefined,
    };
  }

  #described({ deviceCode, userCode }: Started): Readonly<Record<string, unknown>> {
    const { baseUrl } = this.#parts;
    const address = `${baseUrl}${this.#path()}`;
    return {
      user_code: userCode,
      device_code: deviceCode,
      verification_uri: address,
      expires_in: livesSeconds,
      interval: intervalSeconds,
      message: `To sign in, use a web browser to open the page ${address} and enter the code ${userCode} to authenticate.`,
    };
  }

  #isOver({ expiresAt }: Started): boolean {
    return expiresAt <= this.#parts.clock.now();
  }

  #path(): string {
    return `/login/${this.#parts.tenantId}/oauth2/deviceauth`;
  }

  #pageParts(): DevicePageParts {
    const { people, tenantName } = this.#parts.directory;
    return { action: this.#path(), tenantName, people };
  }
}

function told(summary: string): Parameters<Journal['add']>[0] {
  return { kind: 'login', summary, actor: undefined, status: undefined, wire: undefined };
}
