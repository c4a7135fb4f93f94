import { type TestPlace, engines } from '../support/databases.ts';
import { openWorld, type World, type WorldOptions } from '../support/world.ts';

const inItsPlace = ({ engine }: TestPlace): WorldOptions =>
  engine.kind === 'postgres'
    ? { environment: { DATABASE_URL: engine.url } }
    : { dataDir: engine.dataDir ?? '' };

for (const engine of engines) {
  describe(`a whole story on ${engine.name}`, () => {
    let world: World;
    let place: TestPlace;

    afterEach(async () => {
      await world.close();
      await place.remove();
    });

    it('is the same, begun by one process and ended by another', async () => {
      place = await engine.place();
      world = await openWorld(inItsPlace(place));
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
