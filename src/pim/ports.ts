import { type Approval, type Decision } from './approvals.ts';
import { type Presence } from './departures.ts';
import { type DirectoryAudit } from './directoryAudits.ts';
import { type HeldRoles, type Holdings } from './holdings.ts';
import { type PimError } from './errors.ts';
import { type Person, type PrincipalId, type RequestId, type RoleDefinitionId } from './ids.ts';
import { type DirectoryPerson } from './people.ts';
import { type OutboundMessage } from './records.ts';
import { type ActivationInput, type RoleSettings } from './policy.ts';
import { type Snapshot, type SnapshotSettings } from './posture/snapshot.ts';
import { type ActivationRequest } from './requests.ts';
import { type ActiveRole, type EligibleRole, type Role, type RoleAtScope } from './roles.ts';

/** The time, handed in. Due times are compared with this and never with the database's `now()`; leases are the store's own. */
export interface Clock {
  now(): Date;
}

/** Randomness, handed in. */
export interface Random {
  /** A ULID: 26 characters of Crockford's base 32, rising with time. Ids of operations, cards and outbox entries. */
  ulid(): string;
  /** 128 bits or more from a cryptographic source, URL-safe. Nonces, states and sign-in ids. */
  secret(): string;
}

/**
 * Entra PIM as one signed-in person sees it. Bound to that person's own token, so that no call takes a "who" and
 * nobody can forget to check. Every method throws `PimError` and nothing else; none repeats a write.
 */
export interface PimGateway {
  /** Whose token it is. */
  readonly actor: Person;
  /** What the person may activate, through groups too (Graph: eligibility instances, `filterByCurrentUser(on='principal')`). */
  eligibleRoles(): Promise<readonly EligibleRole[]>;
  /** What the person holds now, standing or activated (Graph: assignment instances). */
  activeRoles(): Promise<readonly ActiveRole[]>;
  /** The person's own requests, newest first; only open ones where `isOpenOnly`. */
  myRequests(options: { readonly isOpenOnly: boolean }): Promise<readonly ActivationRequest[]>;
  /** Requests that wait for the person's decision, without their own. */
  requestsAwaitingMe(): Promise<readonly ActivationRequest[]>;
  /** @throws PimError `request_not_found` */
  request(id: RequestId): Promise<ActivationRequest>;
  /** Graph's own dry run (`isValidationOnly`). Resolves when PIM has nothing against it; judged by errors alone. */
  checkActivation(role: RoleAtScope, input: ActivationInput): Promise<void>;
  /** `selfActivate`; the justification goes out as it is given here, tag included. */
  selfActivate(role: RoleAtScope, input: ActivationInput): Promise<ActivationRequest>;
  /** `selfDeactivate`. */
  selfDeactivate(role: RoleAtScope): Promise<ActivationRequest>;
  /** `selfExtend` of the person's own eligibility; an administrator decides it, in the portal alone. */
  extendEligibility(
    role: RoleAtScope,
    wish: { readonly justification: string; readonly endAt: Date },
  ): Promise<ActivationRequest>;
  /** The person's own requests about eligibilities, newest first. */
  myExtensions(): Promise<readonly ActivationRequest[]>;
  /** Takes the person's own waiting or scheduled request back. */
  cancel(id: RequestId): Promise<void>;
  /** The approval with its steps (Graph beta). */
  approval(approvalId: string): Promise<Approval>;
  /** Decides a step (Graph beta). 204 says nothing: read the approval again. */
  decide(approvalId: string, stepId: string, decision: Decision, justification: string): Promise<void>;
}

/**
 * Makes a gateway for a person who has proved who they are. `onWrite` hears of every change that was sent; `beforeWrite`
 * is asked when nothing is left to be done but to send one, and where it rejects that one is not sent.
 */
export type PimFor = (
  signOn: SignOn,
  onWrite?: (made: WriteMade) => void,
  beforeWrite?: () => Promise<void>,
) => PimGateway;

/** A change that was sent to PIM: by which authority, and how Graph names the call. For the audit trail. */
export interface WriteMade {
  readonly token: TokenFacts;
  /** Graph's `request-id`; `undefined` where no answer came. */
  readonly graphRequestId: string | undefined;
}

/** What an access token says of itself. Never the token. */
export interface TokenFacts {
  /** `amr`. */
  readonly methods: readonly string[];
  /** `acrs`. */
  readonly contexts: readonly string[];
  /** `iat`. */
  readonly issuedAt: Date | undefined;
  /** `uti`, by which Entra's sign-in log names the token. */
  readonly id: string | undefined;
}

/**
 * Entra and PIM as the app itself may read them: read permissions only. Catalogue, settings and names are cached by
 * the adapter for minutes; what a person holds is read each time.
 */
