import { access } from 'node:fs/promises';
import { type RelayState, type RelayTurn } from '../pim/relaySwitch.ts';
import { readRelayFile, writeRelayFile } from '../store/relaySwitchFile.ts';
import { type CliCommand, type CommandWorld, fileRefusal, Refusal } from './command.ts';
import { folderOf, storeConfigOf, withStore } from './commandStore.ts';
import { readOptions } from './readOptions.ts';

const neverTurned: RelayState = { isOn: true, changedAt: undefined, reason: '' };

/** Longest reason that is kept. Characters. */
const MOST_REASON_CHARACTERS = 500;

interface Reach {
  readonly state: () => Promise<RelayState>;
  readonly turn: (turn: RelayTurn) => Promise<void>;
  /** When a turn holds, as a sentence. */
  readonly holds: string;
}

async function run(args: readonly string[], world: CommandWorld): Promise<number> {
  const [wish = '', ...rest] = args;
  if (!['on', 'off', 'status'].includes(wish)) {
    throw new Refusal(['Say what to do: relay off, relay on, or relay status.']);
  }
  const { reason = '' } = readOptions(rest, wish === 'status' ? [] : (['reason'] as const));
  if (reason.length > MOST_REASON_CHARACTERS) {
    throw new Refusal([`--reason may have ${MOST_REASON_CHARACTERS} characters at the most.`]);
  }
  await reaching(world, async ({ state, turn, holds }) => {
    if (wish !== 'status') {
      await turn({ isOn: wish === 'on', by: world.operator, reason });
      world.print(holds);
    }
    for (const line of told(await state())) world.print(line);
  });
  return 0;
}

/** The switch of a running embedded database is within reach as well: it is a file beside it. */
async function reaching(world: CommandWorld, use: (reach: Reach) => Promise<void>): Promise<void> {
  const config = storeConfigOf(world);
  const folder = folderOf(config);
  if (folder === undefined) {
    const holds = 'It holds in every process within five seconds, and is in the audit trail.';
    await withStore(config, world, '', ({ relaySwitch }) =>
      use({ state: () => relaySwitch.state(), turn: (turn) => relaySwitch.turn(turn), holds }),
    );
    return;
  }
  try {
    await access(folder);
    await use({
      state: async () => (await readRelayFile(folder)) ?? neverTurned,
      turn: (turn) => writeRelayFile(folder, turn, world.clock),
      holds: 'It holds in the running process within five seconds, which then puts it into the audit trail.',
    });
  } catch (error) {
    if ((error as { readonly code?: unknown }).code === undefined) throw error;
    throw fileRefusal(folder, 'written', error);
  }
}

const told = ({ isOn, changedAt, reason }: RelayState): readonly string[] => [
  isOn ? 'The relay is on: changes go to PIM.' : 'The relay is off: no change goes to PIM.',
  ...(changedAt === undefined ? [] : [`Since ${changedAt.toISOString()}.`]),
  ...(reason === '' ? [] : [`Reason: ${reason}`]),
];

/** `relay`: stops every change to PIM, and lets them through again. */
export const relayCommand: CliCommand = {
  name: 'relay',
  summary: 'stop every change to PIM at once, or let them through again',
  usage: [
    'Usage: npm run cli -- relay off|on|status [--reason "…"]',
    '',
    'While the relay is off people are told to use the Entra admin center; reading goes on. Every turn is in the audit trail.',
    '',
    '  --reason           why, for the audit trail and for "relay status"',
  ],
  run,
};
