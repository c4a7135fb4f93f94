import { type Person, type PrincipalId, type TenantId } from './ids.ts';

/** How to reach a person in Teams. Renewed on every activity that person sends. */
export interface Conversation {
  readonly person: Person;
  readonly conversationId: string;
  /** Attacker's input until checked against the allow-list, when stored and again when used. */
  readonly serviceUrl: string;
  /** Teams' own id of the person (`29:…`) and of the bot (`28:…`). */
  readonly userId: string;
  readonly botId: string;
  readonly name: string;
  /** BCP 47, as Teams last said; `undefined`: never said. */
  readonly locale: string | undefined;
  /** IANA zone, as Teams last said. */
  readonly timeZone: string | undefined;
  readonly isInstalled: boolean;
}

/** Where people can be reached. */
export interface Conversations {
  remember(conversation: Conversation): Promise<void>;
  of(person: Person): Promise<Conversation | undefined>;
  ofMany(people: readonly Person[]): Promise<readonly Conversation[]>;
  /** Uninstalled: the reference stays (the bot may be installed again), marked unreachable. */
  markUninstalled(person: Person): Promise<void>;
  /** Everybody with the app installed, in order of id, page by page. */
  installed(
    tenantId: TenantId,
    after: PrincipalId | undefined,
    limit: number,
  ): Promise<readonly Conversation[]>;
}
