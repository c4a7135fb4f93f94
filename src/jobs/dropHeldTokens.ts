import { type HeldTokens } from '../pim/departures.ts';
import { type TokenVault } from '../pim/ports.ts';

/**
 * Drops tokens from memory whose person has no proof any more: who signed out, or took the app out of Teams, may have
 * done so at another process.
 */
export async function dropHeldTokens({
  heldTokens,
  tokens,
}: {
  readonly heldTokens: HeldTokens;
  readonly tokens: Pick<TokenVault, 'holdersAmong'>;
}): Promise<void> {
  const people = heldTokens.people();
  const holders = new Set(await tokens.holdersAmong(people));
  for (const person of people) if (!holders.has(person)) heldTokens.forget(person);
}
