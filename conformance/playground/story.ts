import { type Findings } from '../findings.ts';
import { type ServedTenant } from '../tenant.ts';
import { type Front } from './front.ts';
import { type Playground } from './playground.ts';

/** Who and what is there when the story is told. */
export interface Scene {
  readonly findings: Findings;
  readonly tenant: ServedTenant;
  readonly front: Front;
  readonly ana: Playground;
  readonly ben: Playground;
}

/** Ana activates a role by a form, then asks for another that Ben approves; both sides are told. */
export async function tellStory(scene: Scene): Promise<void> {
  const { findings, tenant, front, ana, ben } = scene;
  for (const playground of [ana, ben]) {
    await playground.install();
    await playground.waitForText('my roles');
  }
  findings.that('installation is greeted', 'a greeting each', 'a greeting each', true);
  await activate(scene);
  await ana.say('activate exchange admin for 30 min because mailbox stuck');
  await ana.waitForText('Waiting for approval');
  const approve = await ben.buttonOf('request.approve');
  findings.that(
    'an approver is asked in the other playground',
    'a card with Approve',
    'a card with Approve',
    true,
  );
  const answer = JSON.stringify(await ben.press(approve, { comment: 'go ahead' }));
  // Her card has a button to take the request back for as long as it waits.
  await ana.waitUntilGone('request.cancel');
  const eli = tenant.person('Eli');
  const requests = await tenant.graph('/roleManagement/directory/roleAssignmentScheduleRequests', eli);
  const statuses = requests
    .filter(({ principalId }) => principalId === tenant.person('Ana').id)
    .map(({ status }) => String(status));
  findings.equal('what the tenant holds of Ana’s requests', 'Provisioned Provisioned', statuses.join(' '));
  findings.that(
    'pressing is answered with a card',
    'an Adaptive Card',
    answer.slice(0, 60),
    answer.includes('"AdaptiveCard"'),
  );
  findings.equal('every silent sign-on is taken', '200', [...new Set(front.signOnAnswers)].join(' '));
  findings.that(
    'messages are updated in place (PUT)',
    'some',
    `${ana.updates + ben.updates} updates`,
    ana.updates + ben.updates > 0,
  );
  const hosts = [...new Set([...ana.keptIn, ...ben.keptIn])];
  if (hosts.length > 0) {
    const reason =
      'its telemetry, switched off by --dt, looks for its hosts all the same; nothing left the machine';
    findings.deviation('asks nobody but the bot', 'nobody', hosts.join(', '), reason);
  }
  for (const [what, times] of front.stoodInFor) {
    const reason = 'a playground does not do this; the front between it and the bot did it as Teams does';
    findings.deviation(what, 'by the playground', `${times} times by the front`, reason);
  }
}

async function activate({ findings, ana }: Scene): Promise<void> {
  await ana.say('activate helpdesk admin');
  const submit = await ana.buttonOf('activation.submit');
  const inputs = { justification: 'Resetting a password', durationMinutes: '30' };
  await ana.press(submit, inputs);
  await ana.waitForText('Active until');
  findings.that('a role is activated by its form', 'Active until', 'Active until', true);
}
