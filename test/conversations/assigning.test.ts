import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pressAbout } from '../support/listButtons.ts';
import { openWorld, type World } from '../support/world.ts';

describe('giving somebody a role', () => {
  const settingsFile = join(tmpdir(), `latchkey-settings-${randomUUID()}.yaml`);
  let world: World;

  before(() => writeFile(settingsFile, 'administration: { changes: true }\n'));

  after(() => rm(settingsFile, { force: true }));

  afterEach(() => world.close());

  const open = async (tenant: 'harbour' | 'quay'): Promise<void> => {
    world = await openWorld({
      tenant,
      mayAdminister: true,
      environment: { LATCHKEY_SETTINGS_FILE: settingsFile },
    });
  };

  /** What PIM was asked to change, dry runs told apart. */
  const written = async (): Promise<readonly string[]> =>
    (await world.control.calls())
      .filter(({ method, path }) => method === 'POST' && path.endsWith('ScheduleRequests'))
      .map(({ path, status, requestBody }) => {
        const { action, isValidationOnly } = requestBody as { action: string; isValidationOnly?: boolean };
        const kind = path.includes('Eligibility') ? 'eligibility' : 'assignment';
        return `${kind} ${action}${isValidationOnly === true ? ' (dry run)' : ''}${status === 201 ? '' : ' refused'}`;
      });

  it('makes eligible whom it finds by the sign-in name, and active whom it finds by a beginning', async () => {
    await open('harbour');
    const [dara, chi] = [world.person('Dara'), world.person('Chi')];
    await dara.say('assign reports reader to CHI.NGUYEN@harbourlight.example');
    const form = await dara.waitForCard(/Assign as eligible[\s\S]*Chi Nguyen/);
    assert.match(
      form.text,
      /chi\.nguyen@harbourlight\.example[\s\S]*Reports Reader[\s\S]*Now: nothing of their own/,
    );
    assert.match(form.text, /settings of the role allow/);
    await dara.press('Check', { justification: 'monthly figures', days: '180' });
    const asked = await dara.waitForCard(/Make this change\?/);
    assert.match(asked.text, /They may activate the role until[\s\S]*PIM was asked/);
    assert.deepEqual(await written(), ['eligibility adminAssign (dry run)']);
    await dara.press('Make the change', { justification: 'monthly figures' });
    await dara.waitForCard(/Eligible now[\s\S]*Chi Nguyen[\s\S]*it was read again/);
    await chi.say('my roles');
    await chi.waitForCard(/You can activate[\s\S]*Reports Reader/);

    // A second time there is nothing to give, and PIM's dry run says so.
    await dara.say('assign reports reader to chi nguyen');
    await dara.waitForCard(/Assign as eligible[\s\S]*Now: eligible until/);
    await dara.press('Check', { justification: 'again', days: '30' });
    await dara.waitForCard(/This is in the way[\s\S]*PIM has such an assignment already/);

    const begun = await dara.mark();
    await dara.say('assign groups admin to jun as active');
    const active = await dara.waitForCard(/Assign as active[\s\S]*Jun Park/, { after: begun ?? '' });
    await dara.press('Eligible instead', { justification: 'cover', days: '7' }, { on: active.message.id });
    await dara.waitForCard(/Assign as eligible[\s\S]*Jun Park/, { after: begun ?? '' });
    await dara.press('Active instead', { justification: 'cover', days: '180' }, { on: active.message.id });
    await dara.waitForCard(/Assign as active[\s\S]*Jun Park/, { after: begun ?? '' });
    await dara.press('Check', { justification: 'cover', days: '7' }, { on: active.message.id });
    await dara.waitForCard(/Make this change\?[\s\S]*without activating it/, { after: begun ?? '' });
    await dara.press('Make the change', { justification: 'cover' }, { on: active.message.id });
    await dara.waitForCard(/Assigned[\s\S]*Jun Park/, { after: begun ?? '' });

    // The end of what stands is moved, brought forward and taken away, from the list of holders.
    const ends = [
      ['30', /The end is moved/],
      ['7', /They have the role until[\s\S]*not until the end that it has now/],
      ['0', /They have the role without end/],
    ] as const;
    for (const [days, said] of ends) {
      const mark = (await dara.mark()) ?? '';
      await dara.say('who has groups admin');
      await dara.waitForCard(/Who has it[\s\S]*Jun Park/, { after: mark });
      await pressAbout(world, dara, 'Move the end: Jun Park');
      await dara.waitForCard(/Move the end of an assignment[\s\S]*Now: active until/, { after: mark });
      await dara.press('Check', { justification: 'cover', days }, { after: mark });
      const confirm = await dara.waitForCard(/Make this change\?/, { after: mark });
      if (days !== '30') assert.match(confirm.text, said);
      await dara.press('Make the change', { justification: 'cover' }, { after: mark });
      await dara.waitForCard(/The end is (?:moved|changed)/, { after: mark });
    }
    assert.deepEqual((await written()).slice(-3), [
      'assignment adminExtend',
      'assignment adminUpdate',
      'assignment adminUpdate',
    ]);
  });

  it('asks who is meant, says when nobody is, and refuses guests and oneself', async () => {
    await open('harbour');
    const dara = world.person('Dara');
    await dara.say('assign');
    await dara.waitForText(/Which role, and to whom\? Write for instance/);
    await dara.say('assign no such thing to kit');
    await dara.waitForText(/There is no role like/);
    await dara.say('assign helpdesk admin');
    await dara.waitForCard(/Assign a role[\s\S]*Helpdesk Administrator/);
    await dara.press('Go on', { who: 'O’Nobody' });
    await dara.waitForCard(/Nobody in the directory is called “O’Nobody”/);
    await dara.press('Go on', { who: 'ivo' });
    await dara.waitForCard(/Assign as eligible[\s\S]*Ivo Marek/);
    await dara.press('Check', { justification: 'audit', days: '30' });
    await dara.waitForCard(/This is in the way[\s\S]*guest/);
    const mark = (await dara.mark()) ?? '';
    await dara.say('assign helpdesk admin to Dara Singh');
    await dara.waitForCard(/Assign as eligible[\s\S]*Dara Singh/, { after: mark });
    await dara.press('Check', { justification: 'me', days: '30' }, { after: mark });
    await dara.waitForCard(/This is in the way[\s\S]*nobody changes their own/, { after: mark });
    const jun = world.person('Jun');
    await jun.say('assign helpdesk admin to kit');
    await jun.waitForText(/people who may read all roles anyway/);
    assert.deepEqual(await written(), []);
  });

  it('brings five permanent Global Administrators to one', async () => {
    await open('quay');
    const nora = world.person('Nora');
    await nora.say('who has global admin');
    assert.match((await nora.waitForCard(/Who has it/)).text, /6 standing, 0 activated/);
    for (const holder of ['Omar Haddad', 'Rolf Stein', 'Sela Tamm', 'Pia Vance']) {
      const mark = (await nora.mark()) ?? '';
      await nora.say('make eligible');
      await nora.waitForCard(/From permanent to eligible/, { after: mark });
      const title = holder === 'Pia Vance' ? 'Remove' : 'Make eligible';
      await pressAbout(world, nora, `${title}: ${holder}, Global Administrator`);
      await nora.waitForCard(/Now: permanent/, { after: mark });
      await nora.press('Check', { days: '180', justification: 'least privilege' }, { after: mark });
      await nora.waitForCard(/Make this change\?/, { after: mark });
      await nora.press('Make the change', { justification: 'least privilege' }, { after: mark });
      await nora.waitForCard(/Both were read again/, { after: mark });
    }
    const mark = (await nora.mark()) ?? '';
    await nora.say('who has global admin');
    const left = await nora.waitForCard(/Who has it/, { after: mark });
    assert.match(left.text, /Nora Quist[\s\S]*permanent/);
    for (const gone of ['Omar', 'Rolf', 'Sela', 'Pia']) assert.doesNotMatch(left.text, new RegExp(gone));

    // Two share the beginning of their names: the sign-in names tell them apart.
    await nora.say('assign reports reader to emergency');
    const choice = await nora.waitForCard(/More than one person could be meant/, { after: mark });
    const [, signInName] = /Emergency Two\s+(\S+@\S+)/.exec(choice.text) ?? [];
    assert.ok(signInName, choice.text);
    await pressAbout(world, nora, /^Choose: emergency\W?two/);
    await nora.waitForCard(/Assign as eligible[\s\S]*Emergency Two/, { after: mark });
  });
});
