import assert from 'node:assert/strict';
import fc from 'fast-check';
import { commands } from '../../../src/bot/commandList.ts';
import { policyFileIn, sentFilesIn } from '../../../src/bot/policyFiles/sentPolicyFile.ts';

const contentType = 'application/vnd.microsoft.teams.file.download.info';
const marked = '{"format":"latchkey-role-settings"}';
const file = { name: 'a.json', downloadUrl: 'https://contoso-my.sharepoint.com/a' };

describe('policyFileIn', () => {
  it('finds the text of a file, alone or behind the command, however it was pasted', () => {
    for (const [typed, found] of [
      [marked, marked],
      [`policy apply ${marked}`, marked],
      [`<at>Latchkey</at> please policy apply: ${marked}`, marked],
      [`Policy apply\n\`\`\`json\n${marked}\n\`\`\``, `${marked}\n`],
      ['policy apply {"a":\u00A01}', '{"a": 1}'],
      ['policy apply {', '{'],
    ] as const)
      assert.deepEqual(policyFileIn(typed, []), { kind: 'pasted', text: found }, typed);
  });

  it('leaves ordinary messages alone', () => {
    for (const typed of ['policy apply', 'policy exchange admin', '{"a":1}', 'activate x because {y}', ''])
      assert.equal(policyFileIn(typed, []), undefined, typed);
    for (const { title, name } of commands) {
      const found = policyFileIn(title, [file]);
      assert.equal(found !== undefined, name === 'applyPolicy', title);
    }
  });

  it('takes a file with the command, without words, and with words that are no command', () => {
    for (const typed of ['policy apply', '', 'here it is'])
      assert.deepEqual(policyFileIn(typed, [file]), { kind: 'attached', files: [file] });
  });

  it('never stumbles over what is typed', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (typed) => void policyFileIn(`{${typed}`, [])));
  });
});

describe('sentFilesIn', () => {
  it('reads the files among what is attached, and says of one that it cannot be read', () => {
    const content = { downloadUrl: file.downloadUrl, uniqueId: '1', fileType: 'json', etag: '2' };
    assert.deepEqual(
      sentFilesIn([
        { contentType: 'text/html', content: '<p>x</p>' },
        { contentType, name: 'a.json', content },
        { contentType, name: 'b.json', content: { downloadUrl: 7 } },
        { contentType, name: 'c.json' },
      ]),
      [file, { name: '', downloadUrl: undefined }, { name: '', downloadUrl: undefined }],
    );
    assert.deepEqual(sentFilesIn(undefined), []);
  });
});
