import { askForSignIns, type SignInAsking } from './signInAsking.ts';
import { type SignInDeps } from './signInDeps.ts';
import { type ProofTaking, takeProofs } from './signInProofs.ts';

/** Asks people to prove who they are, and takes the proof. Teams' single sign-on first; our own page where that is not enough. */
export type SignInDesk = SignInAsking & ProofTaking;

/** Makes the desk. */
export const createSignInDesk = (deps: SignInDeps): SignInDesk => ({
  ...askForSignIns(deps),
  ...takeProofs(deps),
});
