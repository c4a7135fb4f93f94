import assert from 'node:assert/strict';
import { createInboundGuard } from '../../src/bot/inboundGuard.ts';
import { channelEndpoints } from '../../src/bot/channelEndpoints.ts';
import { createServiceUrlCheck } from '../../src/bot/serviceUrls.ts';
import { type CloudParts, clouds, type MicrosoftCloud, microsoftClouds } from '../../src/pim/clouds.ts';
import { readConfig } from '../../src/config.ts';
import { aTeamsActivity, appId, Channel, tenantId } from '../support/channel.ts';
import { makeEnvironments } from '../support/environments.ts';
import { filesLike, textOf } from '../support/projectFiles.ts';
import { silentLogger } from '../support/databases.ts';
import { TestClock } from '../support/testClock.ts';

/** What names of hosts end with in each cloud; Azure Key Vault of the US Government has a name of its own. */
const zones: Readonly<Record<MicrosoftCloud, RegExp>> = {
  public: /\.(?:com|net)$/,
  'gcc-high': /\.us$|^vault\.usgovcloudapi\.net$/,
  dod: /\.us$|^vault\.usgovcloudapi\.net$/,
  china: /\.cn$/,
};

const urlsOf = (parts: CloudParts): readonly string[] => [
  parts.graphUrl,
  parts.connectorResource,
  parts.channelIssuer,
  parts.channelMetadataUrl,
  parts.portalUrl,
];

const hostsOf = (parts: CloudParts): readonly string[] => [
  parts.loginHost,
  parts.vaultHost,
  parts.storageHost,
  ...parts.connectorHosts,
  ...urlsOf(parts).map((url) => new URL(url).host),
];

const others = (cloud: MicrosoftCloud): readonly MicrosoftCloud[] =>
  microsoftClouds.filter((one) => one !== cloud);

describe('clouds', () => {
  for (const cloud of microsoftClouds) {
    it(`has every part of ${cloud}, by https and of that cloud alone`, () => {
      const parts = clouds[cloud];
      for (const [name, value] of Object.entries(parts) as [string, string | readonly string[]][])
        assert.ok(value.length > 0 || name === 'notSettled', name);
      for (const url of urlsOf(parts)) assert.match(url, /^https:\/\/[a-z0-9.-]+(?:\/.*[^/])?$/);
      for (const host of hostsOf(parts)) {
        assert.match(host, /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/);
        assert.match(host, zones[cloud]);
      }
    });

    it(`configures ${cloud} from these parts`, () => {
      const environments = makeEnvironments();
      try {
        const { endpoints, channel } = readConfig(environments.production({ LATCHKEY_CLOUD: cloud }));
        const parts = clouds[cloud];
        assert.equal(endpoints.loginUrl, `https://${parts.loginHost}`);
        assert.equal(endpoints.graphUrl, parts.graphUrl);
        assert.equal(endpoints.graphScopeBase, parts.graphUrl);
        assert.equal(endpoints.botScope, `${parts.connectorResource}/.default`);
        assert.equal(endpoints.portalUrl, parts.portalUrl);
        assert.equal(channel.issuer, parts.channelIssuer);
        assert.equal(channel.metadataUrl, parts.channelMetadataUrl);
      } finally {
        environments.remove();
      }
    });

    it(`lets no token of ${cloud} out to the connector of another cloud`, () => {
      const isAllowed = createServiceUrlCheck({ cloud });
      for (const host of clouds[cloud].connectorHosts) assert.ok(isAllowed(`https://${host}/teams/`), host);
      for (const other of others(cloud))
        for (const host of clouds[other].connectorHosts)
          assert.ok(!isAllowed(`https://${host}/teams/`), host);
    });
  }

  it('shares no Graph and no connector between clouds', () => {
    const graphs = microsoftClouds.map((cloud) => clouds[cloud].graphUrl);
    const connectors = microsoftClouds.flatMap((cloud) => clouds[cloud].connectorHosts);
    assert.equal(new Set(graphs).size, graphs.length);
    assert.equal(new Set(connectors).size, connectors.length);
  });

  it('takes a message of its own channel alone, whatever signed it and wherever it comes from', async () => {
    const clock = new TestClock();
    for (const cloud of microsoftClouds) {
      const serviceUrl = `https://${clouds[cloud].connectorHosts[0] ?? ''}/teams/`;
      const channel = await Channel.start({ appId, serviceUrl, clock });
      try {
        const guard = createInboundGuard({
          appId,
          tenantId,
          channelMetadataUrl: channel.metadataUrl,
          channelIssuer: channelEndpoints(cloud).issuer,
          allowedServiceUrls: createServiceUrlCheck({ cloud }),
          clock,
          fetch,
          logger: silentLogger,
        });
        assert.ok(await guard.hasKeys());
        const verdict = async (issuer: string, from: string): Promise<string> => {
          const token = await channel.token({ claims: { iss: issuer, serviceurl: from } });
          const found = await guard.check({
            headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
            body: Buffer.from(JSON.stringify(aTeamsActivity(from))),
          });
          return found.accepted ? 'accepted' : found.reason;
        };
        assert.equal(await verdict(clouds[cloud].channelIssuer, serviceUrl), 'accepted', cloud);
        for (const other of others(cloud)) {
          const { channelIssuer, connectorHosts } = clouds[other];
          const elsewhere = `https://${connectorHosts[0] ?? ''}/teams/`;
          assert.equal(await verdict(clouds[cloud].channelIssuer, elsewhere), 'serviceUrlNotAllowed', other);
          if (channelIssuer !== clouds[cloud].channelIssuer)
            assert.notEqual(await verdict(channelIssuer, serviceUrl), 'accepted', other);
        }
      } finally {
        await channel.stop();
      }
    }
  });

  it('is the only place where a host of Microsoft’s is written', () => {
    const known = new Set(microsoftClouds.flatMap((cloud) => hostsOf(clouds[cloud])));
    const strays = filesLike('src/**/*.ts')
      .filter((file) => file !== 'src/pim/clouds.ts')
      .filter((file) => [...known].some((host) => textOf(file).includes(`//${host}`)));
    // A comment about the portal's address.
    assert.deepEqual(strays, ['src/cards/card.ts']);
  });
});
