import assert from 'node:assert/strict';
import { startBot, type TorturedBot } from '../../torture/torturedBot.ts';
import { type Balancer, startBalancer } from '../support/balancer.ts';
import { engines, type TestPlace } from '../support/databases.ts';
import { personIn } from '../support/personIn.ts';
import { type RunningSandbox, type SeenCall, startSandbox } from '../support/runningSandbox.ts';
import { type TeamsUser, wordsOf } from '../support/teamsUser.ts';

/** A card of this request that says so. */
const about =
  (reason: string, words: RegExp) =>
  ({ text }: { readonly text: string }): boolean =>
    text.includes(reason) && words.test(text);

for (const engine of engines.filter(({ name }) => name === 'PostgreSQL')) {
  for (const count of [2, 3]) {
    describe(`${count} processes on one ${engine.name}`, () => {
      let place: TestPlace;
      let sandbox: RunningSandbox;
      let balancer: Balancer;
      let bots: TorturedBot[];

      // Starting so many processes takes longer than everything else: the stories follow each other.
      before(async () => {
        place = await engine.place();
        sandbox = await startSandbox();
        balancer = await startBalancer();
        const database = { DATABASE_URL: place.engine.kind === 'postgres' ? place.engine.url : '' };
        bots = [];
        for (let index = 0; index < count; index += 1) {
          bots.push(await startBot({ ...sandbox.tenantInfo, url: sandbox.url }, database));
        }
        await Promise.all(bots.map((bot) => bot.ready()));
        balancer.use(bots.map(({ endpoint }) => endpoint));
        await sandbox.control.setBot(`${balancer.url}/api/messages`);
        for (const name of ['Ana', 'Ben', 'Chi', 'Dara']) await person(name).install();
      });

      after(async () => {
        await Promise.all(bots.map((bot) => bot.kill()));
        await balancer.stop();
        await sandbox.stop();
        await place.remove();
      });

      const person = (name: string): TeamsUser => personIn(sandbox, name);

      const calls = async (method: string, path: RegExp): Promise<readonly SeenCall[]> =>
        (await sandbox.control.calls(path)).filter((call) => call.method === method);

      async function forward(minutes: number): Promise<void> {
        const { shiftMs } = await sandbox.control.forward(minutes * 60_000);
        await Promise.all(bots.map((bot) => bot.moveClock(shiftMs)));
      }

      const cardsOf = async (name: string, words: string): Promise<number> =>
        (await person(name).messages()).filter((message) => wordsOf(message).includes(words)).length;

      async function ask(reason: string): Promise<void> {
        await person('Ana').say(`activate exchange admin 1h because ${reason}`);
        await person('Ana').waitForCard(about(reason, /Waiting for approval/));
        for (const name of ['Ben', 'Chi', 'Dara'])
          await person(name).waitForCard(about(reason, /Your decision is asked for/));
      }

      it('ask PIM once, send every card once and take one of two decisions', async () => {
        await ask('racing');
        const made = (await calls('POST', /roleAssignmentScheduleRequests$/)).filter(
          ({ requestBody }) => (requestBody as { isValidationOnly?: boolean }).isValidationOnly !== true,
        );
        assert.equal(made.length, 1);
        await Promise.all([
          person('Ben').press('Approve', { comment: 'yes' }),
          person('Chi').press('Deny', { comment: 'no' }),
        ]);
        const settled = about('racing', /(approved|denied) it/);
        const seen = await Promise.all(
          ['Ben', 'Chi', 'Dara'].map(async (name) => (await person(name).waitForCard(settled)).text),
        );
        assert.equal(new Set(seen.map((text) => /approved it|denied it/.exec(text)?.[0])).size, 1);
        const decided = (await calls('PATCH', /\/steps\//)).filter(({ status }) => status === 204);
        assert.equal(decided.length, 1);
        for (const name of ['Ben', 'Chi', 'Dara']) assert.equal(await cardsOf(name, 'racing'), 1, name);
      });

      it('send one digest to each person', async () => {
        await forward(await minutesUntilWorkday(6, 30));
        await ask('waits for the morning');
        // Half past eight is over in London and in Oslo.
        await forward(130);
        for (const name of ['Ben', 'Chi']) await person(name).waitForCard(/^Your day, /);
        // Every process looks once more who has had none.
        await forward(2);
        await person('Ana').press('request.cancel');
        for (const name of ['Ben', 'Chi']) {
          await person(name).waitForCard(about('waits for the morning', /Canceled/));
          assert.equal(await cardsOf(name, 'Your day, '), 1, name);
        }
      });

      it('go on where one of them was killed, and send nothing twice', async () => {
        await ask('one of them dies');
        // What was being sent when a process died is never sent again: the cards are known to be there first.
        await person('Ana').waitForCard(about('one of them dies', /All 3 have the request/));
        const [first, ...others] = bots;
        const decidedBefore = (await calls('PATCH', /\/steps\//)).filter(
          ({ status }) => status === 204,
        ).length;
        await first?.kill();
        balancer.use(others.map(({ endpoint }) => endpoint));
        await person('Ben').press('Deny', { comment: 'no' });
        await person('Ana').waitForCard(about('one of them dies', /Denied/));
        await person('Chi').waitForCard(about('one of them dies', /Ben Okafor denied it/));
        const decided = (await calls('PATCH', /\/steps\//)).filter(({ status }) => status === 204);
        assert.equal(decided.length, decidedBefore + 1);
        for (const name of ['Ben', 'Chi', 'Dara'])
          assert.equal(await cardsOf(name, 'one of them dies'), 1, name);
      });

      async function minutesUntilWorkday(hours: number, minutes: number): Promise<number> {
        const now = new Date((await sandbox.control.clock()).now);
        const target = new Date(now);
        do target.setUTCDate(target.getUTCDate() + 1);
        while ([0, 6].includes(target.getUTCDay()));
        target.setUTCHours(hours, minutes, 0, 0);
        return Math.ceil((target.getTime() - now.getTime()) / 60_000);
      }
    });
  }
}
