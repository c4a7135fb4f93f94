import assert from 'node:assert/strict';
import { TeamsFiles } from '../../support/teamsFiles.ts';
import { people, TeamsSandbox } from './teamsSandbox.ts';

interface Sent {
  readonly contentType: string;
  readonly contentUrl: string;
  readonly name: string;
  readonly content: { readonly downloadUrl: string; readonly uniqueId: string; readonly fileType: string };
}

describe('files that a person sends to the bot', () => {
  let teams: TeamsSandbox;

  before(async () => {
    teams = await TeamsSandbox.start();
  });

  after(() => teams.stop());

  beforeEach(async () => {
    await teams.reset();
    await teams.meet(people.ana);
    teams.bot.reset();
  });

  const sent = async (text: string): Promise<Sent> => {
    const ana = teams.user(people.ana);
    await ana.say(text, { file: { name: 'Wünsche.JSON', content: '{"a":"ü"}' } });
    const { activity } = await teams.bot.waitFor(({ type }) => type === 'message');
    assert.equal(activity.text, text);
    const [html, file] = activity['attachments'] as readonly [{ readonly contentType: string }, Sent];
    assert.equal(html.contentType, 'text/html');
    return file;
  };

  it('stand in the message, and are given to whoever has the address, for an hour', async () => {
    const { contentType, contentUrl, name, content } = await sent('policy apply');
    assert.deepEqual(
      [contentType, name, content.fileType],
      ['application/vnd.microsoft.teams.file.download.info', 'Wünsche.JSON', 'json'],
    );
    assert.ok(content.downloadUrl.startsWith(`${teams.url}/teams/${teams.tenantId}/files/`));
    assert.ok(contentUrl.startsWith(`${teams.url}/client/chats/${people.ana}/files/`));
    const given = await fetch(content.downloadUrl);
    assert.deepEqual(
      [given.status, given.headers.get('content-type'), await given.text()],
      [200, 'application/octet-stream', '{"a":"ü"}'],
    );
    const withToken = await fetch(content.downloadUrl, { headers: { authorization: 'Bearer x' } });
    assert.equal(withToken.status, 401);
    assert.equal((await fetch(`${content.downloadUrl}x`)).status, 404);
    const files = new TeamsFiles(teams.url, teams.user(people.ana));
    assert.equal((await files.download(content.uniqueId)).toString(), '{"a":"ü"}');
  });

  it('need no text beside them, but one of both', async () => {
    assert.equal((await sent('')).name, 'Wünsche.JSON');
    await assert.rejects(() => teams.user(people.ana).say(' '), /400/);
  });
});
