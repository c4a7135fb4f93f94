import { type Person } from '../../pim/ids.ts';
import { type Logger } from '../../pim/logger.ts';
import { type Clock, type Random, type SignOnVerifier, type TokenVault } from '../../pim/ports.ts';
import { type AuditTrail, type Claims, type SignIns } from '../../pim/records.ts';
import { type Chat } from '../chat.ts';
import { type Session } from '../sessions.ts';

/** What the sign-in needs from its surroundings. */
export interface SignInDeps {
  readonly signIns: SignIns;
  readonly tokens: TokenVault;
  readonly verifier: SignOnVerifier;
  readonly claims: Claims;
  readonly audit: AuditTrail;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly chatOf: (session: Session) => Chat;
  readonly appId: string;
  readonly publicUrl: string;
  /** Forgets what proves a person, and what waits for their answer. */
  readonly forgetProofs: (person: Person) => Promise<void>;
}
