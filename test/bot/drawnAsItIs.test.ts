import assert from 'node:assert/strict';
import { drawnAsItIs } from '../../src/bot/drawnAsItIs.ts';
import { type FollowedRequest } from '../../src/pim/records.ts';
import { aSession } from '../support/chatWorld.ts';
import { approvalWorld, type ApprovalWorld } from '../support/operationWorld.ts';

describe('drawnAsItIs', () => {
  let made: ApprovalWorld;
  let request: FollowedRequest;

  beforeEach(async () => {
    made = await approvalWorld();
    request = await made.ask();
  });

  /** Draws Ben’s card; `meanwhile` happens while Graph is asked for names, each time that it is. */
  async function drawnWhile(meanwhile: (time: number) => Promise<void>): Promise<string> {
    const { world } = made;
    const card = world.cards.all.find(({ person }) => person.id === made.ben.id);
    assert.ok(card);
    let times = 0;
    const named = world.directory.person.bind(world.directory);
    world.directory.person = async (id) => {
      await meanwhile(++times);
      return named(id);
    };
    const { card: context } = aSession(made.ben, world.clock);
    const drawn = await drawnAsItIs(world, card, context);
    return JSON.stringify(drawn?.content);
  }

  it('never answers with what was true before the drawing began', async () => {
    const { world } = made;
    const drawn = await drawnWhile((time) =>
      time === 1 ? world.requests.save({ ...request, status: 'Canceled', isOpen: false }) : Promise.resolve(),
    );
    assert.match(drawn, /was taken back/);
    assert.doesNotMatch(drawn, /request\.approve/);
  });

  it('answers at last, however often it changes', async () => {
    const { world } = made;
    const drawn = await drawnWhile((time) =>
      world.requests.save({ ...request, readAt: new Date(request.readAt.getTime() + time) }),
    );
    assert.match(drawn, /request\.approve/);
  });
});
