import assert from 'node:assert/strict';
import { createServiceUrlCheck, type TeamsCloud } from '../../src/bot/serviceUrls.ts';

describe('createServiceUrlCheck', () => {
  const sound: Readonly<Record<Exclude<TeamsCloud, 'sandbox'>, readonly string[]>> = {
    public: [
      'https://smba.trafficmanager.net/amer/11111111-1111-4111-8111-111111111111/',
      'https://smba.trafficmanager.net/teams',
      'https://smba.trafficmanager.net',
      'https://SMBA.trafficmanager.net:443/emea/',
      'https://smba.infra.gcc.teams.microsoft.com/teams',
    ],
    'gcc-high': ['https://smba.infra.gov.teams.microsoft.us/teams'],
    dod: ['https://smba.infra.dod.teams.microsoft.us/teams'],
    china: ['https://msteams.botframework.azure.cn/teams'],
  };

  for (const [cloud, urls] of Object.entries(sound) as [TeamsCloud, readonly string[]][]) {
    for (const url of urls) {
      it(`allows ${url} in the cloud ${cloud}, and nowhere else`, () => {
        const allowing = (['public', 'gcc-high', 'dod', 'china'] as const).filter((other) =>
          createServiceUrlCheck({ cloud: other })(url),
        );
        assert.deepEqual(allowing, [cloud]);
      });
    }
  }

  const tricks = [
    '',
    'smba.trafficmanager.net/teams',
    '//smba.trafficmanager.net/teams',
    'http://smba.trafficmanager.net/teams',
    'ftp://smba.trafficmanager.net/teams',
    'https://smba.trafficmanager.net:8443/teams',
    'https://smba.trafficmanager.net./teams',
    'https://smba.trafficmanager.net.attacker.example/',
    'https://attacker.example/smba.trafficmanager.net',
    'https://smba.trafficmanager.net@attacker.example/',
    'https://user:password@smba.trafficmanager.net/',
    'https://attacker.example\\@smba.trafficmanager.net/',
    'https://smba.trafficmanager.net\\.attacker.example/',
    'https://smba.trafficmanager.net/teams?to=https://attacker.example',
    'https://smba.trafficmanager.net/teams#attacker',
    ' https://smba.trafficmanager.net/teams',
    'https://smba.traffic\tmanager.net/teams',
    'https://smba.trafficmanager.net/teams\n',
    'https://ѕmba.trafficmanager.net/teams',
    'https://trafficmanager.net/teams',
    'https://other.trafficmanager.net/teams',
    'https://[::1]/teams',
    'javascript:alert(1)',
  ];
  for (const url of tricks) {
    it(`refuses ${JSON.stringify(url)}`, () => {
      assert.ok(!createServiceUrlCheck({ cloud: 'public' })(url));
    });
  }

  it('allows the sandbox its own origin by plain http, and no other', () => {
    const check = createServiceUrlCheck({ cloud: 'sandbox', sandboxUrl: 'http://127.0.0.1:4000/' });
    assert.ok(check('http://127.0.0.1:4000/teams/t/'));
    assert.ok(!check('http://127.0.0.1:4001/teams/t/'));
    assert.ok(!check('http://localhost:4000/teams/t/'));
    assert.ok(!check('https://127.0.0.1:4000/teams/t/'));
    assert.ok(!check('https://smba.trafficmanager.net/teams'));
  });

  it('takes a sandbox URL with the sandbox alone', () => {
    assert.throws(() => createServiceUrlCheck({ cloud: 'sandbox' }), TypeError);
    assert.throws(() => createServiceUrlCheck({ cloud: 'sandbox', sandboxUrl: 'not a URL' }), TypeError);
    assert.throws(
      () => createServiceUrlCheck({ cloud: 'public', sandboxUrl: 'http://127.0.0.1:4000' }),
      TypeError,
    );
  });
});
