import { type Attachment } from 'botbuilder';
import { z } from 'zod';
import { cleanText, understand } from '../commands.ts';

/** Content type of a file that a person has put into a message (Microsoft Teams: files sent to bots in personal chats). */
const DOWNLOAD_INFO = 'application/vnd.microsoft.teams.file.download.info';

/** A file of a message; what it says of itself is the sender's. */
export interface SentFile {
  readonly name: string;
  /** Lets in whoever has it; `undefined`: it cannot be read. */
  readonly downloadUrl: string | undefined;
}

/** Something that is to be read as a policy file. */
export type SentPolicyFile =
  | { readonly kind: 'attached'; readonly files: readonly SentFile[] }
  | { readonly kind: 'pasted'; readonly text: string };

const info = z.object({
  name: z.string().max(400).nullish(),
  content: z.object({ downloadUrl: z.string().max(8_192) }),
});

/** The files of a message. */
export const sentFilesIn = (attachments: readonly Attachment[] = []): readonly SentFile[] =>
  attachments
    .filter(({ contentType }) => contentType === DOWNLOAD_INFO)
    .map((attachment) => {
      const read = info.safeParse(attachment);
      return { name: read.data?.name ?? '', downloadUrl: read.data?.content.downloadUrl };
    });

/** The words of the command, at the beginning of what may be a long paste. */
const COMMAND_CHARACTERS = 200;

/**
 * A policy file in a message: a file beside `policy apply` or beside nothing that means something else, or the text of one.
 * `undefined`: the message is an ordinary one.
 */
export function policyFileIn(text: string, files: readonly SentFile[]): SentPolicyFile | undefined {
  const pasted = pastedIn(text);
  if (pasted !== undefined) return { kind: 'pasted', text: pasted };
  if (files.length === 0) return undefined;
  const { command } = understand(text);
  return command === 'applyPolicy' || command === 'nothing' ? { kind: 'attached', files } : undefined;
}

/** What begins like our export, or stands behind the command like JSON. Editors and Teams put fences and hard spaces around. */
function pastedIn(text: string): string | undefined {
  const start = text.indexOf('{');
  if (start === -1 || start > COMMAND_CHARACTERS) return undefined;
  const before = cleanText(text.slice(0, start)).replaceAll(/`{3}(?:json)?/giu, '');
  const isMeant =
    before.trim() === ''
      ? text.includes('latchkey-role-settings')
      : understand(before).command === 'applyPolicy';
  if (!isMeant) return undefined;
  return text
    .slice(start)
    .replaceAll('&nbsp;', ' ')
    .replaceAll('\u00A0', ' ')
    .replace(/`{3}\s*$/u, '');
}
