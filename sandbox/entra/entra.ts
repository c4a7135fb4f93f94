import {
  type EntraTokens,
  type Area,
  type Call,
  type Answer,
  type Journal,
  type SandboxClock,
} from '../world.ts';
import { createAzure } from '../azure.ts';
import { type SeededTenant } from '../tenants/seededTenant.ts';
import { Authorization } from './authorization.ts';
import { DeviceSignIns } from './deviceSignIn.ts';
import { Directory } from './directory.ts';
import { EntraError, errorAnswer, traceAt } from './entraError.ts';
import { RedeemableCodes, RefreshTokens } from './grantStore.ts';
import { signingKeyFor, type SigningKey } from './keys.ts';
import { channelMetadata, instanceDiscovery, tenantMetadata } from './metadata.ts';
import { EntraSettings } from './settings.ts';
import { SignOnTokens } from './signOnTokens.ts';
import { answerTokenRequest, type TokenEndpointParts } from './tokenEndpoint.ts';
import { TokenMaker } from './tokenMaker.ts';

/** What Entra needs of the sandbox. */
export interface EntraParts {
  readonly baseUrl: string;
  readonly tenant: SeededTenant;
  readonly clock: SandboxClock;
  readonly journal: Journal;
}

/** Entra and the keys of the Bot Service, ready to answer. */
export interface Entra {
  readonly areas: readonly Area[];
  readonly tokens: EntraTokens;
  readonly settings: EntraSettings;
}

/** Entra for one tenant, with signing keys made when the process needs the first. */
export async function createEntra(parts: EntraParts): Promise<Entra> {
  const { baseUrl, tenant, clock } = parts;
  const [tenantKey, channelKey] = await Promise.all([
    signingKeyFor('tenant', { issuer: `${baseUrl}/login/${tenant.id}/v2.0` }),
    signingKeyFor('channel', { endorsements: ['msteams'] }),
  ]);
  const maker = new TokenMaker({ baseUrl, tenant, clock, tenantKey, channelKey });
  const settings = new EntraSettings(tenant.registration);
  const directory = new Directory(tenant);
  const signOnTokens = new SignOnTokens(maker, directory, clock);
  const stores = { codes: new RedeemableCodes(clock), refreshTokens: new RefreshTokens() };
  const ids = { appId: tenant.registration.appId, tenantId: tenant.id };
  const signingIn = { ...parts, ...ids, directory, settings };
  const deviceSignIns = new DeviceSignIns(signingIn);
  const endpoint: TokenEndpointParts = { ...signingIn, ...stores, deviceSignIns, tokens: maker };
  const authorization = new Authorization({ ...endpoint, appName: tenant.registration.displayName });
  const login = new Login(endpoint, authorization, tenantKey);
  return {
    areas: [
      login.area([stores.codes, stores.refreshTokens, authorization, deviceSignIns, signOnTokens]),
      channelArea(baseUrl, channelKey, parts.journal),
      createAzure({ tokens: maker, settings }),
    ],
    tokens: {
      verify: (bearer, audience) => maker.check(bearer, [audience]),
      teamsSignOnToken: (userId) => signOnTokens.for(userId),
      channelToken: (serviceUrl) => maker.channel(serviceUrl),
      consentedScopes: () => settings.consentedScopes,
    },
    settings,
  };
}

/** The paths below `/login/`. */
class Login {
  readonly #parts: TokenEndpointParts;
  readonly #authorization: Authorization;
  readonly #key: SigningKey;

  constructor(parts: TokenEndpointParts, authorization: Authorization, key: SigningKey) {
    this.#parts = parts;
    this.#authorization = authorization;
    this.#key = key;
  }

  area(resettable: readonly { reset(): void }[]): Area {
    return {
      name: 'login',
      prefixes: ['/login/'],
      answer: (call) => this.#answer(call),
      reset: () => {
        for (const store of resettable) store.reset();
      },
    };
  }

  async #answer(call: Call): Promise<Answer | undefined> {
    const [, , tenant = '', ...rest] = call.path.split('/');
    const path = rest.join('/');
    if (path === 'discovery/instance') return instanceDiscovery(this.#parts.baseUrl, this.#parts.tenantId);
    if (tenant.toLowerCase() !== this.#parts.tenantId) return this.#wrongTenant(tenant);
    return this.#answerIn(call, path);
  }

  async #answerIn(call: Call, path: string): Promise<Answer | undefined> {
    const { baseUrl, tenantId, journal } = this.#parts;
    switch (`${call.method} ${path}`) {
      case 'GET v2.0/.well-known/openid-configuration':
        return published(journal, 'The metadata of Entra was read', call, tenantMetadata(baseUrl, tenantId));
      case 'GET discovery/v2.0/keys':
        return published(journal, 'The signing keys of Entra were read', call, { keys: [this.#key.jwk] });
      case 'POST oauth2/v2.0/token':
        return answerTokenRequest(this.#parts, call);
      case 'POST oauth2/v2.0/devicecode':
        return this.#parts.deviceSignIns.begin(call);
      case 'GET oauth2/deviceauth':
      case 'POST oauth2/deviceauth':
        return this.#parts.deviceSignIns.page(call);
      case 'GET oauth2/v2.0/authorize':
        return this.#authorization.start(call);
      default:
        return call.method === 'POST' && path.startsWith('interaction/')
          ? this.#authorization.goOn(path.slice('interaction/'.length), call)
          : undefined;
    }
  }

  #wrongTenant(tenant: string): Answer {
    const { appId, clock, baseUrl } = this.#parts;
    const isShared = ['common', 'organizations', 'consumers'].includes(tenant);
    const refusal = isShared
      ? new EntraError(
          'invalid_request',
          50194,
          `Application '${appId}' is not configured as a multi-tenant application, so the /${tenant} endpoint cannot be used.`,
        )
      : new EntraError(
          'invalid_request',
          90002,
          `Tenant '${tenant}' not found. Check that you have the right tenant ID.`,
        );
    return errorAnswer(refusal, traceAt(clock.now(), undefined), baseUrl);
  }
}

/** The keys with which the Bot Service signs what it sends to the bot. */
function channelArea(baseUrl: string, key: SigningKey, journal: Journal): Area {
  const documents: Readonly<Record<string, { summary: string; body: unknown }>> = {
    '/botframework/v1/.well-known/openidconfiguration': {
      summary: 'The metadata of the Bot Service was read',
      body: channelMetadata(baseUrl),
    },
    '/botframework/v1/.well-known/keys': {
      summary: 'The signing keys of the Bot Service were read',
      body: { keys: [key.jwk] },
    },
  };
  return {
    name: 'botframework',
    prefixes: ['/botframework/'],
    answer: (call) => {
      const document = call.method === 'GET' ? documents[call.path] : undefined;
      return Promise.resolve(document && published(journal, document.summary, call, document.body));
    },
    reset: () => undefined,
  };
}

/** Answers with a document that anybody may read, and tells the journal. */
function published(journal: Journal, summary: string, call: Call, body: unknown): Answer {
  const wire = { request: `${call.method} ${call.path}`, response: JSON.stringify(body, null, 2) };
  journal.add({ kind: 'login', summary, actor: undefined, status: 200, wire });
  return { status: 200, body };
}
