import { createRandom } from '../random.ts';
import { lostHeadOf } from '../restoreWatch.ts';
import { type CliCommand, type CommandWorld, Refusal } from './command.ts';
import { restoreConfigOf, silent, withStore } from './commandStore.ts';

async function run(args: readonly string[], world: CommandWorld): Promise<number> {
  const [wish, ...rest] = args;
  if ((wish !== undefined && wish !== 'end') || rest.length > 0) {
    throw new Refusal(['Say nothing more, or: restored end.']);
  }
  const config = restoreConfigOf(world);
  const random = createRandom(world.clock);
  await withStore(config, world, '', async ({ quarantine }) => {
    if (wish === 'end') {
      const end = await quarantine.end(() => random.ulid(), world.operator);
      world.print(
        end === undefined
          ? 'There is no quarantine.'
          : 'The quarantine is over. The audit trail says by whom.',
      );
      return;
    }
    const lost = await lostHeadOf(quarantine, config.auditAnchorFile, silent);
    await quarantine.begin({ by: world.operator, lost, secret: random.secret() });
    world.print(
      'Quarantine: within five seconds no process relays a change to PIM any more, and every card in a',
    );
    world.print('chat is refused. It ends by itself when every open request was read from PIM again.');
    if (lost !== undefined)
      world.print(`The audit trail once ended with row ${lost.sequence}; that is lost.`);
  });
  return 0;
}

/** `restored`: says that the database was restored from a backup. */
export const restoredCommand: CliCommand = {
  name: 'restored',
  summary: 'say that the database was restored from a backup, so that nothing old is believed',
  usage: [
    'Usage: npm run cli -- restored [end]',
    '',
    'Right after a restore, where LATCHKEY_AUDIT_ANCHOR_FILE is not there to find it out by itself: nothing is relayed until',
    'every open request was read from PIM again. An embedded database: while Latchkey is stopped.',
    '',
    '  end                ends the quarantine by hand, where a request can never be read again',
  ],
  run,
};