export interface PimDirectory extends HeldRoles {
  /** @throws PimError `role_not_found` */
  role(id: RoleDefinitionId): Promise<Role>;
  settingsOf(id: RoleDefinitionId): Promise<RoleSettings>;
  /** The settings of every role, in one list; read each time. */
  settingsOfAll(): Promise<readonly RoleSettings[]>;
  person(id: PrincipalId): Promise<DirectoryPerson | undefined>;
  people(ids: readonly PrincipalId[]): Promise<readonly DirectoryPerson[]>;
  /**
   * People that typed words name, nine at the most: those with exactly this sign-in name or full name, else all whose
   * sign-in name or full name begins so. Read each time.
   */
  peopleCalled(words: string): Promise<readonly DirectoryPerson[]>;
  /** Whether each of them is still in the directory; read now and never remembered. */
  presenceOf(ids: readonly PrincipalId[]): Promise<ReadonlyMap<PrincipalId, Presence>>;
  /** Everybody in a group, nested groups included. */
  peopleOf(groupId: PrincipalId): Promise<readonly DirectoryPerson[]>;
  /** The same, read now and never remembered: for deciding who may be shown something. */
  peopleNowIn(groupId: PrincipalId): Promise<readonly DirectoryPerson[]>;
  /**
   * Ids of everybody in a group, nested groups included; read now and never remembered. `undefined` for a group that is
   * not there. @throws PimError where it cannot be read
   */
  membersNowOf(groupId: PrincipalId): Promise<readonly PrincipalId[] | undefined>;
  /** Read now and never remembered; `undefined`: has none. @throws PimError where it cannot be read */
  managerOf(person: PrincipalId): Promise<PrincipalId | undefined>;
  /** `undefined` for a group that is not there (any more). */
  groupName(groupId: PrincipalId): Promise<string | undefined>;
  /** Principals (people, groups resolved to people) that hold the role now, tenant-wide. */
  holdersOf(id: RoleDefinitionId): Promise<readonly DirectoryPerson[]>;
  activeRolesOf(person: PrincipalId): Promise<readonly ActiveRole[]>;
  /** What the person may activate, through groups too; for the daily digest, when nobody is signed in. */
  eligibleRolesOf(person: PrincipalId): Promise<readonly EligibleRole[]>;
  /** What everybody holds and may activate, in as many calls as there are pages and groups. For digests. */
  holdings(): Promise<Holdings>;
  /** What everybody has activated at this moment, each by the person's own row; in as many calls as there are pages. */
  activatedNow(): Promise<readonly ActiveRole[]>;
  /**
   * What PIM itself logged about activations since then, oldest first and page by page: each is read when it is asked
   * for. Rows come minutes late. @throws PimError
   */
  auditedSince(since: Date): AsyncIterable<readonly DirectoryAudit[]>;
  /** Where many requests stand, in few calls and in the order asked; a `PimError` for what could not be read. */
  standingsOf(asks: readonly StandingAsk[]): Promise<readonly (Standing | PimError)[]>;
}

/** Who may do what in the whole tenant, as the app itself reads it. */
export interface PostureReader {
  /**
   * Reads everything once; who asks for the same meanwhile gets the same. Long for a large tenant: the audit log is read
   * no faster than Graph allows. What can be left out is named in `notRead`.
   * @throws PimError where roles, assignments or eligibilities cannot be read
   */
  snapshot(options: { readonly auditDays: number }): Promise<Snapshot>;
  /**
   * How every role is set, in one list and nothing else; read each time.
   * @throws PimError where any of it cannot be read
   */
  settings(): Promise<readonly SnapshotSettings[]>;
}

/** Of which request the standing is asked. */
export interface StandingAsk {
  readonly requestor: PrincipalId;
  /** `undefined`: no approval applies. */
  readonly approvalId: string | undefined;
}

/** Where a request stands as far as the app itself may read it: a request is read by people only. */
export interface Standing {
  /** What the requestor holds now, directly; an activation is always held so. */
  readonly active: readonly ActiveRole[];
  /** `undefined` where there is none, or where the app lacks `PrivilegedAccess.Read.AzureAD`. */
  readonly approval: Approval | undefined;
}

/** How a person has proved who they are. Only the token inside counts; the channel proves nothing. */
export interface SignOn {
  readonly person: Person;
  /** When we received the proof, by our clock; `iat` is not asked, Teams hands out cached tokens. */
  readonly receivedAt: Date;
  readonly expiresAt: Date;
  /** The Teams single sign-on token (`aud` = this app), redeemed on behalf of the person. */
  readonly assertion: string | undefined;
  /** A Graph token from an interactive sign-in (consent or step-up), used before any other while it lives. */
  readonly graphToken: GraphToken | undefined;
  /** Tokens of earlier interactive sign-ins, each for what only it shows (another authentication context). */
  readonly otherGraphTokens?: readonly GraphToken[];
  /** The sign-in that was asked for and answered by this proof; `undefined` where it was for no intent in particular. */
  readonly signInId: string | undefined;
  /** The operation for which this very proof was asked; a decision takes no other. Never kept in the vault. */
  readonly operationId?: string;
}

