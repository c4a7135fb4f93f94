import { counted, countOf, entityOf, idsOf, listOf, outcomeOf, refusalOf, textAt } from './answers.ts';
import { type CommandEnd } from './cliAccount.ts';
import { type CliStage } from './cliStage.ts';
import { signInByCode } from './deviceSignIn.ts';

const assignment = ['entra', 'pim', 'role', 'assignment'];

type Activate = (role: string, ...more: readonly string[]) => Promise<CommandEnd>;

/** What PIM refuses her: the check, what she asks for, and words of the refusal. */
const refused: readonly (readonly [check: string, asked: readonly [string, ...string[]], words: string])[] = [
  ['second factor asked for', ['User Administrator', '--duration', 'PT1H'], 'MfaRule'],
  ['longer than allowed', ['Security Reader', '--duration', 'PT9H'], 'ExpirationRule'],
  [
    'a second time',
    ['Exchange Administrator'],
    'There is already an existing pending Role assignment request',
  ],
];

/** As Ana, who is eligible and no more: her own roles, and nobody else's. */
export async function asOrdinaryUser(stage: CliStage): Promise<void> {
  const { tenant, account, findings, clientId } = stage;
  const ana = tenant.person('Ana');
  const connected = await signInByCode(account, tenant, clientId, ana);
  findings.equal('user: login by device code', ana.userPrincipalName, connected);
  await lists(stage);
  const activate: Activate = (role, ...more) =>
    account.run([...assignment, 'add', '--roleDefinitionName', role, '--justification', 'Mail', ...more]);
  const active = await activate('Teams Administrator', '--duration', 'PT1H');
  findings.equal('user: assignment add, no approval asked for', 'Provisioned', outcomeOf(active));
  const ticket = ['--ticketNumber', 'T-1', '--ticketSystem', 'Desk'];
  const waiting = await activate('Exchange Administrator', '--duration', 'PT2H', ...ticket);
  findings.equal('user: assignment add, approval asked for', 'PendingApproval', outcomeOf(waiting));
  for (const [check, asked, words] of refused) {
    const refusal = outcomeOf(await activate(...asked));
    findings.that(`user: assignment add, ${check}`, words, refusal, refusal.includes(words));
  }
  const gus = tenant.person('Gus').userPrincipalName;
  const foreign = outcomeOf(await activate('Reports Reader', '--userName', gus));
  const words = 'Attempted to perform an unauthorized operation';
  findings.that('user: assignment add for somebody else', words, foreign, foreign.includes(words));
  await afterwards(stage, textAt(entityOf(waiting), 'id'));
}

async function lists({ tenant, account, findings }: CliStage): Promise<void> {
  const ana = tenant.person('Ana');
  const eligible = await account.run([...assignment, 'eligibility', 'list', '--userId', ana.id]);
  const truth = await tenant.graph(
    `/roleManagement/directory/roleEligibilityScheduleInstances?$filter=${encodeURIComponent(`principalId eq '${ana.id}'`)}`,
  );
  const seen = countOf(eligible, 'entities');
  const isSame = idsOf(listOf(eligible)) === idsOf(truth);
  findings.that(
    'user: eligibility list of her own',
    `the ${truth.length} entities of the tenant`,
    seen,
    isSame,
  );
  const names = listOf(eligible).map(({ roleDefinitionName }) => String(roleDefinitionName));
  const expected =
    'Exchange Administrator, Exchange Administrators (EMEA), Helpdesk Administrator, Security Reader, Teams Administrator, User Administrator';
  findings.equal('user: names of the roles', expected, names.sort().join(', '));
}

/** What the lists say afterwards, and giving a role back. */
async function afterwards({ tenant, account, findings }: CliStage, waitingId: string): Promise<void> {
  // The lists follow a request by some seconds.
  await tenant.control('POST', 'clock', { forwardMs: 60_000 });
  const ana = tenant.person('Ana');
  const waiting = await account.run([
    'entra',
    'pim',
    'role',
    'request',
    'list',
    '--userId',
    ana.id,
    '--status',
    'PendingApproval',
  ]);
  findings.equal('user: request list by status', waitingId, idsOf(listOf(waiting)));
  const active = await account.run([...assignment, 'list', '--userId', ana.id]);
  const held = listOf(active).map(({ assignmentType, roleDefinition }) =>
    [assignmentType, (roleDefinition as { displayName?: string } | undefined)?.displayName].join(' '),
  );
  findings.equal(
    'user: assignment list',
    'Activated Teams Administrator',
    active.exitCode === 0 ? held.join(', ') : refusalOf(active),
  );
  const giveBack = [...assignment, 'remove', '--roleDefinitionName', 'Teams Administrator'];
  const early = refusalOf(await account.run(giveBack));
  findings.that(
    'user: assignment remove within five minutes',
    'the role was active for too short',
    early,
    /duration is too short/iu.test(early),
  );
  await tenant.control('POST', 'clock', { forwardMs: 6 * 60_000 });
  findings.equal('user: assignment remove', 'Revoked', outcomeOf(await account.run(giveBack)));
  await tenant.control('POST', 'clock', { forwardMs: 60_000 });
  const left = await tenant.graph(
    `/roleManagement/directory/roleAssignmentScheduleInstances?$filter=${encodeURIComponent(`principalId eq '${ana.id}'`)}`,
  );
  findings.equal('user: what the tenant holds afterwards', '0 assignments', counted(left, 'assignments'));
}
