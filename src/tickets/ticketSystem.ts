import { type IfUnknown } from '../pim/tickets.ts';

/** Which of a requestor's names a ticket's owner is compared with. */
export const OWNER_NAMES = ['upn', 'mail', 'displayName'] as const;

/** A ticket system as the settings describe it. Places in its answer are paths (`jsonPath.ts`). */
export interface TicketSystem {
  readonly name: string;
  /** Address of the answer about a ticket, with `{ticket}` where the number goes. */
  readonly url: string;
  /** Regular expression that the whole number fits. */
  readonly pattern: string;
  /** Values of headers by the names of the secrets that hold them. */
  readonly headers: Readonly<Record<string, string>>;
  /** Where the answer repeats the number. */
  readonly found: string;
  readonly title?: string | undefined;
  readonly state?: string | undefined;
  /** States in which work goes on; empty: any. */
  readonly openStates: readonly string[];
  readonly belongsTo?: { readonly path: string; readonly is: (typeof OWNER_NAMES)[number] } | undefined;
  readonly window?: { readonly start?: string | undefined; readonly end?: string | undefined } | undefined;
  /** Where people look at a ticket: an address with `{ticket}`, or the path of one in the answer. */
  readonly link?: string | undefined;
  readonly timeoutSeconds: number;
  readonly ifUnknown: IfUnknown;
}
