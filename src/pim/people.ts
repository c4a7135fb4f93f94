import { type PrincipalId } from './ids.ts';

/** A person as the directory has them. Names are free text: shown, never matched, never parsed. */
export interface DirectoryPerson {
  readonly id: PrincipalId;
  readonly displayName: string;
  readonly userPrincipalName: string;
  readonly isGuest: boolean;
  readonly isEnabled: boolean;
  /** Absent where there is none, and where it was not read. */
  readonly mail?: string | undefined;
}
