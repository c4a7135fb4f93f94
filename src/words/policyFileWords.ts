import { type FileRowState } from '../pim/policyFiles/fileRows.ts';
import { type Unsettable } from '../pim/policyFiles/unsettable.ts';

/** An administrator applies a file of role settings, role by role. */
export interface PolicyFileWords {
  readonly heading: string;
  /** How a file is sent; there is none. */
  readonly how: string;
  readonly oneAtATime: string;
  readonly notAnExport: string;
  readonly tooLarge: (kilobytes: number) => string;
  readonly notFetched: Readonly<Record<'refused' | 'notText' | 'failed', string>>;
  readonly problems: {
    readonly heading: string;
    /** What is wrong, and with what; `place` is a path into the document. */
    readonly one: (
      kind: 'notJson' | 'otherFormat' | 'otherVersion' | 'namedTwice' | 'shape',
      place: string,
    ) => string;
    readonly more: (count: number) => string;
    readonly tooManyRoles: (most: number) => string;
    readonly next: string;
  };
  readonly everythingSame: (roles: number) => string;
  readonly headline: (toDo: number, blocked: number) => string;
  readonly foreign: string;
  readonly oneByOne: string;
  readonly sameRoles: (count: number) => string;
  readonly parts: Readonly<Record<'toDo' | 'blocked' | 'done', string>>;
  /** Where a role stands; `rules`: how many would be written. */
  readonly state: (state: FileRowState, rules: number) => string;
  readonly otherApprovers: string;
  readonly moreChanges: (count: number) => string;
  readonly unsettable: Readonly<
    Record<Exclude<Unsettable['why'], 'guard'>, (ruleIds: readonly string[]) => string>
  >;
  readonly strangers: (count: number) => string;
  readonly look: string;
  readonly back: string;
  readonly progress: (applied: number, left: number) => string;
  readonly sameNow: (role: string) => string;
  readonly gone: string;
  readonly summary: (heading: string) => string;
  readonly typed: string;
}
