import { readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Clock } from '../pim/ports.ts';
import { type RelayState, type RelayTurn } from '../pim/relaySwitch.ts';
import { type SqlRelaySwitch, type TurnableRelaySwitch } from './relaySwitch.ts';

/** A state as the file says it, with who turned it. */
type WrittenState = RelayState & { readonly by: string };

/** In the data folder, beside the embedded database. Whatever is in it that is not a plain "on" counts as off. */
const FILE = 'relay-switch.json';

const pathIn = (folder: string): string => join(folder, FILE);

const isMissing = (error: unknown): boolean => (error as { readonly code?: unknown }).code === 'ENOENT';

/**
 * What the file says; `undefined` without one. Also an empty file, made in haste, switches the relay off.
 * @throws Error where it is there and cannot be read
 */
export async function readRelayFile(folder: string): Promise<WrittenState | undefined> {
  let text: string;
  let writtenAt: Date;
  try {
    [text, writtenAt] = await Promise.all([
      readFile(pathIn(folder), 'utf8'),
      stat(pathIn(folder)).then(({ mtime }) => mtime),
    ]);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
  const { isOn, changedAt, by, reason } = membersOf(text);
  const changed = new Date(typeof changedAt === 'string' ? changedAt : NaN);
  return {
    isOn: isOn === true,
    changedAt: Number.isNaN(changed.getTime()) ? writtenAt : changed,
    by: typeof by === 'string' ? by : 'unknown',
    reason: typeof reason === 'string' ? reason : '',
  };
}

function membersOf(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** Writes it whole or not at all: a process that looks in between sees the old one. */
export async function writeRelayFile(folder: string, turn: RelayTurn, clock: Clock): Promise<void> {
  const { isOn, by, reason } = turn;
  const text = JSON.stringify({ isOn, changedAt: clock.now().toISOString(), by, reason });
  const unfinished = `${pathIn(folder)}.new`;
  await writeFile(unfinished, `${text}\n`, { mode: 0o600 });
  await rename(unfinished, pathIn(folder));
}

/**
 * The relay switch of an embedded database: a file in its folder, because only one process at a time can have the
 * database, and the switch must be within reach while that one runs. The row in the database says what the trail knows.
 */
export class FileRelaySwitch implements TurnableRelaySwitch {
  readonly #folder: string;
  readonly #recorded: SqlRelaySwitch;
  readonly #clock: Clock;

  constructor(folder: string, recorded: SqlRelaySwitch, clock: Clock) {
    this.#folder = folder;
    this.#recorded = recorded;
    this.#clock = clock;
  }

  async state(): Promise<RelayState> {
    return (await readRelayFile(this.#folder)) ?? { isOn: true, changedAt: undefined, reason: '' };
  }

  async turn(turn: RelayTurn): Promise<void> {
    await writeRelayFile(this.#folder, turn, this.#clock);
    await this.recordTurns();
  }

  async recordTurns(): Promise<void> {
    const [written, recorded] = await Promise.all([readRelayFile(this.#folder), this.#recorded.state()]);
    if (written === undefined) {
      // A file that is gone means what no file means.
      if (!recorded.isOn) await this.#recorded.turn({ isOn: true, by: 'unknown', reason: '' });
      return;
    }
    const isRecorded =
      recorded.isOn === written.isOn && recorded.changedAt?.getTime() === written.changedAt?.getTime();
    if (!isRecorded) await this.#recorded.turn(written, written.changedAt);
  }
}
