import assert from 'node:assert/strict';
import { type Person, type RequestId } from '../../../src/pim/ids.ts';
import { type OperationDeps } from '../../../src/pim/operations/deps.ts';
import { requestedEntry, runOperation } from '../../../src/pim/operations/runOperation.ts';
import { type Operation } from '../../../src/pim/records.ts';
import { type Role } from '../../../src/pim/roles.ts';
import { judgeIn } from '../../support/houseRules.ts';
import { aSignOn } from '../../support/inMemorySignOns.ts';
import { endingAtCall } from '../../support/endingAtCall.ts';
import { approvalWorld, type ApprovalWorld, toActivate } from '../../support/operationWorld.ts';

/** More calls than any emergency makes. */
const MOST_CALLS = 120;

/** Somebody's request waits for votes, and they go past these; what is looked at once it is over. */
interface Story {
  readonly made: ApprovalWorld;
  readonly deps: OperationDeps;
  readonly owner: Person;
  readonly voted: RequestId;
  readonly role: Role;
  readonly emergency: Operation;
}

async function storyOf(way: 'heldHere' | 'inPim'): Promise<Story> {
  const made = await approvalWorld();
  const { world, ana, ben, dara, exchange, reader } = made;
  const owner = await world.person('Chi Nguyen');
  const rule = {
    name: 'Two people',
    appliesTo: { roles: ['Exchange Administrator', 'Reports Reader'] },
    approvals: [{ count: 2, from: { people: [owner.id, ben.id, dara.id] } }],
    emergency: { people: [ana.id], owners: { people: [owner.id] } },
  };
  const deps = world.with({ houseJudge: judgeIn(world, [rule]) });
  const role = way === 'inPim' ? exchange : reader;
  const open = async (more: object = {}): Promise<Operation> => {
    const [id, intent] = [world.random.ulid(), toActivate(role, more)];
    return (await world.operations.open({ id, person: ana, intent }, requestedEntry(ana, id, intent)))
      .operation;
  };
  const asked = await runOperation(deps, (await open()).id, aSignOn(ana, world.clock));
  assert.ok(asked?.request);
  const emergency = await open({ isEmergency: true, justification: 'all mail is down' });
  return { made, deps, owner, voted: asked.request.id, role, emergency };
}

async function run({ made, emergency }: Story, deps: OperationDeps): Promise<void> {
  await runOperation(deps, emergency.id, aSignOn(made.ana, made.world.clock));
}

/** Whatever was broken off: in the end there is one effect, said once. */
async function checkInTheEnd({ made, owner, voted, role, emergency }: Story, point: string): Promise<void> {
  const { world, ana } = made;
  assert.equal((await world.operations.of(emergency.id))?.state, 'DONE', point);
  const voting = await world.votings.of(ana.tenantId, voted);
  assert.deepEqual([voting?.end?.how, voting?.end?.by], ['emergency', ana.id], point);
  const inPim = [...world.pim.requests.values()].filter(
    ({ request }) => request.roleDefinitionId === role.id && request.action === 'selfActivate',
  );
  assert.equal(inPim.length, 1, `${point}: requests that PIM has`);
  const id = inPim[0]?.request.id;
  assert.ok(id !== undefined);
  assert.equal(world.followed(id).houseRuling?.verdict, 'emergency', point);
  for (const event of ['votes.passedOver', 'activation.emergency']) {
    const noted = world.audit.entries.filter((entry) => entry.event === event);
    assert.equal(noted.length, 1, `${point}: ${event}`);
  }
  const told = (await world.cards.ofRequest(ana.tenantId, id)).filter(({ kind }) => kind === 'emergency');
  assert.deepEqual(
    told.map(({ person }) => person.id),
    [owner.id],
    point,
  );
}

describe('an emergency past votes whose process ends in the midst of it', () => {
  for (const way of ['inPim', 'heldHere'] as const) {
    for (const when of ['before', 'after'] as const) {
      it(`has one effect, said once, wherever that is: ${way}, ${when} a call`, async () => {
        let hasEnded = true;
        let call = 0;
        for (; hasEnded && call < MOST_CALLS; call += 1) {
          const story = await storyOf(way);
          const ending = endingAtCall(story.deps, call, when);
          await Promise.race([run(story, ending.deps), ending.ended]);
          hasEnded = ending.endedAt() !== undefined;
          // The lease runs out, and whoever lives goes on.
          story.made.world.clock.forward(2);
          await run(story, story.deps);
          await checkInTheEnd(story, `${when} call ${call}, ${ending.endedAt() ?? 'none'}`);
        }
        assert.ok(!hasEnded && call > 10, `${call} calls`);
      });
    }
  }
});
