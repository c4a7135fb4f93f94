import assert from 'node:assert/strict';
import { type World } from '../support/world.ts';
import { useWorldOfChanges } from '../support/worldOfChanges.ts';

describe('bringing role settings to the baseline', () => {
  const opened = useWorldOfChanges();
  let world: World;

  beforeEach(() => {
    world = opened();
  });

  const patches = async (): Promise<readonly unknown[]> =>
    (await world.control.calls()).filter(
      ({ method, path }) => method === 'PATCH' && path.includes('/rules/'),
    );

  it('takes a second yes, says what was changed, and takes it back', async () => {
    const eli = world.person('Eli');
    await eli.say('policy exchange admin');
    await eli.waitForCard(/Bring to the baseline/);
    await eli.press('Bring to the baseline');
    await eli.waitForCard(/Nothing is changed yet/);
    assert.deepEqual(await patches(), []);
    await eli.press('Make the change');
    await eli.waitForCard(/Settings changed[\s\S]*Every rule was read again/);
    const made = (await patches()).length;
    assert.ok(made > 0);
    await eli.press('Undo');
    await eli.waitForCard(/Undo a change of role settings[\s\S]*Nothing is changed yet/);
    await eli.press('Make the change');
    await eli.waitForCard(/Undo a change of role settings[\s\S]*Settings changed/);
    assert.equal((await patches()).length, 2 * made);
  });

  it('changes nothing where the second yes does not come', async () => {
    const eli = world.person('Eli');
    await eli.say('policy exchange admin');
    await eli.waitForCard(/Bring to the baseline/);
    await eli.press('Bring to the baseline');
    await eli.waitForCard(/Nothing is changed yet/);
    await eli.press('Leave it');
    await eli.waitForCard(/Nothing changed/);
    assert.deepEqual(await patches(), []);
  });
});
