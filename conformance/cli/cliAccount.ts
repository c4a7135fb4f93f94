import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SANDBOX_VARIABLE } from '../hosts/hosts.ts';
import { fileOf } from '../packages.ts';

/** How a command ended. */
export interface CommandEnd {
  readonly exitCode: number | null;
  /** What it printed, as JSON where it is JSON. */
  readonly printed: unknown;
  readonly errors: string;
}

const preload = new URL('../hosts/hostPreload.ts', import.meta.url).href;
const entry = fileOf('@pnp/cli-microsoft365/dist/index.js');
/** A command that has not ended by then hangs; a busy machine takes a tenth of it. */
const patienceMs = 180_000;

/** CLI for Microsoft 365 with a home folder of its own, so that nobody else's sign-in is in it. */
export class CliAccount {
  readonly #home: string;
  readonly #sandboxUrl: string;
  /** Hosts that a command tried to reach beside the two that are stood in for. */
  readonly keptIn = new Set<string>();

  private constructor(home: string, sandboxUrl: string) {
    this.#home = home;
    this.#sandboxUrl = sandboxUrl;
  }

  static async open(sandboxUrl: string): Promise<CliAccount> {
    const home = await mkdtemp(join(tmpdir(), 'conformance-cli-'));
    const folder = join(home, '.config', 'configstore');
    await mkdir(folder, { recursive: true });
    const settings = { disableTelemetry: true, prompt: false, showHelpOnFailure: false };
    await writeFile(join(folder, 'cli-m365-config.json'), JSON.stringify(settings));
    return new CliAccount(home, sandboxUrl);
  }

  close(): Promise<void> {
    return rm(this.#home, { recursive: true, force: true });
  }

  /** Runs one command to its end. `onErrors` hears all that stands on standard error so far, whenever more does. */
  async run(
    args: readonly string[],
    onErrors: (errors: string) => void = () => undefined,
  ): Promise<CommandEnd> {
    const child = spawn(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', '--import', preload, entry, ...args, '--output', 'json'],
      {
        cwd: fileURLToPath(new URL('.', import.meta.url)),
        env: {
          PATH: process.env['PATH'],
          HOME: this.#home,
          XDG_CONFIG_HOME: join(this.#home, '.config'),
          CLIMICROSOFT365_NOUPDATE: '1',
          [SANDBOX_VARIABLE]: this.#sandboxUrl,
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    const patience = setTimeout(() => child.kill('SIGKILL'), patienceMs);
    let output = '';
    let errors = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      errors += text;
      onErrors(errors);
    });
    const exitCode = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject).once('close', resolve);
    });
    clearTimeout(patience);
    for (const [, host = ''] of errors.matchAll(/^\[kept in\] (\S+)$/gmu)) this.keptIn.add(host);
    return { exitCode, printed: parsed(output), errors: errors.replaceAll(/^\[kept in\].*\n/gmu, '').trim() };
  }
}

function parsed(output: string): unknown {
  try {
    return JSON.parse(output);
  } catch {
    return output.trim();
  }
}
