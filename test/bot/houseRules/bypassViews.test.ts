import assert from 'node:assert/strict';
import { drawBypassMessage } from '../../../src/bot/houseRules/bypassViews.ts';
import { type Card } from '../../../src/cards/card.ts';
import { type HouseBypass } from '../../../src/pim/houseRules/bypass.ts';
import { type HouseBypassMessage } from '../../../src/pim/outbox.ts';
import { type Person, type PrincipalId, requestId } from '../../../src/pim/ids.ts';
import { aContext } from '../../cards/samples.ts';
import { judgeIn } from '../../support/houseRules.ts';
import { InMemoryHouseBypasses } from '../../support/inMemoryHouseBypasses.ts';
import { approvalWorld, type ApprovalWorld } from '../../support/operationWorld.ts';

const id = requestId('e0e0e0e0-0000-4000-8000-00000000000e');

describe('what owners of house rules are told', () => {
  let made: ApprovalWorld;
  let bypasses: InMemoryHouseBypasses;
  let desk: PrincipalId;

  beforeEach(async () => {
    made = await approvalWorld();
    bypasses = new InMemoryHouseBypasses(made.world);
    ({ id: desk } = made.world.pim.addGroup('Desk', [made.ben]));
  });

  const keep = async (changes: Partial<HouseBypass> = {}): Promise<void> => {
    const { world, ana, ben, dara, exchange } = made;
    await bypasses.record(
      {
        requestId: id,
        principalId: ana.id,
        roleDefinitionId: exchange.id,
        scopeId: '/',
        activatedAt: world.clock.now(),
        minutes: 60,
        foundAt: world.clock.now(),
        way: 'elsewhere',
        verdict: 'bypassed',
        approvedBy: dara.id,
        judgedBy: { version: 'abc', isOfThen: true },
        lines: [{ thing: 'approvals', rule: 'Two', asked: 2, given: 1 }],
        owners: { people: [], groups: [desk] },
        cardFor: [ben.id],
        listedFor: [],
        ...changes,
      },
      { messages: [], audit: [] },
    );
  };
  const drawn = (person: Person, message: HouseBypassMessage): Promise<Card | undefined> => {
    const { world } = made;
    const deps = {
      houseBypasses: bypasses,
      houseJudge: judgeIn(world, []),
      directory: world.directory,
      administrators: world.administrators,
    };
    return drawBypassMessage(deps, aContext(), person, message);
  };
  const single = { kind: 'houseBypass', requestId: id } as const;
  const textOf = (card: Card | undefined): string => JSON.stringify(card?.content ?? '');

  it('is drawn for those who own the rule at that moment, and for administrators with what they may ask', async () => {
    const { world, ben, dara } = made;
    await keep();
    const own = textOf(await drawn(ben, single));
    assert.match(own, /Ana Ruiz activated Exchange Administrator/);
    assert.match(own, /Two: asks for 2 approvals; one was given, and that is not enough/);
    assert.match(own, /Dara Lind/);
    assert.doesNotMatch(own, /policy\.show|holders\.show/);
    assert.equal(await drawn(dara, single), undefined, 'nobody of the rule');
    world.administratorIds.push(dara.id);
    assert.match(textOf(await drawn(dara, single)), /Who has it/);
    // A group that cannot be read says nothing of who is in it.
    world.directory.unreadable.add(desk);
    assert.equal(await drawn(ben, single), undefined);
    assert.equal(await drawn(ben, { ...single, requestId: requestId(desk) }), undefined, 'not there');
  });

  it('has in a list what its reader is told by a list, and nothing of others', async () => {
    const { world, ben, dara } = made;
    const listedFor = [ben.id];
    await keep({ listedFor, cardFor: [] });
    await keep({ requestId: requestId(desk), cardFor: [ben.id], principalId: dara.id });
    const now = world.clock.now();
    const list = {
      kind: 'houseBypasses',
      since: now.toISOString(),
      until: new Date(now.getTime() + 1).toISOString(),
    } as const;
    const text = textOf(await drawn(ben, list));
    assert.match(text, /1 activation past your rules/);
    assert.match(text, /Ana Ruiz/);
    assert.doesNotMatch(text, /Dara Lind/);
    assert.equal(await drawn(dara, list), undefined);
  });
});
