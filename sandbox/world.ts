/**
 * Terminology of the sandbox, and the seams between its parts.
 *
 * - *Sandbox*: one process that answers over HTTP as Entra, Microsoft Graph, the Bot Framework channel and the
 *   Teams connector would, for one offline tenant, and serves the page on which a person tries the bot.
 * - *Area*: one of those parts (`entra/`, `graph/`, `teams/`, `tickets/`, `playground/`, `control.ts`). An area owns a prefix
 *   of the path and its own state; it is handed a `World` and never reaches into another area's files.
 * - *Seed*: what the tenant holds before anybody has done anything; `reset` returns to it.
 */
import { type IncomingHttpHeaders, type ServerResponse } from 'node:http';

/** The sandbox's time. It runs with the real clock, shifted by what control asked for; it never goes back on its own. */
export interface SandboxClock {
  /** Now, as every area must see it. */
  now(): Date;
  /** Runs `task` once, as soon as the shifted clock is at or past `at`; returns how to call it off. */
  at(at: Date, task: () => void): () => void;
  /** Moves the clock forward; tasks that became due run, in order, before this resolves. */
  forward(milliseconds: number): Promise<void>;
  /** The times of the tasks that wait, earliest first (for "to the next event"). */
  upcoming(): readonly Date[];
}

/** One HTTP request as an area sees it: whole, already logged, faults already applied. */
export interface Call {
  readonly id: number;
  readonly at: Date;
  readonly method: string;
  /** The path as sent, without the query (percent-encoding kept). */
  readonly path: string;
  readonly query: URLSearchParams;
  /** The query string as sent, after `?`, not decoded. */
  readonly rawQuery: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** What an area answers. An object body becomes JSON; `stream` takes the response over (server-sent events). */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly stream?: (response: ServerResponse) => void;
}