/** A delegated Graph access token and what it proves. */
export interface GraphToken {
  readonly accessToken: string;
  readonly expiresAt: Date;
  readonly scopes: readonly string[];
  /** How the person authenticated, as the token says (`amr`): `pwd`, `mfa` … */
  readonly methods: readonly string[];
  /** Authentication contexts that the token carries (`acrs`). */
  readonly contexts: readonly string[];
}

/** Interactive sign-in on our own page: for consent, for multifactor authentication, for an authentication context. */
export interface InteractiveSignIn {
  /** Where to send the browser. PKCE challenge is S256 of the verifier that `redeem` will need. */
  authorizeUrl(ask: {
    readonly state: string;
    readonly nonce: string;
    readonly codeChallenge: string;
    readonly loginHint: string | undefined;
    /** Claims challenge as JSON text; `cp1` is added by the adapter. */
    readonly claims: string | undefined;
    readonly scopes: readonly string[];
    readonly redirectUri: string;
  }): Promise<string>;
  /**
   * Redeems the code. The identity comes from the verified answer.
   * @throws PimError `forbidden` when the nonce does not fit.
   */
  redeem(answer: {
    readonly code: string;
    readonly codeVerifier: string;
    readonly nonce: string;
    readonly scopes: readonly string[];
    readonly redirectUri: string;
    readonly claims: string | undefined;
  }): Promise<{ readonly person: Person; readonly graphToken: GraphToken }>;
}

/** Checks a Teams single sign-on token: signature, issuer, audience, life, `scp`; says whose it is. */
export interface SignOnVerifier {
  /** @throws PimError `forbidden` */
  verify(assertion: string): Promise<{ readonly person: Person; readonly expiresAt: Date }>;
}

/** Encrypted at rest, for at most the token's own life, bound to tenant and person. No refresh token ever gets here. */
export interface TokenVault {
  keep(signOn: SignOn): Promise<void>;
  /** The newest proof of a person, or `undefined` when there is none that still lives. */
  of(person: Person): Promise<SignOn | undefined>;
  /** Those of them who have a proof that still lives. */
  holdersAmong(people: readonly Person[]): Promise<readonly Person[]>;
  /** Sign out: everything of the person goes. */
  forget(person: Person): Promise<void>;
  /** Deletes what has expired. */
  sweep(): Promise<void>;
}

/** What became of one attempt to deliver a message to a person's chat. */
export type Delivery =
  | {
      readonly kind: 'sent';
      readonly conversationId: string;
      readonly activityId: string;
      /** A message that was there shows it now. */
      readonly isUpdate?: true;
    }
  /** The message that was to show it has made way for another meanwhile, in which it is still to be drawn. */
  | { readonly kind: 'moved' }
  /** Teams will not take it, by its code; trying again is no use. */
  | { readonly kind: 'refused'; readonly code: string }
  /** Surely not delivered; try again, not before so many seconds. */
  | { readonly kind: 'later'; readonly afterSeconds: number | undefined }
  /** May have been delivered. Creating is not idempotent, so it is not tried again. */
  | { readonly kind: 'unclear' }
  /** There was nothing (any more) to say. */
  | { readonly kind: 'nothing' };

/** What is known of earlier attempts at the same message. */
export interface Attempt {
  /** An earlier one had begun, and nobody knows what came of it. What is only drawn again is drawn all the same. */
  readonly isBegun: boolean;
  /** To be awaited right before anything is sent, so that all together send no faster than Teams takes it. */
  readonly turn: () => Promise<void>;
  /** To be called before anything is put into a chat or changed there; `false`: it has become somebody else's to do. */
  readonly begin: () => Promise<boolean>;
}

/** Who may be told about the whole tenant, by what the app itself reads at this moment; nobody where no group is named. */
export interface Administrators {
  /** @throws PimError when the group cannot be read: then nobody counts as one */
  all(): Promise<readonly PrincipalId[]>;
  /** @throws PimError when the group cannot be read: then the person counts as none */
  has(person: Person): Promise<boolean>;
}

/** What came of installing the app for somebody. */
export type Installation = 'installed' | 'alreadyInstalled' | 'notInCatalogue';

/** Our own app in people's Teams: all that Latchkey writes by its own authority, and only where that is switched on. */
export interface AppInstaller {
  /** Application permissions that it takes and that the app does not have. @throws PimError `pim_unavailable` */
  missingPermissions(): Promise<readonly string[]>;
  /** Installs it for one person; Teams then writes to the bot. What the catalogue has is known for an hour. @throws PimError */
  install(person: PrincipalId): Promise<Installation>;
}

/** Puts messages into people's chats; draws them from the state of that moment. */
export interface Messenger {
  deliver(person: Person, message: OutboundMessage, attempt: Attempt): Promise<Delivery>;
}
