import assert from 'node:assert/strict';
import { type HouseVoting } from '../../../src/pim/houseRules/votings/houseVoting.ts';
import { type Person, type RequestId } from '../../../src/pim/ids.ts';
import { type OperationDeps } from '../../../src/pim/operations/deps.ts';
import { lookForBypass } from '../../../src/pim/operations/houseBypasses/lookForBypass.ts';
import {
  requestedEntry,
  type OperationResult,
  runOperation,
} from '../../../src/pim/operations/runOperation.ts';
import { type FollowedRequest, type Intent } from '../../../src/pim/records.ts';
import { type Role } from '../../../src/pim/roles.ts';
import { judgeIn } from '../../support/houseRules.ts';
import { InMemoryHouseBypasses } from '../../support/inMemoryHouseBypasses.ts';
import { aSignOn } from '../../support/inMemorySignOns.ts';
import { approvalWorld, type ApprovalWorld, toActivate, toDecide } from '../../support/operationWorld.ts';

describe('an emergency while votes are waited for', () => {
  let made: ApprovalWorld;
  let chi: Person;
  let deps: OperationDeps;

  beforeEach(async () => {
    made = await approvalWorld();
    chi = await made.world.person('Chi Nguyen');
  });

  const rules = (more: object = {}): void => {
    const rule = {
      name: 'Two people',
      appliesTo: { roles: ['Exchange Administrator', 'Reports Reader'] },
      approvals: [{ count: 2, from: { people: [made.ben.id, chi.id, made.dara.id] } }],
      emergency: { people: [made.ana.id], owners: { people: [chi.id] } },
      ...more,
    };
    deps = made.world.with({ houseJudge: judgeIn(made.world, [rule]) });
  };
  async function does(person: Person, intent: Intent): Promise<OperationResult> {
    const { world } = made;
    const id = world.random.ulid();
    const { operation } = await world.operations.open(
      { id, person, intent },
      requestedEntry(person, id, intent),
    );
    const result = await runOperation(
      deps,
      operation.id,
      aSignOn(person, world.clock, { operationId: operation.id }),
    );
    if (result === undefined) throw new Error('Nobody ran it');
    return result;
  }
  async function asks(role: Role): Promise<FollowedRequest> {
    const { request, error } = await does(made.ana, toActivate(role));
    if (request === undefined) throw new Error('Not asked', { cause: error });
    return request;
  }
  const emergency = (role: Role): Promise<OperationResult> =>
    does(made.ana, toActivate(role, { isEmergency: true, justification: 'all mail is down' }));
  const says = (person: Person, id: RequestId) => does(person, toDecide(id, 'Approve', 'ok'));
  const voting = async (id: RequestId): Promise<HouseVoting> => {
    const found = await made.world.votings.of(made.ana.tenantId, id);
    assert.ok(found);
    return found;
  };
  const noted = (event: string): number =>
    made.world.audit.entries.filter((entry) => entry.event === event).length;

  it('takes back what is kept here, and nobody votes on it any more', async () => {
    rules();
    const { world, ana, ben, reader } = made;
    const held = await asks(reader);
    assert.equal((await voting(held.id)).standing.mayGoPast, true);
    const { request, error } = await emergency(reader);
    assert.equal(error, undefined);
    assert.ok(request !== undefined && request.id !== held.id);
    const { end } = await voting(held.id);
    assert.deepEqual([end?.how, end?.by, end?.reason], ['emergency', ana.id, 'all mail is down']);
    assert.equal(world.followed(held.id).status, 'Canceled');
    assert.equal((await says(ben, held.id)).error?.code, 'request_not_pending');
    assert.deepEqual([noted('votes.passedOver'), noted('activation.emergency')], [1, 1]);
    const told = (await world.cards.ofRequest(ana.tenantId, request.id)).filter(
      ({ kind }) => kind === 'emergency',
    );
    assert.deepEqual(
      told.map(({ person }) => person.id),
      [chi.id],
    );
  });

  it('leaves PIM its request and its approvers, asks PIM nothing, and is no bypass', async () => {
    rules();
    const { world, ana, ben, exchange } = made;
    const asked = await asks(exchange);
    const { request, error } = await emergency(exchange);
    assert.equal(error, undefined);
    assert.equal(request?.id, asked.id);
    assert.equal(world.followed(asked.id).houseRuling?.verdict, 'emergency');
    assert.equal((await says(chi, asked.id)).error?.code, 'not_an_approver');
    assert.equal((await says(ben, asked.id)).error, undefined);
    assert.equal(world.followed(asked.id).decision, 'Approve');
    assert.equal((await voting(asked.id)).end?.how, 'emergency');
    assert.equal(noted('votes.decidedOutside'), 0);
    const houseBypasses = new InMemoryHouseBypasses(world);
    await lookForBypass(
      { ...deps, houseBypasses },
      {
        requestId: asked.id,
        requestor: ana,
        roleDefinitionId: exchange.id,
        at: world.clock.now(),
        isMadeHere: true,
      },
      world.followed(asked.id),
    );
    assert.deepEqual(houseBypasses.all, []);
    assert.equal((await emergency(exchange)).state, 'REFUSED', 'pressed twice');
    assert.equal(noted('activation.emergency'), 1);
  });

  it('is refused where the rules do not name the person any more, the limit is used up, or the votes are there', async () => {
    rules();
    const { ben, dara, exchange, reader } = made;
    const asked = await asks(exchange);
    const held = await asks(reader);
    rules({ emergency: undefined });
    for (const role of [exchange, reader]) assert.equal((await emergency(role)).error?.code, 'house_rules');
    rules();
    assert.equal((await emergency(exchange)).error, undefined);
    const second = await emergency(reader);
    assert.equal(second.error?.code, 'house_rules', 'one in 24 hours');
    assert.equal((await voting(held.id)).end, undefined);
    rules({ emergency: { people: [made.ana.id], owners: { people: [chi.id] }, perDay: 5 } });
    await says(ben, held.id);
    await says(dara, held.id);
    assert.equal((await emergency(reader)).error?.code, 'votes_there');
    assert.equal((await voting(held.id)).end, undefined);
    assert.equal((await voting(asked.id)).end?.how, 'emergency');
  });
});