/** A request inside a call (an item of Graph's `$batch`). */
export interface PartOfCall {
  readonly method: string;
  /** Path and query, percent-encoded. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Answers a part of the call in hand as if it had come alone; `undefined`: the answer is lost on purpose. */
export type AskPart = (part: PartOfCall) => Promise<Answer | undefined>;

/** Answers the calls below its prefix; `undefined` means "not mine" and becomes a 404. */
export interface Area {
  readonly name:
    'login' | 'azure' | 'graph' | 'botframework' | 'teams' | 'client' | 'control' | 'page' | 'tickets';
  /** Path prefixes, each with a leading and a trailing slash, or exactly `/` for the page. */
  readonly prefixes: readonly string[];
  answer(call: Call, askPart: AskPart): Promise<Answer | undefined>;
  /** Back to the seed. */
  reset(): void;
}

/** A person of the tenant. Ids are lower-case GUIDs. */
export interface User {
  readonly id: string;
  readonly displayName: string;
  readonly givenName: string;
  readonly surname: string;
  readonly userPrincipalName: string;
  readonly mail: string | null;
  readonly jobTitle: string | null;
  readonly userType: 'Member' | 'Guest';
  readonly accountEnabled: boolean;
  /** IANA zone and locale that the person's Teams client reports. */
  readonly timeZone: string;
  readonly locale: string;
  /** Whether the Teams app is installed for the person in the seed. */
  readonly hasAppInstalled: boolean;
  /** Whether the person can pass multifactor authentication when asked interactively. */
  readonly canDoMultifactor: boolean;
  /** Object id of the person's manager. */
  readonly managerId?: string;
  /** Days before the start of the sandbox: 400 unless given. */
  readonly createdDaysAgo?: number;
  /** Days before the start of the sandbox; null: never. One day unless given. */
  readonly lastSignInDaysAgo?: number | null;
  /** Of a client that signs in on the person's behalf; as `lastSignInDaysAgo` unless given. */
  readonly lastUnattendedSignInDaysAgo?: number | null;
}

/** A group; members are ids of users or of other groups. */
export interface Group {
  readonly id: string;
  readonly displayName: string;
  readonly isAssignableToRole: boolean;
  readonly members: readonly string[];
}

/** A service principal that may hold role assignments. */
export interface ServicePrincipal {
  readonly id: string;
  readonly appId: string;
  readonly displayName: string;
}

/** An administrative unit. */
export interface AdministrativeUnit {
  readonly id: string;
  readonly displayName: string;
  readonly members: readonly string[];
}

/** The bot's app registration, as its operator would find it in Entra. */
export interface AppRegistration {
  readonly appId: string;
  readonly displayName: string;
  /** Client secrets that Entra accepts (a sandbox has no real secret). */
  readonly secrets: readonly string[];
  /** PEM certificates or public keys whose `client_assertion` Entra accepts. */
  readonly certificates: readonly string[];
  readonly redirectUris: readonly string[];
  /** `roles` of app-only tokens: the application permissions that were granted. */
  readonly applicationPermissions: readonly string[];
  /** Delegated scopes with admin consent. A scope that is not here fails with AADSTS65001. */
  readonly consentedScopes: readonly string[];
}

/** How the wire looks. The second tenant is deliberately different where Microsoft leaves room. */
export interface WireStyle {
  /** Default page size of Graph lists. */
  readonly pageSize: number;
  /** `documented`: the order Graph emits; `reversed`: keys the other way round. */
  readonly keyOrder: 'documented' | 'reversed';
  /** `camel`: selfActivate; `pascal`: SelfActivate, AfterDuration. */
  readonly actionCasing: 'camel' | 'pascal';
  /** `innerError` or `innererror` in error bodies. */
  readonly innerErrorKey: 'innerError' | 'innererror';
  /** How the failing policy rules are listed in the message: the 2026 text or the older JSON array. */
  readonly policyMessage: 'new' | 'old';
  /** Seconds between a 201 and the instance being there. */
  readonly provisioningSeconds: number;
  /** Seconds between an event and its row in the audit log: each row takes some time between these two. */
  readonly auditLagSeconds: AuditLag;
}

/** The least and the most seconds that a row of the audit log is late. */
export interface AuditLag {
  readonly least: number;
  readonly most: number;
}

/** The whole tenant before anybody has done anything. Role management data is seeded by `graph/`. */
export interface Tenant {
  readonly id: string;
  readonly name: string;
  readonly domain: string;
  readonly users: readonly User[];
  readonly groups: readonly Group[];
  readonly servicePrincipals: readonly ServicePrincipal[];
  readonly administrativeUnits: readonly AdministrativeUnit[];
  readonly registration: AppRegistration;
  readonly wire: WireStyle;
}

/** What a verified access token says; every claim as it stood in the token. */
export type Claims = Readonly<Record<string, unknown>>;

/** What the other areas need of Entra: checking bearer tokens and making the tokens Teams would hold. */
export interface EntraTokens {
  /** The claims of a good token for this audience, or the reason why it is refused. */
  verify(bearer: string, audience: string): Promise<{ claims: Claims } | { refused: string }>;
  /** The single sign-on token a Teams client gets for a person (aud = app id, scp = access_as_user). */
  teamsSignOnToken(userId: string): Promise<string>;
  /** The token with which the Bot Service calls the bot: issuer https://api.botframework.com. */
  channelToken(serviceUrl: string): Promise<string>;
  /** Delegated scopes that an administrator has consented to for everybody, as they are now. */
  consentedScopes(): readonly string[];
}

/** What happened, for the page's right-hand pane and for tests: in order, never edited. */
export interface Happening {
  readonly id: number;
  readonly at: Date;
  readonly kind: 'graph' | 'login' | 'connector' | 'activity' | 'audit' | 'control' | 'ticket';
  /** One line in human words: "Ana Ruiz asked to activate Exchange Administrator". */
  readonly summary: string;
  /** As whom: a person's name, "Latchkey (app)", or undefined. */
  readonly actor: string | undefined;
  readonly status: number | undefined;
  /** The wire, shown when expanded; bearer tokens are already replaced by their claims. */
  readonly wire: { readonly request?: string; readonly response?: string } | undefined;
}

/** The journal of happenings. */
export interface Journal {
  add(entry: Omit<Happening, 'id' | 'at'>): void;
  since(id: number): readonly Happening[];
  /** Called for each new entry until the returned function is called. */
  follow(listener: (entry: Happening) => void): () => void;
  reset(): void;
}

/** The app in people's Teams, for those who install it in another way than at a Teams client. */
export interface TeamsInstallations {
  /** Adds it as a client does, and Teams writes to the bot; `false` where the person has it already. */
  add(userId: string): boolean;
  /** Adds it for somebody, who may have it already, and says whether the bot took what Teams wrote to it. */
  addAnew(userId: string): Promise<boolean>;
}

/** Everything an area is handed when it is made. */
export interface World {
  /** `http://127.0.0.1:4000`, without a trailing slash. */
  readonly baseUrl: string;
  readonly tenant: Tenant;
  readonly clock: SandboxClock;
  readonly journal: Journal;
  readonly tokens: EntraTokens;
  /** The bot, as far as this tenant knows it. */
  readonly bot: {
    /** Its messaging endpoint; settable through control. */
    endpoint: string | undefined;
    /** Where the sandbox started it: ends it at once and starts it on what it left; true when it is ready again. */
    killAndRestart?: () => Promise<boolean>;
  };
  /** Cryptographically strong GUID, lower case. */
  newId(): string;
}
