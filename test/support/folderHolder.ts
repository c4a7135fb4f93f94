/**
 * A process of its own that opens the embedded store in the folder it is given, says `open` or why it could not, claims
 * every line it reads, answers with whether it got it, and closes the store at the end of its input.
 */
import { createInterface } from 'node:readline';
import { tenantId } from '../../src/pim/ids.ts';
import { createStore } from '../../src/store/store.ts';
import { silentLogger } from './databases.ts';
import { TestClock } from './testClock.ts';

const [dataDir] = process.argv.slice(2);
try {
  const store = await createStore({
    engine: { kind: 'embedded', dataDir },
    tenantId: tenantId('11111111-1111-4111-8111-111111111111'),
    clock: new TestClock(),
    encryptionKeys: [Buffer.alloc(32, 7)],
    logger: silentLogger,
  });
  process.stdout.write('open\n');
  for await (const line of createInterface({ input: process.stdin })) {
    process.stdout.write(`${String(await store.claims.claim(line))}\n`);
  }
  await store.close();
} catch (error) {
  process.stdout.write(`${(error as Error).message}\n`);
}
