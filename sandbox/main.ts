import { parseArgs } from 'node:util';
import { type BotProcess, startBot } from './botProcess.ts';
import { type Sandbox, startSandbox } from './sandbox.ts';
import { type OfflineTenant } from './tenants/offlineTenant.ts';
import { type SeededTenant } from './tenants/seededTenant.ts';
import { tenants } from './tenants/tenants.ts';

const usage = `Usage: node sandbox/main.ts [--without-bot] [--tenant ${Object.keys(tenants).join('|')}] [--port N] [--verbose]`;

interface Wanted {
  readonly tenant: OfflineTenant;
  readonly port: number;
  readonly hasBot: boolean;
  readonly isVerbose: boolean;
}

/** What the command line asks for; an unknown word ends the process with the usage. */
function wanted(): Wanted {
  try {
    const { values } = parseArgs({
      options: {
        'without-bot': { type: 'boolean', default: false },
        tenant: { type: 'string', default: 'harbour' },
        port: { type: 'string', default: process.env['LATCHKEY_SANDBOX_PORT'] ?? '4000' },
        verbose: { type: 'boolean', default: false },
      },
    });
    const tenant = tenants[values.tenant];
    const port = Number(values.port);
    if (tenant === undefined) throw new Error(`There is no tenant "${values.tenant}".`);
    if (!Number.isInteger(port) || port < 0 || port > 65_535)
      throw new Error(`"${values.port}" is not a port.`);
    return { tenant, port, hasBot: !values['without-bot'], isVerbose: values.verbose };
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
    process.exit(2);
  }
}

async function open({ tenant, port }: Wanted): Promise<Sandbox> {
  try {
    return await startSandbox(tenant, port);
  } catch (error) {
    const isTaken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
    console.error(isTaken ? `Port ${port} is taken; choose another with --port.` : error);
    process.exit(1);
  }
}

/**
 * Runs `stop` on the first Ctrl-C or SIGTERM, or when the process that started this one is gone; then exit code 0.
 * What it returns tells whether that has begun.
 */
function endWith(stop: () => Promise<void>): () => boolean {
  let isEnding = false;
  const end = (): void => {
    if (isEnding) return;
    isEnding = true;
    void stop().then(() => process.exit(0));
  };
  process.on('SIGINT', end).on('SIGTERM', end);
  if (process.connected) process.once('disconnect', end);
  return () => isEnding;
}

/** Says in one sentence why there is no bot, with its last lines, and ends with exit code 1. */
async function giveUp(reason: string, bot: BotProcess, sandbox: Sandbox): Promise<void> {
  console.error([reason, ...bot.lastLines().map((line) => `  ${line}`)].join('\n'));
  await bot.stop();
  await sandbox.stop();
  process.exit(1);
}

/** The bot that was just started has never heard of anybody: Teams tells it who has the app, as it does when it is installed. */
async function installForEveryone({ users }: SeededTenant, { baseUrl }: Sandbox): Promise<void> {
  const people = users.filter(({ hasAppInstalled }) => hasAppInstalled);
  await Promise.all(
    people.map(({ id }) => fetch(`${baseUrl}/client/chats/${id}/install`, { method: 'POST' })),
  );
}

async function runWithBot({ tenant: offline, port, isVerbose }: Wanted, sandbox: Sandbox): Promise<void> {
  const tenant = offline.directory;
  const bot = await startBot({ tenant, sandboxUrl: sandbox.baseUrl, isVerbose, onAnyPort: port === 0 });
  const isEnding = endWith(async () => {
    await bot.stop();
    await sandbox.stop();
  });
  sandbox.clock.follow((shiftMs) => bot.moveClock(shiftMs));
  sandbox.bot.endpoint = bot.endpoint;
  sandbox.bot.killAndRestart = () => bot.killAndRestart();
  const isReady = await bot.ready();
  if (isEnding()) return;
  if (!isReady) {
    await giveUp('Latchkey did not become ready. Its last lines:', bot, sandbox);
    return;
  }
  await installForEveryone(tenant, sandbox);
  void bot.died.then((how) => giveUp(`Latchkey ended by itself (${how}). Its last lines:`, bot, sandbox));
  console.log(`Open ${sandbox.baseUrl}/`);
  for (const [index, thing] of tenant.thingsToTry.entries()) console.log(`  ${index + 1}. ${thing}`);
}

const options = wanted();
const sandbox = await open(options);
if (options.hasBot) {
  await runWithBot(options, sandbox);
} else {
  endWith(() => sandbox.stop());
  console.log(`Sandbox ${sandbox.baseUrl}`);
  console.log(`  What a bot of yours has to know: ${sandbox.baseUrl}/control/environment`);
  console.log('  What comes next: docs/sandbox.md#a-bot-of-your-own');
}
