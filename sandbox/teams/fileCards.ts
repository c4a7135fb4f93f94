import { type Answer } from '../world.ts';
import { type Attachment } from './chats.ts';
import { objectAt, stringAt, type Json } from './json.ts';
import { refusals } from './refusals.ts';

/** Content type of the card that asks a person to take a file. */
export const FILE_CONSENT = 'application/vnd.microsoft.teams.card.file.consent';
/** Content type of the card that shows a file that was taken. */
export const FILE_INFO = 'application/vnd.microsoft.teams.card.file.info';

/** Why Teams would not take a card about a file, or `undefined` when it would. */
export function refusalOfFileCard(attachment: Json): Answer | undefined {
  const contentType = stringAt(attachment, 'contentType');
  if (contentType !== FILE_CONSENT && contentType !== FILE_INFO) return undefined;
  const isNamed = (stringAt(attachment, 'name') ?? '').trim() !== '';
  if (!isNamed) return refusals.badRequest('A card about a file needs the name of the file.');
  const content = objectAt(attachment, 'content');
  if (contentType === FILE_CONSENT) {
    const { sizeInBytes } = content;
    return typeof sizeInBytes === 'number' && Number.isInteger(sizeInBytes) && sizeInBytes >= 0
      ? undefined
      : refusals.badRequest('A file consent card needs sizeInBytes.');
  }
  const isWhole = ['uniqueId', 'fileType'].every((key) => stringAt(content, key) !== undefined);
  return isWhole && stringAt(attachment, 'contentUrl') !== undefined
    ? undefined
    : refusals.badRequest('A file info card needs contentUrl, uniqueId and fileType.');
}

/** What a message asks a person to take, or `undefined`. */
export const consentCardOf = (attachments: readonly Attachment[] = []): Attachment | undefined =>
  attachments.find(({ contentType }) => contentType === FILE_CONSENT);

/** Whether an activity of the bot has such a card. */
export const asksForConsent = (attachments: readonly unknown[]): boolean =>
  consentCardOf(attachments as readonly Attachment[]) !== undefined;
