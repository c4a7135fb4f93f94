import { type TrailVerdict, verifyTrail } from '../store/verifyTrail.ts';
import { anchorsIn, exportedRows, type Skipped, storedRows } from './auditRows.ts';
import { type CliCommand, type CommandWorld, Refusal } from './command.ts';
import { storeConfigOf, withStore } from './commandStore.ts';
import { readOptions } from './readOptions.ts';

const reasons: Readonly<Record<Extract<TrailVerdict, { isIntact: false }>['reason'], string>> = {
  changed: 'it is not what was written: its hash is that of something else',
  missing: 'it is not there',
  unlinked: 'it does not follow the row before',
  cutOff: 'the trail ends before it, and did not always',
  rewritten: 'it is not the one that was noted down: the trail was written anew',
};

async function run(args: readonly string[], world: CommandWorld): Promise<number> {
  const { from, anchor } = readOptions(args, ['from', 'anchor']);
  const anchors = anchor === undefined ? [] : await anchorsIn(anchor);
  if (anchor !== undefined && anchors.length === 0) {
    throw new Refusal([`${anchor} holds no anchor: name a file that LATCHKEY_AUDIT_ANCHOR_FILE named.`]);
  }
  const skipped: Skipped = { unreadable: 0 };
  const verdict =
    from === undefined
      ? await withStore(
          storeConfigOf(world),
          world,
          'Or verify what it has written out: verify-audit --from FILE.',
          async ({ audit }) => {
            // Rows that are appended meanwhile lie behind this head; the chain must get as far at least.
            const head = await audit.head();
            return verifyTrail(storedRows(audit), { anchors: [...anchors, head], isWhole: true });
          },
        )
      : await verifyTrail(exportedRows(from, skipped), { anchors });
  if (skipped.unreadable > 0) world.print(`Lines that are no rows and were left out: ${skipped.unreadable}.`);
  for (const line of told(verdict, anchors.length)) world.print(line);
  return verdict.isIntact ? 0 : 1;
}

function told(verdict: TrailVerdict, anchors: number): readonly string[] {
  if (!verdict.isIntact) {
    return [`The audit trail is broken at row ${verdict.sequence}: ${reasons[verdict.reason]}.`];
  }
  const { count, first, head, anchorsBefore, anchorsLost = 0 } = verdict;
  if (first === undefined) return ['The audit trail is empty.'];
  return [
    `The audit trail is unbroken: ${count} rows, ${first} to ${head.sequence}.`,
    `Head: ${head.hash}`,
    ...(first > 1 ? [`It begins with row ${first}; what came before was not looked at.`] : []),
    ...(anchors > 0 ? [`Anchors that fit: ${anchors - anchorsBefore - anchorsLost} of ${anchors}.`] : []),
    ...(anchorsLost > 0
      ? [
          `${anchorsLost} are of rows that were lost when the database was restored: the trail says so (restore.noticed).`,
        ]
      : []),
    ...(anchorsBefore > 0 ? [`${anchorsBefore} lie before the first row.`] : []),
  ];
}

/** `verify-audit`: whether the audit trail is what was written. */
export const verifyAuditCommand: CliCommand = {
  name: 'verify-audit',
  summary: 'check that the audit trail is what was written, and find the first row that is not',
  usage: [
    'Usage: npm run cli -- verify-audit [--from FILE] [--anchor FILE]',
    '',
    'Verifies the hash chain. Exit code 0: unbroken; 1: broken, with the first row that does not fit. The database must have',
    'every row; a file may begin later, and what came before it is then not looked at.',
    '',
    '  --from             JSON lines of export-audit or LATCHKEY_AUDIT_FILE, in place of the database',
    '  --anchor           what LATCHKEY_AUDIT_ANCHOR_FILE named: finds a trail that was written anew or cut off as well',
  ],
  run,
};
