import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { track } from './hooks.ts';
import { SandboxControl, type TenantInfo } from './runningSandbox.ts';
import { TeamsUser } from './teamsUser.ts';

/** The offline tenant with its bot, as `npm run sandbox` starts them. */
export interface SandboxWithBot {
  /** The page's address, without a trailing slash. */
  readonly url: string;
  readonly control: SandboxControl;
  /** Object id of the person with this given name. */
  idOf(givenName: string): string;
  /** The same person at a Teams client of the test's own. */
  person(givenName: string): TeamsUser;
  /**
   * Ends it as Ctrl-C does, and fails unless it ended with exit code 0 and left neither process nor file behind, and
   * where Graph was asked for anything off the list.
   */
  readonly stop: () => Promise<void>;
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const keptLines = 40;

/** Runs `node sandbox/main.ts --port 0` and waits for the address that it prints. Stop it in an `after` hook. */
export async function startSandboxWithBot(
  environment: Readonly<Record<string, string>> = {},
): Promise<SandboxWithBot> {
  const folder = await mkdtemp(join(tmpdir(), 'browser-test-'));
  // With a channel to this process, so that both end even where no hook ran.
  const child = spawn(process.execPath, ['sandbox/main.ts', '--port', '0'], {
    cwd: root,
    env: { ...process.env, TMPDIR: folder, ...environment },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  child.channel?.unref();
  const closed = track(`sandbox with bot (pid ${child.pid ?? 'none'})`);
  const exit = once(child, 'exit');
  const stop = async (): Promise<void> => {
    try {
      await endInOrder(child, exit, folder);
    } finally {
      await rm(folder, { recursive: true, force: true });
      closed();
    }
  };
  try {
    const url = await printedAddress(child);
    const control = new SandboxControl(url);
    const idOf = peopleOf(await control.tenant());
    const stopInOrder = async (): Promise<void> => {
      try {
        // What the sandbox's own settings file switches on.
        await control.assertEgress({ mayAdminister: true, mayReview: true });
      } finally {
        await stop();
      }
    };
    return { url, control, idOf, person: (name) => new TeamsUser(url, idOf(name)), stop: stopInOrder };
  } catch (error) {
    child.kill('SIGTERM');
    await exit;
    await rm(folder, { recursive: true, force: true });
    closed();
    throw error;
  }
}

const peopleOf =
  ({ people }: TenantInfo) =>
  (givenName: string): string => {
    const found = people.find(({ name }) => name.startsWith(`${givenName} `));
    assert.ok(found, `Nobody here is called ${givenName}`);
    return found.id;
  };

/** The address of the one line "Open http://…"; fails with what was printed instead. */
async function printedAddress({ stdout, stderr }: ChildProcess): Promise<string> {
  assert.ok(stdout && stderr);
  const printed: string[] = [];
  stderr.setEncoding('utf8').on('data', (text: string) => {
    printed.push(text);
    printed.splice(0, printed.length - keptLines);
  });
  for await (const line of createInterface({ input: stdout })) {
    const address = /^Open (http:\/\/127\.0\.0\.1:\d+)\/$/.exec(line)?.[1];
    if (address === undefined) printed.push(`${line}\n`);
    else {
      stdout.resume();
      return address;
    }
  }
  throw new Error(`The sandbox ended before it was ready:\n${printed.join('')}`);
}

async function endInOrder(child: ChildProcess, exit: Promise<unknown[]>, folder: string): Promise<void> {
  const children = childrenOf(child.pid);
  child.kill('SIGTERM');
  const [exitCode] = await exit;
  const running = children.filter(isRunning);
  for (const left of running) process.kill(left, 'SIGKILL');
  const files = (await readdir(folder)).filter((name) => name.startsWith('latchkey'));
  assert.deepEqual({ exitCode, running, files }, { exitCode: 0, running: [], files: [] });
}

/** Linux tells who started whom in `/proc`; elsewhere nobody is named. */
function childrenOf(parent: number | undefined): readonly number[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => parentOf(name) === parent)
    .map(Number);
}

function parentOf(processId: string): number | undefined {
  try {
    // "pid (command) state ppid …"; the command may hold spaces and brackets.
    const afterCommand = readFileSync(`/proc/${processId}/stat`, 'utf8').split(') ').at(-1);
    return Number(afterCommand?.split(' ')[1]);
  } catch {
    return undefined;
  }
}

function isRunning(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch {
    return false;
  }
}
