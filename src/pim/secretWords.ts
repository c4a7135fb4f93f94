/**
 * Words that look like a credential. What people say goes to Entra, whose audit log nobody can edit, and to approvers:
 * a password pasted there by mistake would be read by many for a long time.
 */

const WORD = String.raw`[\p{L}\p{N}_]`;

/** Names by which people and tools announce a secret. */
const NAME = String.raw`(?:pass(?:word|wd|phrase|code)|pwd|passwort|kennwort|secret|api[ _-]?key|access[ _-]?key|account[ _-]?key|private[ _-]?key|shared ?access ?(?:key|signature)|(?:client|app)[ _-]?secret|secret ?(?:access ?)?key|access[ _-]?token|refresh[ _-]?token|auth[ _-]?token)`;

/**
 * Each begins where a run of its own characters begins, or is of bounded length, so that no text takes more than one pass
 * and a bit, however it was made.
 */
const shapes: readonly RegExp[] = [
  // JSON web token, or the beginning of one (RFC 7519; `eyJ` is `{"` in base64).
  /(?<![\w-])eyJ[\w-]{8,}\.[\w-]{4,}/u,
  // PEM (RFC 7468).
  /-----\s?BEGIN [A-Z0-9 ]{1,60}-----/u,
  // `password=…`, and `password: …` where what follows is no plain word.
  new RegExp(String.raw`(?<!${WORD})${WORD}{0,40}${NAME}["']?\s{0,3}(?:=>?|:=)\s{0,3}[^\s=]{3}`, 'iu'),
  new RegExp(
    String.raw`(?<!${WORD})${WORD}{0,40}${NAME}["']?:(?:[^\s:]{4}|\s{1,3}(?=\S{0,64}(?:\d|[^\p{L}\s.,;:!?)'"-]))\S{4})`,
    'iu',
  ),
  // Credentials in an address.
  /:\/\/[^\s/:@]{1,100}:[^\s/@]{3,200}@/u,
  // Signature of a storage address.
  /[?&]sig=[\w%+/-]{20}/iu,
  // HTTP's bearer and basic credentials (RFC 6750, RFC 7617): long, and with a digit.
  /(?<![\p{L}\p{N}])(?:bearer|basic)\s{1,3}(?=\S{0,200}\d)[\w.~+/-]{16}/iu,
  // Client secret of Entra.
  /[\w~.-]{3}\dQ~[\w~.-]{31}/u,
  // Keys of AWS, GitHub, GitLab, Slack and Google.
  /(?<![A-Z0-9])(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}(?![A-Z0-9])/u,
  /(?<!\w)(?:gh[pousr]_\w{36}|github_pat_\w{30}|glpat-[\w-]{20}|xox[abeprs]-[\w-]{10}|AIza[\w-]{35})/u,
];

/** Whether a text holds something that looks like a credential. Meant to be wrong rather too often than too seldom. */
export function looksLikeSecret(text: string): boolean {
  const plain = text.normalize('NFKC').replaceAll(/\p{Cf}/gu, '');
  return shapes.some((shape) => shape.test(plain));
}
