import assert from 'node:assert/strict';
import { type World } from '../support/world.ts';
import { useWorldOfChanges } from '../support/worldOfChanges.ts';

interface WrittenRole {
  roleDefinitionId: string;
  displayName: string;
  activation: { maximumMinutes: number; isTicketRequired: boolean; approvers: object[] };
  notifications: { ruleId: string; level: string }[];
}

interface Written {
  roles: WrittenRole[];
  [key: string]: unknown;
}

const strangerId = '00000000-0000-4000-8000-000000000777';

describe('applying a policy file from the chat', () => {
  const opened = useWorldOfChanges();
  let world: World;

  beforeEach(() => {
    world = opened();
  });

  const exported = async (): Promise<Written> => JSON.parse(await world.exportedPolicy()) as Written;
  const roleIn = ({ roles }: Written, name: string): WrittenRole => {
    const role = roles.find(({ displayName }) => displayName === name);
    assert.ok(role, name);
    return role;
  };
  const callsTo = async (pattern: RegExp, method: string): Promise<number> =>
    (await world.control.calls()).filter((call) => call.method === method && pattern.test(call.path)).length;
  const withFile = (written: unknown, name = 'wanted.json') => ({
    file: { name, content: JSON.stringify(written) },
  });

  it('goes role by role, stops where Entra does, takes back, survives a restart, and ends as the file says', async () => {
    const eli = world.person('Eli');
    const before = await world.exportedPolicy();
    const wished = JSON.parse(before) as Written;
    for (const name of ['Exchange Administrator', 'User Administrator']) {
      const { activation } = roleIn(wished, name);
      activation.maximumMinutes = activation.maximumMinutes === 90 ? 60 : 90;
      activation.isTicketRequired = !activation.isTicketRequired;
    }
    const odd = structuredClone(roleIn(wished, 'Groups Administrator'));
    roleIn(wished, 'Groups Administrator').notifications.push({
      ...odd.notifications[0],
      ruleId: 'Notification_Nobody',
      level: 'All',
    });
    const sent = {
      ...wished,
      roles: [...wished.roles, { ...odd, roleDefinitionId: strangerId, displayName: 'Night watch' }],
    };

    await eli.say('policy apply');
    await eli.waitForText(/Send me the file/);
    await eli.say('policy apply', withFile(sent));
    const { text } = await eli.waitForCard(/2 roles to go · 2 cannot be applied/);
    for (const told of [
      /Exchange Administrator\s+2 rules would change/,
      /Night watch[\s\S]*There is no such role in this tenant\. Take it out of the file/,
      /Groups Administrator[\s\S]*has no rule Notification_Nobody/i,
      /roles were set as the file says when it came/,
    ])
      assert.match(text, told);
    assert.equal(await callsTo(/\/rules\//, 'PATCH'), 0);

    await eli.press('Look and apply');
    await eli.waitForCard(
      /Make these changes, in 2 rules\?[\s\S]*Exchange Administrator[\s\S]*Nothing is changed/,
    );
    await world.control.faults.add({
      match: { method: 'PATCH', path: '/rules/Enablement_EndUser_Assignment' },
      times: 1,
      status: 403,
    });
    await eli.press('Make the change');
    await eli.waitForCard(
      /Changed in part[\s\S]*1 of 2 rules was changed[\s\S]*0 roles of the file applied, 2 left/,
    );
    await eli.press('Undo');
    await eli.waitForCard(/Undo a change of role settings[\s\S]*Nothing is changed yet/);
    await eli.press('Make the change');
    await eli.waitForCard(/Undo a change of role settings[\s\S]*Settings changed/);
    assert.equal(await world.exportedPolicy(), before);

    await world.stop();
    await world.start();
    await eli.press('Back to the file');
    await eli.waitForCard(/2 roles to go · 2 cannot be applied[\s\S]*Applied and taken back/);
    await eli.press('Look and apply');
    await eli.waitForCard(
      /Make these changes, in 2 rules\?[\s\S]*Exchange|Make these changes, in 2 rules\?[\s\S]*User/,
    );
    await eli.press('Make the change');
    await eli.waitForCard(/Settings changed[\s\S]*1 role of the file applied, 1 left/);
    await eli.press('Back to the file');
    await eli.waitForCard(/1 role to go · 2 cannot be applied[\s\S]*Applied, and read again/);
    await eli.press('Look and apply');
    await eli.waitForCard((card) => card.text.includes('Nothing is changed yet'));
    await eli.press('Make the change');
    await eli.waitForCard(/Settings changed[\s\S]*Every role of the file that differed is applied\./);
    const after = await exported();
    for (const name of ['Exchange Administrator', 'User Administrator'])
      assert.deepEqual(roleIn(after, name), roleIn(wished, name));
    assert.deepEqual(
      after.roles.filter(({ displayName }) => !/^(?:Exchange|User) Administrator$/.test(displayName)),
      (JSON.parse(before) as Written).roles.filter(
        ({ displayName }) => !/^(?:Exchange|User) Administrator$/.test(displayName),
      ),
    );
  });

  it('takes pasted text, says what is wrong with a file and what to do, and nothing to whoever may not', async () => {
    const eli = world.person('Eli');
    const written = await exported();
    const exchange = roleIn(written, 'Exchange Administrator');
    const only = { ...written, roles: [exchange] };
    await eli.say(JSON.stringify(only));
    await eli.waitForText(/Send me the file[\s\S]*I did not know yet who you are/);
    await eli.say(`policy apply\n\`\`\`\n${JSON.stringify(only, undefined, 2)}\n\`\`\``);
    await eli.waitForText(/The one role of the file is set as it says/);
    exchange.activation.approvers = [{ kind: 'person', id: strangerId }];
    await eli.say(JSON.stringify(only));
    await eli.waitForCard(/1 role to go[\s\S]*the list of approvers would be another/);
    await eli.press('Look and apply');
    const { message } = await eli.waitForCard(/1 approver is not in this tenant’s directory/);
    assert.ok(!JSON.stringify(message).includes('settings.confirm'), 'no second yes is offered');

    for (const [content, name, told] of [
      ['{"a":', 'wanted.json', /It is not valid JSON/],
      ['[]', 'wanted.json', /It is no file of role settings\. Make one with/],
      [JSON.stringify({ ...only, version: 2 }), 'x.JSON', /Export it again/],
      [
        JSON.stringify({ ...only, roles: [exchange, exchange] }),
        'x.json',
        /a role is named more than once\. Keep/,
      ],
      [
        JSON.stringify({ ...only, roles: [{ ...exchange, activation: {} }] }),
        'x.json',
        /roles\.0\.activation\.maximumMinutes: this is not as an export writes it/,
      ],
      ['{}', 'wanted.html', /its name ends in \.json/],
    ] as const) {
      const after = await eli.mark();
      await eli.say('', { file: { name, content } });
      await eli.waitForText(told, after === undefined ? {} : { after });
    }

    const gus = world.person('Gus');
    const fetched = await callsTo(/\/files\//, 'GET');
    await gus.say('policy apply', withFile(only));
    await gus.waitForText(/people who may read all roles anyway|Send me the file/);
    assert.equal(await callsTo(/\/files\//, 'GET'), fetched, 'nothing is fetched for whoever may not');
    assert.equal(await callsTo(/\/rules\//, 'PATCH'), 0);
  });
});
