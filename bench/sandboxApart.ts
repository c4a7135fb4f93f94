import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { SandboxControl, type RunningSandbox } from '../test/support/runningSandbox.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * Starts `sandbox/main.ts --without-bot` as a child and waits until it listens: what is measured must not wait for the same
 * event loop as those who ask. Stopping it fails where Graph was asked for anything off the list.
 */
export async function startSandboxApart(): Promise<RunningSandbox> {
  const child = spawn(process.execPath, ['sandbox/main.ts', '--without-bot', '--port', '0'], {
    cwd: root,
    // With a channel to this process, so that both end however this one ends.
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  child.channel?.unref();
  try {
    const url = await listeningUrl(child);
    const control = new SandboxControl(url);
    const stop = async (): Promise<void> => {
      try {
        if (!hasEnded(child)) await control.assertEgress();
      } finally {
        await end(child);
      }
    };
    return { url, tenantInfo: await control.tenant(), control, stop };
  } catch (error) {
    await end(child);
    throw error;
  }
}

/** The address the sandbox prints once it listens. */
async function listeningUrl({ stdout }: ChildProcess): Promise<string> {
  assert.ok(stdout);
  for await (const line of createInterface({ input: stdout })) {
    const url = /^Sandbox (http:\/\/127\.0\.0\.1:\d+)$/.exec(line)?.[1];
    if (url === undefined) continue;
    stdout.resume();
    return url;
  }
  throw new Error('The sandbox ended before it listened.');
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess): boolean =>
  exitCode !== null || signalCode !== null;

async function end(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  await exit;
}
