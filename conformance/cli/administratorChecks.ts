import { counted, countOf, idsOf, listOf, outcomeOf, refusalOf } from './answers.ts';
import { type CliStage } from './cliStage.ts';
import { signInByCode } from './deviceSignIn.ts';

const assignment = ['entra', 'pim', 'role', 'assignment'];

/** As Eli, who administers roles: what others hold. */
export async function asAdministrator({ tenant, account, findings, clientId }: CliStage): Promise<void> {
  const [eli, gus] = [tenant.person('Eli'), tenant.person('Gus')];
  const connected = await signInByCode(account, tenant, clientId, eli);
  findings.equal('administrator: login by device code', eli.userPrincipalName, connected);
  const role = ['--roleDefinitionName', 'Reports Reader', '--userName', gus.userPrincipalName];
  const why = ['--duration', 'PT6H', '--justification', 'Quarter’s end'];
  const made = await account.run([...assignment, 'add', ...role, ...why]);
  findings.equal('administrator: assignment add', 'Provisioned', outcomeOf(made));
  // The lists follow a request by some seconds.
  await tenant.control('POST', 'clock', { forwardMs: 60_000 });
  const held = await account.run([...assignment, 'list', '--userName', gus.userPrincipalName]);
  const truth = await tenant.graph(
    `/roleManagement/directory/roleAssignmentScheduleInstances?$filter=${encodeURIComponent(`principalId eq '${gus.id}'`)}`,
  );
  findings.that(
    'administrator: assignment list of a person',
    'the 1 assignment of the tenant',
    countOf(held, 'assignments'),
    truth.length === 1 && idsOf(listOf(held)) === idsOf(truth),
  );
  await fromAnInstantOn({ tenant, account, findings, clientId });
  const group = await account.run([...assignment, 'eligibility', 'list', '--groupName', 'Readers Circle']);
  const names = listOf(group).map(({ roleDefinitionName }) => String(roleDefinitionName));
  findings.equal(
    'administrator: eligibility list of a group',
    'Global Reader',
    group.exitCode === 0 ? names.join(', ') : refusalOf(group),
  );
  await tenant.control('POST', 'clock', { forwardMs: 6 * 60_000 });
  const removed = await account.run([...assignment, 'remove', ...role]);
  findings.equal('administrator: assignment remove', 'Revoked', outcomeOf(removed));
  const requests = await account.run(['entra', 'pim', 'role', 'request', 'list']);
  const all = await tenant.graph('/roleManagement/directory/roleAssignmentScheduleRequests', eli);
  findings.that(
    'administrator: request list of everybody',
    `the ${all.length} requests of the tenant`,
    countOf(requests, 'requests'),
    idsOf(listOf(requests)) === idsOf(all),
  );
}

async function fromAnInstantOn({ account, findings }: CliStage): Promise<void> {
  const since = await account.run([...assignment, 'list', '--startDateTime', '2100-01-01T00:00:00Z']);
  const check = 'administrator: assignment list from an instant on';
  if (since.exitCode === 0) findings.equal(check, '0 assignments', counted(listOf(since), 'assignments'));
  else {
    const reason =
      'the description of Graph names no filter for startDateTime, and the offline tenant refuses what is not described';
    findings.deviation(check, '0 assignments', refusalOf(since), reason);
  }
}
