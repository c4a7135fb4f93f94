import { selfSignedCertificate } from '../../test/support/selfSignedCertificate.ts';
import { counted, idsOf, listOf, refusalOf } from './answers.ts';
import { type CliStage } from './cliStage.ts';

const refused = /PermissionScopeNotGranted|permission|not authori[sz]ed|unauthori[sz]ed/iu;

const lists = [
  ['eligibility list', ['role', 'assignment', 'eligibility', 'list'], 'roleEligibilityScheduleInstances'],
  ['assignment list', ['role', 'assignment', 'list'], 'roleAssignmentScheduleInstances'],
] as const;

/** Both ways in which the app proves itself; the certificate is the one that lasts for the checks after it. */
async function signIn({ tenant, account, findings }: CliStage): Promise<void> {
  const { appId, tenantId, secret } = tenant.info;
  const { certificate, privateKey } = await selfSignedCertificate();
  await tenant.control('POST', 'credentials', { certificates: [certificate] });
  const pem = Buffer.from(`${privateKey}\n${certificate}`).toString('base64');
  const ways = {
    secret: ['--secret', secret],
    certificate: ['--certificateBase64Encoded', pem],
  };
  for (const [way, proof] of Object.entries(ways)) {
    const login = ['login', '--authType', way, '--appId', appId, '--tenant', tenantId, ...proof];
    const end = await account.run(login);
    const seen = end.exitCode === 0 ? 'signed in' : refusalOf(end);
    findings.equal(`app: login by ${way}`, 'signed in', seen);
  }
}

/** As the app itself: it may read almost everything and write nothing. */
export async function asApp(stage: CliStage): Promise<void> {
  const { tenant, account, findings } = stage;
  await signIn(stage);
  for (const [name, words, set] of lists) {
    const end = await account.run(['entra', 'pim', ...words, '--withPrincipalDetails']);
    const truth = await tenant.graph(`/roleManagement/directory/${set}`);
    const isSame = end.exitCode === 0 && idsOf(listOf(end)) === idsOf(truth);
    const seen = end.exitCode === 0 ? counted(listOf(end), 'entities') : refusalOf(end);
    findings.that(`app: ${name}`, `the ${truth.length} entities of the tenant`, seen, isSame);
  }
  const requests = await account.run(['entra', 'pim', 'role', 'request', 'list']);
  findings.that(
    'app: request list',
    'Graph refuses: requests ask for a permission to write',
    refusalOf(requests),
    requests.exitCode !== 0 && refused.test(refusalOf(requests)),
  );
  const gus = tenant.person('Gus').userPrincipalName;
  const whom = ['--roleDefinitionName', 'Reports Reader', '--userName', gus];
  const added = await account.run(['entra', 'pim', 'role', 'assignment', 'add', ...whom]);
  findings.that(
    'app: assignment add',
    'the CLI refuses it by itself',
    refusalOf(added),
    added.exitCode !== 0 && refusalOf(added).includes('application permissions'),
  );
  const removed = await account.run(['entra', 'pim', 'role', 'assignment', 'remove', ...whom]);
  findings.that(
    'app: assignment remove',
    'Graph refuses for want of a permission to write',
    refusalOf(removed),
    removed.exitCode !== 0 && refused.test(refusalOf(removed)),
  );
  const writes = await tenant.calls(/roleAssignmentScheduleRequests$/u);
  const statuses = writes.filter(({ method }) => method === 'POST').map(({ status }) => String(status));
  findings.equal('app: what control saw written', '403', statuses.join(' '));
}
