import { Client, PageIterator } from '@microsoft/microsoft-graph-client';
import { type Findings } from '../findings.ts';
import { redirectedFetch } from '../hosts/redirectedFetch.ts';
import { fileOf } from '../packages.ts';
import { type Part } from '../part.ts';
import { ServedTenant } from '../tenant.ts';
import { checkTypes } from './checkTypes.ts';
import { DescribedTypes } from './describedTypes.ts';
import { Deviations } from './deviations.ts';
import { type Read, type Reading, readings } from './readings.ts';
import { checkModels } from './checkModels.ts';
import { TypedModels } from './typedModels.ts';

const exchangeAdministrator = '29232cdf-9323-42fd-ade2-1d097af3e4de';
const teamsAdministrator = '69091246-20e8-4a56-aa4d-066075b2a7a8';

/** Somebody has asked for a role and somebody holds one, so that no list is empty. */
async function livelyTenant(): Promise<ServedTenant> {
  const tenant = await ServedTenant.start();
  await tenant.control('POST', 'audit-log', { lagSeconds: { least: 0, most: 0 } });
  const actor = tenant.person('Ana').id;
  for (const roleDefinitionId of [exchangeAdministrator, teamsAdministrator])
    await tenant.control('POST', 'portal', {
      actor,
      action: 'activate',
      roleDefinitionId,
      justification: 'Moving mailboxes',
    });
  // The lists follow a request by some seconds.
  await tenant.control('POST', 'clock', { forwardMs: 60_000 });
  return tenant;
}

/** The client library as it is, signed in as the app or as a person. */
function clientOf(tenant: ServedTenant, { as, version }: Reading): Client {
  const person = as === 'app' ? undefined : tenant.person(as);
  return Client.init({
    defaultVersion: version,
    authProvider: (done) => {
      tenant.graphToken(person).then(
        (token) => {
          done(null, token);
        },
        (error: unknown) => {
          done(error, null);
        },
      );
    },
  });
}

async function read(tenant: ServedTenant, reading: Reading): Promise<Read> {
  const ben = tenant.person('Ben');
  const [pending] = await tenant.graph(
    "/roleManagement/directory/roleAssignmentScheduleRequests/filterByCurrentUser(on='approver')?$filter=status eq 'PendingApproval'",
    ben,
  );
  const path = reading.path.replace('{approvalId}', String(pending?.['approvalId']));
  const answer = (await clientOf(tenant, reading).api(path).get()) as Readonly<Record<string, unknown>>;
  const entities = Array.isArray(answer['value']) ? (answer['value'] as Read['entities']) : [answer];
  return { reading, entities };
}

async function pages(findings: Findings, tenant: ServedTenant): Promise<void> {
  const reading: Reading = { name: 'users', version: 'v1.0', path: '/users', as: 'app', entity: 'user' };
  const client = clientOf(tenant, reading);
  const first = (await client.api(reading.path).top(3).get()) as ConstructorParameters<
    typeof PageIterator
  >[1];
  let seen = 0;
  await new PageIterator(client, first, () => {
    seen += 1;
    return seen < 10;
  }).iterate();
  findings.equal(
    'the client library goes on to the next page by itself',
    '10 rows in pages of 3',
    `${seen} rows in pages of 3`,
  );
}

async function run(findings: Findings): Promise<void> {
  const tenant = await livelyTenant();
  const deviations = new Deviations();
  const fetchHere = globalThis.fetch;
  globalThis.fetch = redirectedFetch(tenant.url, fetchHere);
  try {
    const models = await TypedModels.load();
    const all: Read[] = [];
    for (const reading of readings) all.push(await read(tenant, reading));
    const mentioned = JSON.stringify(all).matchAll(/"@odata\.type":"#microsoft\.graph\.([\w.]+)"/gu);
    const named = new Set([
      ...readings.map(({ entity }) => entity),
      ...[...mentioned].map(([, name = '']) => name),
    ]);
    const types = await DescribedTypes.read(
      fileOf('@microsoft/teams.graph-endpoints/dist/types/types.d.ts'),
      [...named],
    );
    for (const found of all) {
      checkModels({ findings, deviations }, models, found);
      checkTypes({ findings, deviations }, types, found);
    }
    deviations.tell(findings);
    await pages(findings, tenant);
  } finally {
    globalThis.fetch = fetchHere;
    await tenant.stop();
  }
}

/** The client library, the typed models and the published description of Graph, against the offline tenant's answers. */
export const graphPart: Part = {
  packages: [
    '@microsoft/msgraph-sdk',
    '@microsoft/kiota-serialization-json',
    '@microsoft/teams.graph-endpoints',
  ],
  run,
};
