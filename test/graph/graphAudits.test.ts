import assert from 'node:assert/strict';
import { readDirectoryAudits } from '../../src/graph/graphAudits.ts';
import { type GraphClient } from '../../src/graph/graphClient.ts';
import { PimError } from '../../src/pim/errors.ts';
import { principalId, roleDefinitionId } from '../../src/pim/ids.ts';
import { GraphWorld } from '../support/graphWorld.ts';
import { type RunningSandbox, startSandbox } from '../support/runningSandbox.ts';

const ana = principalId('a1a1a1a1-0001-4000-8000-000000000001');
const chi = principalId('c3c3c3c3-0003-4000-8000-000000000003');
const exchangeAdministrator = roleDefinitionId('29232cdf-9323-42fd-ade2-1d097af3e4de');

describe('readDirectoryAudits', () => {
  let sandbox: RunningSandbox;
  let world: GraphWorld;

  before(async () => {
    sandbox = await startSandbox();
  });

  after(() => sandbox.stop());

  beforeEach(async () => {
    await sandbox.control.reset();
    await sandbox.control.auditLog({ lagSeconds: { least: 0, most: 0 }, isReadLimited: false });
    world = new GraphWorld(sandbox);
  });

  it('tells what was asked for and decided in the portal, with who, why and for how long', async () => {
    const { control } = sandbox;
    const since = new Date((await control.clock()).now);
    const made = (await control.portal({
      actor: ana,
      action: 'activate',
      roleDefinitionId: exchangeAdministrator,
      durationMinutes: 90,
      justification: 'Asked in the portal',
      ticketNumber: 'INC-1',
    })) as { id: string };
    await control.portal({ actor: chi, action: 'deny', requestId: made.id, justification: 'Not today' });
    await control.forward(60_000);
    const audits = (await Array.fromAsync(world.entra.directory.auditedSince(since))).flat();
    const asked = audits.find(({ activity }) => activity === 'approvalRequested');
    assert.ok(asked?.startAt !== undefined && asked.endAt !== undefined);
    assert.equal(asked.endAt.getTime() - asked.startAt.getTime(), 90 * 60_000);
    assert.deepEqual(
      [asked.requestId, asked.roleDefinitionId, asked.principalId, asked.reason],
      [made.id, exchangeAdministrator, ana, 'Asked in the portal'],
    );
    const denied = audits.find(({ activity }) => activity === 'denied');
    assert.deepEqual(
      [denied?.requestId, denied?.actor, denied?.reason],
      [made.id, { id: chi, displayName: 'Chi Nguyen' }, 'Not today'],
    );
  });
});

describe('readDirectoryAudits, page by page', () => {
  const since = new Date('2026-01-05T08:00:00Z');
  const row = (minute: number): object => ({
    id: `row-${minute}`,
    category: 'RoleManagement',
    loggedByService: 'PIM',
    activityDisplayName: 'Add member to role completed (PIM activation)',
    activityDateTime: new Date(since.getTime() + minute * 60_000).toISOString(),
    result: 'success',
    resultReason: '',
    correlationId: `e0e0e0e0-0000-4000-8000-${String(minute).padStart(12, '0')}`,
  });
  const idsOf = async (pages: AsyncIterable<readonly { readonly id: string }[]>): Promise<unknown> =>
    (await Array.fromAsync(pages)).map((page) => page.map(({ id }) => id));
  /** Graph with these pages, in the order in which it gives them; it refuses what it is asked with `refused`. */
  function graph(pages: readonly (readonly number[])[], refused?: string) {
    const asked: (string | undefined)[] = [];
    return {
      asked,
      async *pages(_call: unknown, ask: { readonly query?: Readonly<Record<string, string>> } = {}) {
        const { orderby } = ask.query ?? {};
        asked.push(orderby);
        if (refused !== undefined && orderby === refused) {
          throw new PimError('unexpected_answer', 'No such order', { status: 400 });
        }
        for (const minutes of pages) yield await Promise.resolve(minutes.map(row));
      },
      async items(...ask: Parameters<GraphClient['items']>) {
        return (await Array.fromAsync(this.pages(...ask))).flat();
      },
    };
  }

  it('has each page as it comes where the oldest come first', async () => {
    const client = graph([[1, 2], [2, 5], [9]]);
    assert.deepEqual(await idsOf(readDirectoryAudits(client, since)), [
      ['row-1', 'row-2'],
      ['row-2', 'row-5'],
      ['row-9'],
    ]);
    assert.deepEqual(client.asked, ['activityDateTime asc']);
  });

  it('puts the rows in order by itself where Graph does not', async () => {
    const newestFirst = graph([[9, 5], [2], [1]]);
    assert.deepEqual(await idsOf(readDirectoryAudits(newestFirst, since)), [
      ['row-1', 'row-2', 'row-5', 'row-9'],
    ]);
    const refusing = graph([[9], [5, 2]], 'activityDateTime asc');
    assert.deepEqual(await idsOf(readDirectoryAudits(refusing, since)), [['row-2', 'row-5', 'row-9']]);
    assert.deepEqual(refusing.asked, ['activityDateTime asc', undefined]);
  });

  it('says what else goes wrong', async () => {
    const gone = graph([]);
    gone.pages = () => {
      throw new PimError('pim_unavailable', 'Down');
    };
    await assert.rejects(idsOf(readDirectoryAudits(gone, since)), { code: 'pim_unavailable' });
  });
});
