import assert from 'node:assert/strict';
import { openWorld, type World } from '../support/world.ts';

describe('a person whose Teams is in German', () => {
  let world: World;

  afterEach(() => world.close());

  it('asks, is asked and is told in German, and the approver in English', async () => {
    world = await openWorld({ watchesAlerts: false });
    const [ana, ben] = [world.person('Ana'), world.person('Ben')];
    await world.control.changeDirectory(ana.oid, { locale: 'de-DE' });
    await ana.say('Hilfe');
    await ana.waitForCard(/Was Sie sagen können/);
    await ana.say('aktiviere Exchange Administrator');
    const form = await ana.waitForCard('Eine Rolle aktivieren');
    assert.match(form.text, /Für wie lange \(höchstens \d+ Stunden\)/);
    await ana.say('für 2 Stunden weil Postfach-Umzug');
    const waiting = await ana.waitForCard('Wartet auf Genehmigung');
    assert.match(waiting.text, /Dauer\n2 Stunden/);
    assert.match(waiting.text, /Wartet auf .* oder .*\./);
    assert.match(waiting.text, /Die Anforderung verfällt morgen um \d\d:\d\d\. Ich melde mich hier\./);

    const asked = await ben.waitForCard('Your decision is asked for');
    assert.match(asked.text, /Ana Ruiz[\s\S]*For\n2 hours/);
    assert.match(asked.text, /Postfach-Umzug/);
    await ben.press('Approve', { comment: 'planned' });
    const active = await ana.waitForCard(/Aktiv bis \d\d:\d\d/);
    assert.match(active.text, /Ben Okafor hat genehmigt\./);
    await ben.waitForCard(/You approved it/);

    await ana.say('meine Rollen');
    const roles = await ana.waitForCard(/Jetzt aktiv[\s\S]*noch /);
    assert.doesNotMatch(roles.text, /\b(?:Active|Activate|needs|until)\b/);
    // English stays understood, whatever the language of the client.
    await ana.say('pending');
    await ana.waitForCard('Was offen ist');
    await ana.say('genehmige 99 nicht');
    await ana.waitForText(/Das habe ich nicht verstanden/);
    await world.forward(10);
    await ana.say('beende Exchange Administrator');
    await ana.waitForCard('Deaktiviert');
  });

  it('decides in German on what somebody asks in English, also what waits since before', async () => {
    world = await openWorld({ watchesAlerts: false });
    const [ana, ben] = [world.person('Ana'), world.person('Ben')];
    await world.control.changeDirectory(ben.oid, { locale: 'de-AT' });
    await ben.say('offen');
    await ben.waitForCard('Für Sie ist nichts offen.');
    await ana.say('activate exchange admin 2h because mailbox stuck INC0042');
    await ana.waitForCard('Waiting for approval');
    // Nobody said a word just now: the card comes in the language that is stored.
    const asked = await ben.waitForCard('Ihre Entscheidung ist gefragt');
    assert.match(
      asked.text,
      /Ana Ruiz[\s\S]*Dauer\n2 Stunden, ab Genehmigung[\s\S]*Ana Ruiz schreibt\nmailbox stuck/,
    );
    assert.match(asked.message.summary ?? '', /^Ana Ruiz fordert an: Exchange Administrator, 2 Stunden$/);
    const number = /genehmigen (\d+) weil/.exec(asked.text)?.[1] ?? '';
    await ben.say(`lehne ${number} ab, weil ohne Freigabe`);
    await ben.waitForCard(/Sie haben die Anforderung abgelehnt/);
    await ana.waitForCard(/Ben Okafor denied it[\s\S]*ohne Freigabe/);
  });
});
