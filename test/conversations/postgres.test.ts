import { type TestPlace, engines } from '../support/databases.ts';
import { openWorld, type World } from '../support/world.ts';

for (const engine of engines.filter(({ name }) => name === 'PostgreSQL')) {
  describe(`a whole story on ${engine.name}`, () => {
    let world: World;
    let place: TestPlace;

    afterEach(async () => {
      await world.close();
      await place.remove();
    });

    it('is the same, by two processes that share the database', async () => {
      place = await engine.place();
      const url = place.engine.kind === 'postgres' ? place.engine.url : '';
      world = await openWorld({ environment: { DATABASE_URL: url } });
      const ana = world.person('Ana');
      await ana.say('activate exchange admin 1h because mailbox');
      await ana.waitForCard('Waiting for approval');
      await world.person('Ben').waitForButton('Approve');
      // The first process goes; another one on the same database takes over, cards and numbers included.
      await world.stop();
      await world.start();
      await world.person('Ben').say('approve 1 because it is planned');
      await ana.waitForCard(/Active until/);
    });
  });
}
