/**
 * What is kept of people, and how it goes: when they sign out, when they take the app out of Teams, and when Entra knows
 * them no more.
 */
import { type Person, type PrincipalId } from './ids.ts';

/** Whether somebody is in the directory. `gone`: Entra said so; `unread`: it said nothing that could be relied on. */
export type Presence = 'there' | 'gone' | 'unread';

/** What is kept of people, across everything that Latchkey remembers. */
export interface PersonalRecords {
  /** What proves who the person is, and what waits for their answer: proofs, open sign-ins, the dialog in their chat. */
  dropProofs(person: Person): Promise<void>;
  /** People of whom more than an id is kept, in order of id, page by page. */
  known(after: PrincipalId | undefined, limit: number): Promise<readonly PrincipalId[]>;
  /** Notes who was not in the directory, where that is news, and that the others are. */
  noteLook(look: {
    readonly there: readonly PrincipalId[];
    readonly gone: readonly PrincipalId[];
  }): Promise<void>;
  /** Those who were first missed at that time or before. */
  missedSince(until: Date, limit: number): Promise<readonly PrincipalId[]>;
  /** Everything of the person goes but ids; that it went is in the audit trail, in the same commit. */
  forget(person: Person): Promise<void>;
}

/** Tokens that were got for people and are held in this process's memory alone. */
export interface HeldTokens {
  /** For whom there are any. */
  people(): readonly Person[];
  forget(person: Person): void;
}
