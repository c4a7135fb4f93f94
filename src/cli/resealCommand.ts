import { encryptionKeysOf } from '../connections.ts';
import { ConfigError } from '../config.ts';
import { type CliCommand, type CommandWorld, Refusal } from './command.ts';
import { configOf, silent, withStore } from './commandStore.ts';

async function run(args: readonly string[], world: CommandWorld): Promise<number> {
  if (args.length > 0) throw new Refusal(['Say nothing more than reseal.']);
  const config = configOf(world);
  const encryptionKeys = await encryptionKeysOf(config, { clock: world.clock, logger: silent }).catch(
    (error: unknown) => {
      if (error instanceof ConfigError) throw new Refusal(error.reasons);
      throw error;
    },
  );
  if (encryptionKeys === undefined) {
    throw new Refusal([
      'No key is configured, so that nothing outlives the process that sealed it. Set LATCHKEY_ENCRYPTION_KEY.',
    ]);
  }
  const instead = 'What the old key has sealed is gone after an hour and a half anyway.';
  return withStore({ ...config, encryptionKeys }, world, instead, async ({ sealedRows }) => {
    const { resealed, unreadable } = await sealedRows.reseal();
    world.print(`Sealed anew with the first key: ${resealed}.`);
    if (unreadable === 0) {
      world.print('Nothing is sealed with another key any more.');
      return 0;
    }
    world.print(
      `Sealed with a key that is not in the list: ${unreadable}. Whoever these belong to signs in again.`,
    );
    return 3;
  });
}

/** `reseal`: seals everything anew with the first key. */
export const resealCommand: CliCommand = {
  name: 'reseal',
  summary: 'seal every stored proof anew with the first key, so that the old key can go',
  usage: [
    'Usage: npm run cli -- reseal',
    '',
    'With the keys as the running processes have them: the new one first, the old one behind it. Safe while they run, and',
    'to be repeated. Exit code 3: something is sealed with a key that is not in the list.',
  ],
  run,
};
