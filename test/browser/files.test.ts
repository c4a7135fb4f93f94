import assert from 'node:assert/strict';
import { people, TeamsSandbox } from '../sandbox/teams/teamsSandbox.ts';
import { useBrowser } from '../support/browser.ts';
import { ChatOnPage } from '../support/playgroundPage.ts';

const report = Buffer.from('what was found\n');

describe('files on the page of the sandbox', () => {
  let teams: TeamsSandbox;
  const browser = useBrowser(() => teams.stop());

  it('are offered, taken or declined, and fetched', async () => {
    teams = await TeamsSandbox.start();
    await teams.reset();
    const { conversationId } = await teams.meet(people.ana);
    const page = await browser().open(`${teams.url}/?person=${people.ana}`);
    const ana = new ChatOnPage(page, 'Ana Ruiz');
    const offer = (name: string): object => ({
      type: 'message',
      attachments: [
        {
          contentType: 'application/vnd.microsoft.teams.card.file.consent',
          name,
          content: { description: 'The findings', sizeInBytes: report.length, acceptContext: {} },
        },
      ],
    });
    await teams.send(conversationId, offer('first.txt'));
    await ana.press(await ana.seeCard('first.txt'), 'Decline');
    await ana.seeCard('You declined the file.');
    await teams.send(conversationId, offer('second.txt'));
    const second = await ana.seeCard('second.txt');
    await second.getByText('The findings · 15 bytes').waitFor();
    await ana.press(second, 'Allow');
    await ana.seeCard('You accepted the file.');
    const { activity } = await teams.bot.waitFor(
      ({ value }) => (value as { action?: string } | undefined)?.action === 'accept',
    );
    const { uploadInfo } = activity.value as {
      uploadInfo: { uploadUrl: string; contentUrl: string; uniqueId: string };
    };
    const { uploadUrl, contentUrl, uniqueId } = uploadInfo;
    const range = `bytes 0-${report.length - 1}/${report.length}`;
    const headers = { 'content-range': range };
    await fetch(uploadUrl, { method: 'PUT', body: new Uint8Array(report), headers });
    await teams.send(conversationId, {
      type: 'message',
      attachments: [
        {
          contentType: 'application/vnd.microsoft.teams.card.file.info',
          contentUrl,
          name: 'second.txt',
          content: { uniqueId, fileType: 'txt' },
        },
      ],
    });
    const link = ana.card('second.txt').getByRole('link', { name: 'Download' });
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
    assert.equal(download.suggestedFilename(), 'second.txt');
  });
});
