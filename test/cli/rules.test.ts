import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { quayGroups, quayPeople } from '../../sandbox/tenants/quay.ts';
import { type RulesWhatIf } from '../../src/pim/houseRules/whatIf.ts';
import { requestId } from '../../src/pim/ids.ts';
import { aGroup, anActivation, calm, daysAgo, members, people, roles, who } from '../support/calmTenant.ts';
import { type RunningSandbox, startSandbox } from '../support/runningSandbox.ts';
import { TestClock } from '../support/testClock.ts';
import { runInMemory, type Run } from './runInMemory.ts';

const admins = who(90);

const exchangeRule = `houseRules:
  - name: Exchange takes two
    appliesTo: { roles: [exchange administrator] }
    hours: { from: '08:00', to: '18:00', zone: UTC }
    maximumHours: 4
    coolDownMinutes: 60
    approvals:
      - count: 2
        from: { groups: ['${admins}'] }
`;

describe('rules', () => {
  let folder: string;
  let settings: string;
  let kept: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'latchkey-rules-'));
    settings = join(folder, 'settings.yaml');
    kept = join(folder, 'kept.json');
    await writeFile(settings, exchangeRule);
    const snapshot = {
      ...calm,
      principals: [...calm.principals, aGroup(admins, 'Mail admins')],
      groups: [...calm.groups, members(admins, [people.ana, people.ben, people.chi])],
    };
    await writeFile(kept, JSON.stringify(snapshot));
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  const rules = (...args: readonly string[]): Promise<Run> =>
    runInMemory(['rules', ...args], { LATCHKEY_SETTINGS_FILE: settings }, new TestClock(daysAgo(0)));

  it('says what can be done, and what is missing', async () => {
    assert.match((await rules()).complained.join('\n'), /rules check, rules explain, or rules what-if/);
    assert.match((await runInMemory(['rules', 'check'])).complained.join('\n'), /--file FILE/);
    const { exitCode, complained } = await rules('explain', 'Exchange', '--at', '10:00', '--for', 'long');
    assert.equal(exitCode, 1);
    assert.deepEqual(
      complained.slice(1).map((line) => line.split(':')[0]),
      [
        '  - Name a role and a person, each in quotes',
        '  - --at must be a time with its zone such as 2026-11-25T10',
        '  - --for must be a length such as 30m, 2h or 1h30m.',
      ],
    );
  });

  it('checks: good rules, and wrong ones with their lines', async () => {
    const good = await rules('check');
    assert.equal(good.exitCode, 0);
    assert.match(
      good.printed.join('\n'),
      /^1 house rule, version [0-9a-f]{12}\. Nothing is wrong with them\.$/,
    );
    assert.match(good.complained.join('\n'), /names were not looked up/);
    await writeFile(
      settings,
      exchangeRule.replace("to: '18:00'", "to: '08:00'").replace('maximumHours', 'maximumHour'),
    );
    const wrong = await rules('check');
    assert.equal(wrong.exitCode, 1);
    assert.match(wrong.complained.join('\n'), /houseRules\.0\.hours\.to: .* \(line 4\)/);
    assert.match(wrong.complained.join('\n'), /"maximumHour".* \(line 5\)/);
  });

  it('warns of a ticket system that is not there', async () => {
    await writeFile(settings, `${exchangeRule}    ticket: { check: servicedesk }\n`);
    const { exitCode, printed } = await rules('check');
    assert.equal(exitCode, 2);
    assert.deepEqual(printed, [
      'Exchange takes two: no system of ticketSystems is called "servicedesk". Nothing can answer for its tickets.',
    ]);
  });

  it('explains in words and as JSON', async () => {
    const asked = ['explain', 'exchange admin', 'ana', '--from', kept, '--for', '2h'] as const;
    const inHours = await rules(...asked, '--at', '2026-11-25T10:00:00Z');
    assert.deepEqual(inHours.complained, []);
    assert.deepEqual(inHours.printed.slice(0, 6), [
      'Ana would wait before activating Exchange Administrator.',
      '  met     Exchange takes two: begins from 08:00 to 18:00 (UTC), every day',
      '  met     Exchange takes two: takes 4 hours at the most',
      '  met     Exchange takes two: 1 hour after the last time',
      '  open    Exchange takes two: 2 approvals of Mail admins, within 24 hours',
      'Could approve it now: Ben or Chi.',
    ]);
    assert.match(inHours.printed.join('\n'), /The house rules hold in Teams; the portal stays open\./);
    const late = await rules(...asked, '--at', '2026-11-25T20:00:00+01:00');
    assert.match(late.printed.join('\n'), /Ana would be refused Exchange Administrator\./);
    assert.match(late.printed.join('\n'), /allow it from .*08:00 UTC on\./);
    const json = JSON.parse(
      (await rules(...asked, '--at', '2026-11-25T10:00:00Z', '--json')).printed[0] ?? '',
    ) as {
      readonly verdict: string;
      readonly couldApproveNow: readonly string[];
      readonly asked: readonly { readonly thing: string }[];
    };
    assert.equal(json.verdict, 'waits');
    assert.deepEqual(json.couldApproveNow, [people.ben, people.chi]);
    assert.deepEqual(
      json.asked.map(({ thing }) => thing),
      ['hours', 'maximum', 'coolDown', 'approvals'],
    );
    const other = await rules('explain', 'security administrator', 'ana', '--from', kept);
    assert.equal(other.printed[0], 'No house rule is about Security Administrator.');
    assert.match(
      (await rules('explain', 'exchange admin', 'nobody at all', '--from', kept)).complained.join('\n'),
      /is called "nobody at all"/,
    );
  });

  it('explains an emergency, and a rule of one unit alone', async () => {
    await writeFile(
      settings,
      `${exchangeRule}    emergency: { people: ['${people.ana}'], owners: { people: ['${people.ben}'] } }
  - name: In the north
    appliesTo: { roles: [exchange administrator], scopes: [/administrativeUnits/north] }
    maximumHours: 1
`,
    );
    const asked = ['explain', 'exchange admin', 'ana', '--from', kept, '--for', '2h'] as const;
    const late = [...asked, '--at', '2026-11-25T20:00:00Z'] as const;
    const emergency = (await rules(...late, '--emergency')).printed;
    assert.equal(
      emergency[0],
      'Ana could activate Exchange Administrator as an emergency, and the owners would be told.',
    );
    assert.match(emergency.join('\n'), / {2}passed {2}Exchange takes two: begins from 08:00/);
    assert.match(emergency.join('\n'), / {2}passed {2}Exchange takes two: 2 approvals/);
    assert.doesNotMatch(emergency.join('\n'), /Could approve it now/);
    const others = (await rules('explain', 'exchange admin', 'ben', '--from', kept, '--emergency')).printed;
    assert.match(others.join('\n'), /does not name this person for emergencies/);
    const there = await rules(
      ...asked,
      '--at',
      '2026-11-25T10:00:00Z',
      '--scope',
      '/administrativeUnits/north',
    );
    assert.match(there.printed.join('\n'), /not met In the north: takes 1 hour at the most/);
    assert.doesNotMatch((await rules(...asked)).printed.join('\n'), /In the north/);
  });

  it('counts a denial of the log as one that a pause counts from', async () => {
    const snapshot = {
      ...calm,
      principals: [...calm.principals, aGroup(admins, 'Mail admins')],
      groups: [...calm.groups, members(admins, [people.ana, people.ben, people.chi])],
      activations: [
        anActivation(people.ana, {
          requestedAt: daysAgo(1),
          outcome: 'denied',
          activatedAt: null,
          endAt: null,
        }),
        anActivation(people.ana, {
          requestId: requestId(who(777)),
          requestedAt: daysAgo(1 - 0.5 / 24),
          activatedAt: daysAgo(1 - 0.5 / 24),
          endAt: daysAgo(1 - 1.5 / 24),
        }),
      ],
    };
    await writeFile(kept, JSON.stringify(snapshot));
    await writeFile(settings, exchangeRule.replace(/ {4}hours:.*\n/, ''));
    const { printed } = await rules('what-if', '--from', kept);
    assert.match(printed.join('\n'), /Of 1 activation in the last 30 days, 0 would have waited and 1 would/);
    assert.match(printed.join('\n'), /refused: too soon after the last one/);
  });

  it('refuses, and says so, what a group that is not there should have decided', async () => {
    await writeFile(settings, exchangeRule.replace(admins, who(91)));
    const { printed } = await rules(
      'explain',
      'exchange admin',
      'ana',
      '--from',
      kept,
      '--at',
      '2026-11-25T10:00:00Z',
    );
    assert.match(
      printed.join('\n'),
      new RegExp(`not met Exchange takes two: refuses, .* the group ${who(91)}`),
    );
  });

  it('says what the rules would have made of last month', async () => {
    const hour = (days: number, length: number, principal = people.ana) =>
      anActivation(principal, {
        activatedAt: daysAgo(days),
        requestedAt: daysAgo(days),
        endAt: daysAgo(days - length / 24),
      });
    const snapshot = JSON.parse(
      JSON.stringify({
        ...calm,
        principals: [...calm.principals, aGroup(admins, 'Mail admins')],
        groups: [...calm.groups, members(admins, [people.ana, people.ben, people.chi])],
        activations: [
          { ...hour(5, 1), requestId: who(701) },
          { ...hour(4, 6), requestId: who(702) },
          { ...hour(3, 1), requestId: who(703) },
          { ...hour(3 - 1.5 / 24, 1), requestId: who(704) },
          { ...hour(2.5, 1), requestId: who(705) },
          { ...hour(2, 1, people.ben), requestId: who(706) },
          { ...hour(2, 1, people.ben), requestId: who(707), roleDefinitionId: roles.security },
          { ...hour(40, 1), requestId: who(708) },
        ],
      }),
    ) as object;
    await writeFile(kept, JSON.stringify(snapshot));
    const { printed, complained } = await rules('what-if', '--from', kept);
    assert.deepEqual(complained, []);
    assert.equal(
      printed[0],
      'Of 7 activations in the last 30 days, 3 would have waited and 3 would have been refused.',
    );
    const text = printed.join('\n');
    assert.match(text, /refused: too long\n/);
    assert.match(text, /refused: too soon after the last one\n/);
    assert.match(text, /refused: outside the hours\n/);
    assert.match(text, / {2}Chi: asked 3 times\n {2}Ben: asked 2 times\n {2}Ana: asked 1 time\n/);
    const what = JSON.parse(
      (await rules('what-if', '--from', kept, '--json')).printed[0] ?? '',
    ) as RulesWhatIf;
    assert.deepEqual(
      what.activations.map(({ verdict }) => verdict),
      ['waits', 'refused', 'waits', 'refused', 'refused', 'waits', 'free'],
    );
    await writeFile(kept, JSON.stringify({ ...snapshot, auditedSince: null }));
    assert.match(
      (await rules('what-if', '--from', kept)).complained.join('\n'),
      /The audit log could not be read/,
    );
  });

  describe('of a tenant', () => {
    let sandbox: RunningSandbox;

    before(async () => {
      sandbox = await startSandbox({ tenant: 'quay' });
    });

    after(() => sandbox.stop());

    it('warns about names that Entra does not know, and explains with the groups of now', async () => {
      const { tenantId, appId, secret } = sandbox.tenantInfo;
      const environment = {
        LATCHKEY_CLOUD: 'sandbox',
        LATCHKEY_SANDBOX_URL: sandbox.url,
        MicrosoftAppId: appId,
        MicrosoftAppTenantId: tenantId,
        MicrosoftAppPassword: secret,
        LATCHKEY_SETTINGS_FILE: settings,
      };
      await writeFile(
        settings,
        exchangeRule.replace('[exchange administrator]', '[exchange administrator, Janitor, all]'),
      );
      const { exitCode, printed } = await runInMemory(['rules', 'check'], environment);
      assert.equal(exitCode, 2);
      assert.deepEqual(printed, [
        'Exchange takes two: Entra knows no role "Janitor".',
        `Exchange takes two: Entra knows no group ${admins}. The rule refuses its roles.`,
      ]);
      // Night Shift is inside Dock Operators, so Vera counts.
      await writeFile(
        settings,
        exchangeRule.replace(admins, quayGroups.dockOperators).replace('[exchange administrator]', '[all]'),
      );
      const now = { now: () => new Date() };
      assert.equal((await runInMemory(['rules', 'check'], environment, now)).exitCode, 0);
      const explained = await runInMemory(
        ['rules', 'explain', 'helpdesk administrator', 'vera mols', '--at', '2026-11-25T10:00:00Z', '--json'],
        environment,
        now,
      );
      assert.equal(explained.exitCode, 0, explained.complained.join('\n'));
      const { couldApproveNow } = JSON.parse(explained.printed[0] ?? '') as {
        readonly couldApproveNow: readonly string[];
      };
      assert.deepEqual(couldApproveNow, [quayPeople.xena]);
      await writeFile(
        settings,
        'houseRules: [{ name: Boss, appliesTo: { roles: [all] }, approvals: [{ from: manager }] }]',
      );
      const boss = await runInMemory(
        ['rules', 'explain', 'helpdesk administrator', 'vera mols'],
        environment,
        now,
      );
      assert.match(boss.printed.join('\n'), /^Could approve it now: Wim Claes\.$/m);
      const what = await runInMemory(['rules', 'what-if'], environment, now);
      assert.equal(what.exitCode, 0, what.complained.join('\n'));
      assert.match(what.printed.join('\n'), /^Of \d+ activations? in the last \d+ days?, /);
    });
  });
});
