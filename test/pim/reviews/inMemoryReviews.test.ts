import { behavesLikeReviews, type ReviewWorld } from '../../support/behavesLikeReviews.ts';
import { OperationWorld } from '../../support/operationWorld.ts';

describe('reviews in memory', () => {
  behavesLikeReviews(async (): Promise<ReviewWorld> => {
    const world = new OperationWorld();
    const people = {
      administrator: await world.person('Dara Lind'),
      reviewer: await world.person('Ben Okafor'),
      bystander: await world.person('Nils Berg'),
    };
    const [ana, gus] = [await world.person('Ana Ruiz'), await world.person('Gus Abara')];
    const role = world.pim.addRole('Helpdesk Administrator');
    for (const holder of [ana, gus]) world.pim.makeEligible(holder, role);
    world.reviewing.administrators.push(people.administrator.id);
    return {
      reader: world.reviewing.reader,
      as: (person) => Promise.resolve(world.reviewing.as(people[person])),
      reviewer: people.reviewer.id,
      role: role.id,
      holders: [ana.id, gus.id],
      forward: (minutes) => {
        world.clock.forward(minutes);
        return Promise.resolve();
      },
      today: () => world.clock.now().toISOString().slice(0, 10),
    };
  });
});
