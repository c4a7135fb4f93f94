import assert from 'node:assert/strict';
import { TeamsFiles } from '../../support/teamsFiles.ts';
import { type ChatMessage } from '../../support/teamsUser.ts';
import { type Activity } from './recordingBot.ts';
import { activitiesOf, codeOf, people, TeamsSandbox } from './teamsSandbox.ts';

interface UploadInfo {
  readonly contentUrl: string;
  readonly name: string;
  readonly uploadUrl: string;
  readonly uniqueId: string;
  readonly fileType: string;
}

interface FileConsentValue {
  readonly type: string;
  readonly action: string;
  readonly context: unknown;
  readonly uploadInfo?: UploadInfo;
}

const report = Buffer.from('name,role\nAna Ruiz,Reports Reader\n');

const offerOf = (
  content: object = { sizeInBytes: report.length },
  name: string | undefined = 'audit.csv',
): object => ({
  type: 'message',
  attachments: [
    {
      contentType: 'application/vnd.microsoft.teams.card.file.consent',
      name,
      content: {
        description: 'What was found',
        acceptContext: { report: 7 },
        declineContext: { report: 8 },
        ...content,
      },
    },
  ],
});

describe('files that the bot offers', () => {
  let teams: TeamsSandbox;
  let files: TeamsFiles;
  let conversationId: string;

  before(async () => {
    teams = await TeamsSandbox.start();
  });

  after(() => teams.stop());

  beforeEach(async () => {
    await teams.reset();
    ({ conversationId } = await teams.meet(people.ana));
    files = new TeamsFiles(teams.url, teams.user(people.ana));
  });

  const heard = async (): Promise<{ readonly activity: Activity; readonly value: FileConsentValue }> => {
    const { activity } = await teams.bot.waitFor(({ name }) => name === 'fileConsent/invoke');
    return { activity, value: activity.value as FileConsentValue };
  };
  const offered = async (): Promise<ChatMessage> => {
    await teams.send(conversationId, offerOf());
    return files.waitForOffer();
  };
  const accepted = async (): Promise<UploadInfo> => {
    teams.bot.reset();
    assert.equal(await files.answer(await offered(), 'accept'), 200);
    const { uploadInfo } = (await heard()).value;
    assert.ok(uploadInfo);
    return uploadInfo;
  };
  const put = (
    url: string,
    bytes: Buffer,
    range: string | undefined,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Response> =>
    fetch(url, {
      method: 'PUT',
      body: new Uint8Array(bytes),
      headers: { ...(range !== undefined && { 'content-range': range }), ...headers },
    });

  it('are taken: the bot hears where to put them, once', async () => {
    const offer = await offered();
    assert.equal(await files.answer(offer, 'accept'), 200);
    const { activity, value } = await heard();
    assert.equal(activity.type, 'invoke');
    assert.equal(activity['replyToId'], offer.id);
    assert.deepEqual([value.type, value.action, value.context], ['fileUpload', 'accept', { report: 7 }]);
    const { name, fileType, uploadUrl } = value.uploadInfo ?? {};
    assert.deepEqual([name, fileType], ['audit.csv', 'csv']);
    assert.ok(uploadUrl?.startsWith(`${teams.url}/teams/${teams.tenantId}/files/`));
    const [answered] = (await teams.user(people.ana).messages()).filter(({ id }) => id === offer.id);
    assert.equal(answered?.fileConsent, 'accepted');
    await assert.rejects(() => files.answer(offer, 'decline'), /404/);
  });

  it('are declined: nothing is put anywhere', async () => {
    await files.answer(await offered(), 'decline');
    const { value } = await heard();
    assert.deepEqual(value, { type: 'fileUpload', action: 'decline', context: { report: 8 } });
    assert.deepEqual(await files.list(), []);
  });

  it('may be answered again where the bot did not hear it', async () => {
    const offer = await offered();
    teams.bot.reply = () => ({ status: 500 });
    assert.equal(await files.answer(offer, 'accept'), 500);
    teams.bot.reply = () => ({ status: 200 });
    assert.equal(await files.answer(offer, 'accept'), 200);
  });

  it('come whole, and are there for the person alone', async () => {
    const { uploadUrl, uniqueId, contentUrl } = await accepted();
    const last = report.length - 1;
    const stored = await put(uploadUrl, report, `bytes 0-${last}/${report.length}`);
    assert.equal(stored.status, 201);
    assert.deepEqual(await stored.json(), {
      id: uniqueId,
      name: 'audit.csv',
      size: report.length,
      webUrl: contentUrl,
    });
    const file = await files.waitForFile();
    assert.deepEqual([file.id, file.name, file.size], [uniqueId, 'audit.csv', report.length]);
    assert.deepEqual(await files.download(uniqueId), report);
    const download = await fetch(contentUrl);
    assert.match(download.headers.get('content-disposition') ?? '', /^attachment; .*audit\.csv$/);
    assert.deepEqual(await new TeamsFiles(teams.url, teams.user(people.ben)).list(), []);
    assert.equal((await put(uploadUrl, report, `bytes 0-${last}/${report.length}`)).status, 404);
  });

  it('come in parts, each after the one before', async () => {
    const { uploadUrl, uniqueId } = await accepted();
    const total = report.length;
    const first = await put(uploadUrl, report.subarray(0, 10), `bytes 0-9/${total}`);
    assert.equal(first.status, 202);
    const { nextExpectedRanges } = (await first.json()) as { nextExpectedRanges: unknown };
    assert.deepEqual(nextExpectedRanges, ['10-']);
    assert.equal((await put(uploadUrl, report.subarray(0, 10), `bytes 0-9/${total}`)).status, 416);
    assert.equal((await put(uploadUrl, report.subarray(10), `bytes 10-${total - 1}/${total}`)).status, 201);
    assert.deepEqual(await files.download(uniqueId), report);
  });

  it('may be larger than anything else, up to twenty megabytes', async () => {
    const large = Buffer.alloc(3 * 1_048_576, 'x');
    const { uploadUrl, uniqueId } = await accepted();
    const whole = `bytes 0-${large.length - 1}/${large.length}`;
    assert.equal((await put(uploadUrl, large, whole)).status, 201);
    assert.equal((await files.download(uniqueId)).length, large.length);
    const { uploadUrl: another } = await accepted();
    assert.equal((await put(another, report, `bytes 0-${report.length - 1}/30000000`)).status, 413);
  });

  it('are refused without a range, with a wrong one, with a token, and too late', async () => {
    const { uploadUrl } = await accepted();
    assert.equal((await put(uploadUrl, report, undefined)).status, 400);
    assert.equal((await put(uploadUrl, report, `bytes 0-3/${report.length}`)).status, 400);
    const whole = `bytes 0-${report.length - 1}/${report.length}`;
    assert.equal((await put(uploadUrl, report, whole, { authorization: 'Bearer x' })).status, 401);
    await teams.post('/control/clock', { forwardMs: 3_600_000 });
    assert.equal((await put(uploadUrl, report, whole)).status, 404);
    assert.equal((await put(`${uploadUrl}x`, report, whole)).status, 404);
  });

  it('are shown once they are there', async () => {
    const { uniqueId, contentUrl } = await accepted();
    const attachment = {
      contentType: 'application/vnd.microsoft.teams.card.file.info',
      contentUrl,
      name: 'audit.csv',
      content: { uniqueId, fileType: 'csv' },
    };
    const id = await teams.send(conversationId, { type: 'message', attachments: [attachment] });
    const shown = (await teams.user(people.ana).messages()).find((message) => message.id === id);
    assert.deepEqual(shown?.attachments, [attachment]);
  });

  it('are not offered without name or size, nor in a channel', async () => {
    const path = activitiesOf(conversationId);
    for (const offer of [offerOf({}), offerOf(undefined, '')])
      assert.equal(codeOf(await teams.connector('POST', path, offer)), 'BadRequest');
    const info = { contentType: 'application/vnd.microsoft.teams.card.file.info', name: 'audit.csv' };
    const bare = { type: 'message', attachments: [info] };
    assert.equal(codeOf(await teams.connector('POST', path, bare)), 'BadRequest');
    await teams.post('/client/teams-channel', { oid: people.ana });
    const { activity } = await teams.bot.waitFor(
      ({ conversation }) => (conversation as { isGroup?: boolean }).isGroup === true,
    );
    const { id: channel } = activity['conversation'] as { id: string };
    assert.equal(codeOf(await teams.connector('POST', activitiesOf(channel), offerOf())), 'BadRequest');
  });

  it('are forgotten at a reset', async () => {
    const { uploadUrl } = await accepted();
    await put(uploadUrl, report, `bytes 0-${report.length - 1}/${report.length}`);
    assert.equal((await files.list()).length, 1);
    await teams.reset();
    assert.deepEqual(await files.list(), []);
  });
});
