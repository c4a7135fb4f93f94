import assert from 'node:assert/strict';
import { looksLikeSecret } from '../../src/pim/secretWords.ts';

/** Put together here, so that no scanner of repositories takes them for real ones. */
const made = (...parts: readonly string[]): string => parts.join('');

const secrets: Readonly<Record<string, string>> = {
  'a JSON web token': made('eyJ', 'hbGciOiJSUzI1NiJ9.eyJzdWIiOiJhbmEifQ.c2lnbmF0dXJl'),
  'the beginning of one': made('it says eyJ', 'hbGciOiJSUzI1NiJ9.eyJz'),
  'a PEM block': made('-----BEGIN ', 'PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----'),
  'a PEM block in one line': made('see -----BEGIN ', 'RSA PRIVATE KEY----- MIIE'),
  'password=': 'mailbox stuck, password=hunter2',
  'password =': 'Password = Sommer2026!',
  'pwd:': 'pwd: hunter2',
  'pwd: without a blank': 'pwd:correcthorse',
  'a German password': 'Kennwort: Winter26!',
  'password in full-width signs': 'password＝hunter2',
  'password with an invisible sign in it': 'pass\u200bword=hunter2',
  'a connection string of storage':
    'DefaultEndpointsProtocol=https;AccountName=a;AccountKey=c2VjcmV0c2VjcmV0==',
  'a connection string of a bus': 'Endpoint=sb://a.example/;SharedAccessKeyName=x;SharedAccessKey=c2VjcmV0',
  'a connection string of a database': 'Server=db;Uid=sa;Pwd=Passw0rd;',
  'a client secret of Entra': made('abc8', 'Q~', 'x'.repeat(34)),
  'a key of AWS': made('AKIA', 'IOSFODNN7EXAMPLE'),
  'a secret key of AWS': made('aws_secret_access_key', '=wJalrXUtnFEMI/K7MDENG'),
  'a bearer token': 'Authorization: Bearer 0123456789abcdefghij',
  'credentials in an address': 'see https://admin:hunter2@db.example/x',
  'a signed address': made('https://a.example/b?sv=1&sig', '=abcdefghijklmnopqrstuvwx%3D'),
  'a token of GitHub': made('ghp_', 'a'.repeat(36)),
  JSON: '{"client_secret":"abcdefgh"}',
};

const harmless: readonly string[] = [
  'mailbox stuck',
  'Forgot password: user locked out',
  'password: reset for Ana, INC0042',
  'Reset the password of 3 users',
  'rotate the secret of app payroll',
  'bearer of bad news about the mail server',
  'basic configuration of mailboxes',
  'see https://tickets.example/INC0042?view=1',
  'INC0042 CHG-2026-0001 PRB12345',
  'key vault: access policy change',
  'api key rotation planned for 14:00',
  '6a0e1f52-1c3b-4d7e-9b20-5f1e0c7a1104',
  'Öffne das Postfach für Jürgen; wegen Störung',
  '01J9ZK3V5X8Q2W4E6R7T9Y0U1I',
  'a = b and c: d',
  '',
];

describe('looksLikeSecret', () => {
  for (const [name, text] of Object.entries(secrets)) {
    it(`sees ${name}`, () => {
      assert.equal(looksLikeSecret(text), true);
      assert.equal(looksLikeSecret(`because ${text} (INC0042)`), true, 'among other words');
    });
  }

  for (const text of harmless) {
    it(`lets “${text}” pass`, () => {
      assert.equal(looksLikeSecret(text), false);
    });
  }

  it('takes one pass over a text, however it was made', () => {
    const pieces = [
      'eyJ',
      'password',
      '_',
      ':',
      '://a',
      'bearer ',
      'a1',
      'Q~',
      'pwd: ',
      '-----BEGIN a',
      'A',
      ' ',
    ];
    for (const piece of [...pieces, '=', 'eyJ-', 'pwd', '://a:', 'sig', 'xoxb.', '.', '"', '\u200b', 'é']) {
      // A pattern that looks back at every character would take this test far beyond its time.
      const text = `${piece.repeat(200_000 / piece.length)} `;
      assert.equal(looksLikeSecret(text), false, piece);
    }
  });
});
