import assert from 'node:assert/strict';
import { harbourGroups } from '../../sandbox/tenants/harbour.ts';
import { openWorld, type World } from '../support/world.ts';

const teamsAdministrator = '69091246-20e8-4a56-aa4d-066075b2a7a8';
const groupsAdministrator = 'fdd7a751-b60b-444a-984c-02652fe8fa1c';

describe('activations that go round the house rules', () => {
  let world: World;

  afterEach(() => world.close());

  const opened = (): Promise<World> =>
    openWorld({
      houseRules: [
        {
          name: 'Two of the desk',
          appliesTo: { roles: ['Teams Administrator', 'Groups Administrator', 'Exchange Administrator'] },
          approvals: [{ count: 2, from: { groups: [harbourGroups.securityDesk] } }],
          maximumHours: 1,
          owners: { groups: [harbourGroups.securityDesk] },
        },
      ],
    });
  const inPortal = (who: string, roleDefinitionId: string, justification: string): Promise<unknown> =>
    world.control.portal({
      actor: world.idOf(who),
      action: 'activate',
      roleDefinitionId,
      durationMinutes: 120,
      justification,
    });

  /** The id of the request that PIM has let wait last, from what was seen of its answers. */
  const waitingRequest = async (): Promise<string> => {
    const answer = await fetch(`${world.url}/client/happened`);
    const { happenings } = (await answer.json()) as {
      happenings: readonly { readonly wire?: { readonly response?: string } }[];
    };
    const waiting = /"id": ?"([0-9a-f-]{36})"[\s\S]*?"status": ?"PendingApproval"/;
    const ids = happenings.flatMap(({ wire }) => waiting.exec(wire?.response ?? '')?.[1] ?? []);
    assert.ok(ids.length > 0, 'a request waits');
    return ids.at(-1) ?? '';
  };

  it('are told once to the owners, however late the log and whatever ends in the middle', async () => {
    world = await opened();
    const owner = world.person('Fay');
    await world.control.auditLog({ lagSeconds: { least: 240, most: 240 }, isReadLimited: false });
    await inPortal('Ana', teamsAdministrator, 'Phones are down');
    await world.forward(1);
    await world.stop();
    await world.forward(4);
    await world.start();
    const card = await owner.waitForCard('A role was activated past your rules');
    assert.match(card.text, /Ana Ruiz activated Teams Administrator/);
    assert.match(card.text, /In the portal or by another tool/);
    assert.match(card.text, /Two of the desk: asks for 2 approvals; I know of none/);
    assert.match(card.text, /Two of the desk: takes 1 hour at the most; it is longer/);
    assert.match(card.text, /which counted at that time/);
    assert.doesNotMatch(card.text, /Phones are down/, 'what was typed in the portal is not told on');
    assert.ok(!JSON.stringify(card.card).includes('"policy.show"'), 'she is no administrator');

    // What the log has is read again, by a process that knows nothing of what was read before.
    await world.stop();
    await world.start();
    await world.control.auditLog({ lagSeconds: { least: 0, most: 0 } });
    await inPortal('Gus', groupsAdministrator, 'A group');
    await world.forward(1);
    await owner.waitForCard(/Gus Abara activated Groups Administrator/);
    const messages = await owner.messages({ fresh: true });
    const ofAna = messages.filter((one) => JSON.stringify(one).includes('Ana Ruiz activated Teams'));
    assert.equal(ofAna.length, 1);
  });

  it('are told where the portal decides what was asked for here, while votes are missing', async () => {
    world = await opened();
    await world.control.auditLog({ lagSeconds: { least: 0, most: 0 }, isReadLimited: false });
    const user = world.person('Ana');
    await user.say('activate exchange admin 1h because mailbox');
    await user.waitForCard('Waiting for approval');
    const approver = world.person('Chi');
    await approver.waitForCard('mailbox');
    await world.control.portal({
      actor: world.idOf('Chi'),
      action: 'approve',
      requestId: await waitingRequest(),
      justification: 'Go on',
    });
    await world.forward(1);
    const card = await world.person('Fay').waitForCard('A role was activated past your rules');
    assert.match(card.text, /approved in the portal before the votes were complete/);
    assert.match(card.text, /Approved in PIM by[\s\S]*Chi Nguyen/);
    assert.match(card.text, /asks for 2 approvals; I know of none/);
    assert.doesNotMatch(card.text, /at the most/);
  });
});
