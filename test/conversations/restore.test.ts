import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { headsIn } from '../../src/anchorFile.ts';
import { storedRows } from '../../src/cli/auditRows.ts';
import { tenantId } from '../../src/pim/ids.ts';
import { type ChainedAuditEntry } from '../../src/pim/records.ts';
import { createStore } from '../../src/store/store.ts';
import { type TrailVerdict, verifyTrail } from '../../src/store/verifyTrail.ts';
import { engines, silentLogger, type TestPlace } from '../support/databases.ts';
import { type TeamsUser } from '../support/teamsUser.ts';
import { openWorld, type World } from '../support/world.ts';

const EXCHANGE_ADMINISTRATOR = '29232cdf-9323-42fd-ade2-1d097af3e4de';
const FROM_BEFORE = 'This card is from before Latchkey was restored';

for (const engine of engines) {
  describe(`after a restore on ${engine.name}`, () => {
    let world: World;
    let place: TestPlace;
    let folder: string;
    let anchors: string;
    let ana: TeamsUser;
    let ben: TeamsUser;
    let dara: TeamsUser;
    let kit: TeamsUser;

    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'latchkey-restore-'));
      anchors = join(folder, 'anchors.jsonl');
      place = await engine.place();
      const at = place.engine;
      world = await openWorld({
        ...(at.kind === 'embedded' && at.dataDir !== undefined ? { dataDir: at.dataDir } : {}),
        environment: {
          LATCHKEY_AUDIT_ANCHOR_FILE: anchors,
          ...(at.kind === 'postgres' ? { DATABASE_URL: at.url } : {}),
        },
      });
      await world.control.auditLog({ lagSeconds: { least: 0, most: 0 }, isReadLimited: false });
      [ana, ben, dara, kit] = [
        world.person('Ana'),
        world.person('Ben'),
        world.person('Dara'),
        world.person('Kit'),
      ];
      await kit.unblock();
    });

    afterEach(async () => {
      await world.close();
      await place.remove();
      await rm(folder, { recursive: true, force: true });
    });

    /** The card that asks for a decision; a digest that comes in between names the reason too. */
    const asksFor =
      (reason: string) =>
      ({ text }: { readonly text: string }): boolean =>
        text.startsWith('Your decision is asked for') && text.includes(reason);
    const cardOf = async (person: TeamsUser, reason: string, after?: string): Promise<string> => {
      const where = after === undefined ? {} : { after };
      return (await person.waitForCard(asksFor(reason), where)).message.id;
    };
    const get = async (path: string): Promise<string> => (await fetch(`${world.botUrl}${path}`)).text();
    const gauge = async (): Promise<string | undefined> =>
      /^latchkey_quarantine (\S+)$/m.exec(await get('/metrics'))?.[1];
    /** Decisions that reached PIM through Latchkey. */
    const decisions = async (): Promise<number> =>
      (await world.control.calls(/roleAssignmentApprovals/)).filter(({ method }) => method === 'PATCH')
        .length;

    /** One to be decided in the portal, one through the bot, one that goes on waiting. */
    const askThree = async (): Promise<{ readonly firstId: string; readonly cards: readonly string[] }> => {
      const { id } = (await world.control.portal({
        actor: world.idOf('Ana'),
        action: 'activate',
        roleDefinitionId: EXCHANGE_ADMINISTRATOR,
        durationMinutes: 60,
        justification: 'the first one',
        ticketNumber: 'INC0007',
      })) as { id: string };
      await world.forward(1);
      await dara.say('activate sharepoint admin 1h because the second one');
      const second = await cardOf(kit, 'the second one');
      await dara.say('activate exchange admin 1h because the third one');
      const third = await cardOf(ben, 'the third one');
      await cardOf(ben, 'the first one');
      return { firstId: id, cards: [second, third] };
    };

    /** The audit trail of the database while nobody else has it. */
    const trail = async (): Promise<{ verdict: TrailVerdict; rows: readonly ChainedAuditEntry[] }> => {
      const store = await createStore({
        engine: place.engine,
        tenantId: tenantId((await world.control.tenant()).tenantId),
        clock: world.clock,
        encryptionKeys: [Buffer.alloc(32, 7)],
        logger: silentLogger,
      });
      try {
        const rows = await store.audit.rows(0, 1_000);
        return {
          rows,
          verdict: await verifyTrail(storedRows(store.audit), { anchors: await headsIn(anchors) }),
        };
      } finally {
        await store.close();
      }
    };

    it('no old card decides, nothing is relayed before PIM was read, and then every card tells the truth', async () => {
      const { firstId, cards } = await askThree();
      const [second, third] = cards;
      assert.ok(second !== undefined && third !== undefined);
      await world.stop();
      const restore = await place.backUp();
      await world.start();
      await world.control.portal({
        actor: world.idOf('Chi'),
        action: 'deny',
        requestId: firstId,
        justification: 'not now',
      });
      await world.forward(1);
      await kit.press('Approve', { comment: 'fine' }, { on: second });
      await dara.waitForCard(/Active until/);
      await ben.waitForCard(/Chi Nguyen denied it/);
      await ana.say('activate exchange admin 1h because the fourth one');
      const fourth = await cardOf(ben, 'the fourth one');
      await world.stop();
      assert.equal(await decisions(), 1);
      const lost = (await headsIn(anchors)).at(-1);

      await restore();
      // PIM is out of reach for the app at first, so that it lasts until we have looked at it.
      await world.control.faults.add({ match: { path: '\\$batch$' }, status: 400, times: 10_000 });
      await world.start();
      for (const on of [third, fourth]) {
        const answer = await ben.press('Approve', { comment: 'fine' }, { on });
        assert.ok(JSON.stringify(answer.body).includes(FROM_BEFORE), JSON.stringify(answer));
      }
      assert.match(await get('/readyz'), /quarantine/);
      assert.equal(await gauge(), '1');
      const gus = world.person('Gus');
      await gus.say('activate helpdesk admin 1h because printer');
      await gus.waitForCard(/Latchkey was restored from a backup/);

      const mark = await ben.mark();
      assert.ok(mark);
      await world.control.faults.clear();
      await world.forward(1);
      const fresh = await cardOf(ben, 'the third one', mark);
      const again = await ben.waitForCard(asksFor('the fourth one'), { after: fourth });
      assert.match(
        again.text,
        /Or type: approve 101 because/,
        'no number of a card that the database forgot',
      );
      assert.equal(await gauge(), '0');
      // What is known of it may be two seconds old.
      await world.forward(0.1);
      assert.doesNotMatch(await get('/readyz'), /quarantine/);
      await ben.waitForCard((seen) => seen.text.includes('the first one') && seen.text.includes('denied it'));
      await kit.waitForCard((seen) => seen.text.includes('the second one') && !seen.text.includes('Deny'));
      assert.equal(await decisions(), 1, 'nothing was decided twice');
      await ben.press('Approve', { comment: 'planned' }, { on: fresh });
      await dara.waitForCard(
        (seen) => seen.text.includes('the third one') && seen.text.includes('Active until'),
      );
      assert.equal(await decisions(), 2);

      await world.stop();
      const { verdict, rows } = await trail();
      assert.ok(verdict.isIntact && verdict.anchorsLost !== undefined, JSON.stringify(verdict));
      const noticed = rows.filter(({ event }) => event === 'restore.noticed');
      assert.deepEqual(
        noticed.map(({ facts }) => [facts?.['by'], facts?.['lostSequence'], facts?.['lostHash']]),
        [['anchor', lost?.sequence, lost?.hash]],
      );
      assert.equal(rows.filter(({ event }) => event === 'restore.finished').length, 1);
      await world.start();
      assert.equal(await gauge(), '0', 'what is known to be lost is not noticed again');
    });
  });
}
