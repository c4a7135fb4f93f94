import { type PrincipalId } from './ids.ts';
import { type RoleAtScope } from './roles.ts';

/** What an administrator changes about one principal and one role at one scope. */
export type HoldingChange = RoleAtScope & {
  readonly principalId: PrincipalId;
  /** As typed; our tag is added when it is sent. */
  readonly justification: string;
} & (
    | {
        /** From a permanent assignment to an eligibility: granted first, seen to be there, and only then the other removed. */
        readonly what: 'makeEligible';
        /** `undefined`: without end, where the role's settings allow it. */
        readonly days: number | undefined;
      }
    | { readonly what: 'assignEligible'; readonly days: number | undefined }
    /** Time-bound standing access. */
    | { readonly what: 'assignActive'; readonly minutes: number | undefined }
    /** The end of an eligibility or assignment that is there is moved. */
    | { readonly what: 'extendEligible' | 'extendActive'; readonly endAt: string }
    /** It ends at exactly this time from now on, sooner or later than before. `undefined`: never. */
    | { readonly what: 'updateEligible' | 'updateActive'; readonly endAt: string | undefined }
    | { readonly what: 'removeEligible' | 'removeActive' }
  );
