import assert from 'node:assert/strict';
import { GraphSandbox, people, roles } from './graphSandbox.ts';

const { ana, ben } = people;

interface Happening {
  readonly kind: string;
  readonly summary: string;
  readonly actor?: string;
  readonly status?: number;
  readonly wire?: { readonly request?: string; readonly response?: string };
}

describe('the journal of Graph', () => {
  let graph: GraphSandbox;

  before(async () => {
    graph = await GraphSandbox.start();
  });

  after(() => graph.stop());

  it('tells each call in words, with the wire and without tokens', async () => {
    const made = await graph.activate(ana, roles.exchangeAdministrator, {
      scheduleInfo: { expiration: { type: 'AfterDuration', duration: 'PT2H' } },
    });
    await graph.decide(ben, String(made.body['id']), 'Approve', 'Planned');
    await graph.activate(ana, roles.userAdministrator);
    const answer = await fetch(`${graph.url}/client/happened?since=0`);
    const { happenings } = (await answer.json()) as { happenings: Happening[] };
    const told = happenings.filter(({ kind }) => kind === 'graph');
    assert.deepEqual(
      told.map(({ summary, actor, status }) => [summary, actor, status]),
      [
        [
          'Ana Ruiz asked PIM to activate Exchange Administrator for 2 hours: waits for approval',
          'Ana Ruiz',
          201,
        ],
        ["Ben Okafor approved Ana Ruiz's activation of Exchange Administrator", 'Ben Okafor', 204],
        [
          'Ana Ruiz was refused POST roleManagement/directory/roleAssignmentScheduleRequests: The following policy rules failed: MfaRule - Multi-factor authentication is required',
          'Ana Ruiz',
          400,
        ],
      ],
    );
    const [asked] = told;
    assert.match(
      asked?.wire?.request ?? '',
      /^POST \/graph\/v1\.0\/roleManagement.*\n.*Authorization: \[\{/s,
    );
    assert.match(asked?.wire?.request ?? '', /\n {2}"action": "selfActivate"/);
    assert.match(asked?.wire?.response ?? '', /^201\n\{\n {2}"@odata\.context"/);
    assert.doesNotMatch(JSON.stringify(told), /eyJ/);
  });
});
