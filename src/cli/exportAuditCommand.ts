import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { storedRows } from './auditRows.ts';
import { type CliCommand, type CommandWorld, fileRefusal, Refusal } from './command.ts';
import { storeConfigOf, withStore } from './commandStore.ts';
import { readOptions } from './readOptions.ts';

async function run(args: readonly string[], world: CommandWorld): Promise<number> {
  const { out } = readOptions(args, ['out']);
  if (out === undefined) throw new Refusal(['Name a file that is not there yet: --out FILE.']);
  const instead = 'Or take what it writes out itself: LATCHKEY_AUDIT_FILE.';
  const rows = await withStore(storeConfigOf(world), world, instead, async ({ audit }) => {
    const file = createWriteStream(out, { flags: 'wx', mode: 0o600 });
    try {
      await once(file, 'open');
      let written = 0;
      for await (const page of storedRows(audit)) {
        const text = page.map((row) => `${JSON.stringify(row)}\n`).join('');
        if (!file.write(text)) await once(file, 'drain');
        written += page.length;
      }
      file.end();
      await finished(file);
      return written;
    } catch (error) {
      if ((error as { readonly syscall?: unknown }).syscall === undefined) throw error;
      throw fileRefusal(out, 'written', error);
    } finally {
      file.destroy();
    }
  });
  world.print(`${rows} rows are in ${out}.`);
  return 0;
}

/** `export-audit`: the whole audit trail as JSON lines. */
export const exportAuditCommand: CliCommand = {
  name: 'export-audit',
  summary: 'write the whole audit trail to a file, as JSON lines',
  usage: [
    'Usage: npm run cli -- export-audit --out FILE',
    '',
    'Each line is a row with its place in the chain, so that "verify-audit --from FILE" can verify it anywhere.',
    '',
    '  --out              file to write; one that is there is never written over',
  ],
  run,
};
