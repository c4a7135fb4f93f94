import { randomBytes } from 'node:crypto';
import { type ConfigParts } from '../../configParts.ts';
import { openStore } from '../../connections.ts';
import { databaseFix } from '../../databaseRefusals.ts';
import { type Entra } from '../../graph/entra.ts';
import { copyOfRunningFolder, type FolderCopy } from '../../store/folderCopy.ts';
import { type DatabaseLook, lookAtDatabase } from '../../store/lookAtDatabase.ts';
import { type Store } from '../../store/store.ts';
import { type CommandWorld } from '../command.ts';
import { silent } from '../commandStore.ts';
import { attention, failed, type Finding, look, notLookedAt, type Seen, well } from './finding.ts';
import { approvers, message, relay } from './peopleChecks.ts';

/** What the checks of the database, and those that need it, are about. */
export interface DatabaseChecksOptions {
  readonly parts: ConfigParts;
  readonly world: Pick<CommandWorld, 'clock'>;
  readonly entra: Entra | undefined;
  /** Whom to write to; `undefined`: nobody. */
  readonly upn: string | undefined;
}

/** The database, and what takes both it and Entra. It is opened only where there is nothing to migrate. */
export async function databaseChecks(options: DatabaseChecksOptions): Promise<readonly Finding[]> {
  let found: DatabaseLook | undefined;
  let copy: FolderCopy | undefined;
  try {
    const database = await look('database', async () => {
      const { database: engine } = options.parts;
      if (engine === undefined)
        return notLookedAt('no database is named', 'Set DATABASE_URL or LATCHKEY_DATA_DIR, and not both.');
      found = await lookAtDatabase(engine, silent);
      if (found.kind === 'inUse' && engine.kind === 'embedded' && engine.dataDir !== undefined) {
        copy = copyOfRunningFolder(engine.dataDir);
        if (copy !== undefined) found = await lookAtDatabase({ ...engine, dataDir: copy.dataDir }, silent);
      }
      return seen(found, options.parts, copy !== undefined);
    });
    const isUpToDate = found?.kind === 'open' && found.pending.length === 0 && found.foreign === undefined;
    const parts = copy === undefined ? options.parts : onCopy(options.parts, copy);
    return [database, ...(isUpToDate ? await withStore({ ...options, parts }) : without(options))];
  } finally {
    copy?.remove();
  }
}

const onCopy = (parts: ConfigParts, { dataDir }: FolderCopy): ConfigParts => ({
  ...parts,
  database: { kind: 'embedded', dataDir },
});

const without = ({ upn }: DatabaseChecksOptions): readonly Finding[] =>
  [...(['relay', 'approvers'] as const), ...(upn === undefined ? [] : (['message'] as const))].map(
    (check) => ({
      check,
      ...notLookedAt(
        'the database cannot be opened here',
        'Put the database right first, or stop the process that has it.',
      ),
    }),
  );

async function withStore(options: DatabaseChecksOptions): Promise<readonly Finding[]> {
  const { parts, world, upn } = options;
  let store: Store | undefined;
  try {
    const opened = await opening(parts, world);
    if (opened === undefined) return without(options);
    store = opened;
    return await Promise.all([
      look('relay', () => relay(opened)),
      look('approvers', () => approvers(opened, options)),
      ...(upn === undefined ? [] : [look('message', () => message(opened, upn, options))]),
    ]);
  } finally {
    await store?.close();
  }
}

async function opening(
  { database, entra }: ConfigParts,
  { clock }: Pick<CommandWorld, 'clock'>,
): Promise<Store | undefined> {
  if (database === undefined || entra === undefined) return undefined;
  // Nothing that is sealed is read, so any key will do.
  return openStore({ database, tenantId: entra.tenantId }, [randomBytes(32)], { clock, logger: silent });
}

/** PostgreSQL's code for a login that lacks a right. */
const NOT_GRANTED = '42501';

function seen(found: DatabaseLook, { database, cloud }: ConfigParts, isCopy: boolean): Seen {
  switch (found.kind) {
    case 'temporary':
      return notLookedAt(
        'it is a folder of the running process, which goes when it stops',
        'Set DATABASE_URL or LATCHKEY_DATA_DIR where anything has to last.',
      );
    case 'notThere':
      return attention(
        'the folder of LATCHKEY_DATA_DIR holds no database yet',
        'Start the service: it makes one.',
      );
    case 'inUse':
      return notLookedAt(
        'it belongs to the running process, and cannot be copied just now',
        'Look at "readiness", and try again in a minute.',
      );
    case 'unreachable':
      return failed(
        `the server cannot be reached (${found.code})`,
        'Start PostgreSQL; look at host and port of DATABASE_URL, and at the way to them.',
      );
    case 'refused':
      return failed(
        `the server refuses (${found.code})`,
        found.code === NOT_GRANTED
          ? 'The login of DATABASE_URL may not read the tables: start the service once, which grants it what it needs.'
          : databaseFix(found.code),
      );
    case 'open':
      return opened(found, {
        isServer: database?.kind === 'postgres',
        isSandbox: cloud === 'sandbox',
        isCopy,
      });
  }
}

function opened(
  { pending, newer, foreign, mayChangeAudit }: Extract<DatabaseLook, { kind: 'open' }>,
  { isServer, isSandbox, isCopy }: Readonly<Record<'isServer' | 'isSandbox' | 'isCopy', boolean>>,
): Seen {
  if (foreign !== undefined)
    return failed(
      `it was migrated by something else ("${foreign}")`,
      'Point DATABASE_URL or LATCHKEY_DATA_DIR at a database of its own.',
    );
  if (pending.length > 0)
    return attention(
      `${pending.length} migrations are still to be made`,
      'Start the service: it makes them.',
    );
  if (newer > 0)
    return attention(
      `a newer version has made ${newer} migrations more`,
      'Nothing during an update; otherwise bring every process to the same version.',
    );
  if (!isServer && !isSandbox)
    return attention(
      'an embedded one, up to date: its last changes do not survive a power cut',
      'Take PostgreSQL for a real tenant.',
    );
  if (isServer && mayChangeAudit === true)
    return attention(
      'up to date; the login of DATABASE_URL could change the audit trail if it took the triggers away',
      'Give the application a login of its own, and the owner’s to LATCHKEY_MIGRATIONS_DATABASE_URL.',
    );
  return well(isCopy ? 'up to date, by a copy: the service has it' : 'open and up to date');
}
