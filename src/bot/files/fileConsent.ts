import { type Attachment } from 'botbuilder';
import { z } from 'zod';

const CONSENT = 'application/vnd.microsoft.teams.card.file.consent';
const INFO = 'application/vnd.microsoft.teams.card.file.info';

/** What the consent is about; comes back with the answer. Nothing in it is trusted but which file was offered. */
const context = z.strictObject({ file: z.literal('auditReport') });

const answer = z.object({
  type: z.literal('fileUpload'),
  action: z.enum(['accept', 'decline']),
  context,
  uploadInfo: z
    .object({
      contentUrl: z.string().max(4_096),
      name: z.string().max(400),
      uploadUrl: z.string().max(8_192),
      uniqueId: z.string().max(200),
      fileType: z.string().max(40),
    })
    .nullish(),
});

/** What a person answered to an offered file (Microsoft Teams: `fileConsent/invoke`). */
export type FileConsentAnswer = z.infer<typeof answer>;

/** Where a person's client says that the file may go. */
export type UploadInfo = NonNullable<FileConsentAnswer['uploadInfo']>;

/** Reads an answer; `undefined`: it is about no file of ours. */
export function parseFileConsent(value: unknown): FileConsentAnswer | undefined {
  const parsed = answer.safeParse(value);
  return parsed.success ? parsed.data : undefined;
}

/** Asks whether the report may be put into the person's own storage. */
export const offerOfReport = (name: string, description: string, sizeInBytes: number): Attachment => ({
  contentType: CONSENT,
  name,
  content: {
    description,
    sizeInBytes,
    acceptContext: { file: 'auditReport' },
    declineContext: { file: 'auditReport' },
  },
});

/** Shows a file that has been put there. */
export const uploadedFile = ({ contentUrl, name, uniqueId, fileType }: UploadInfo): Attachment => ({
  contentType: INFO,
  contentUrl,
  name,
  content: { uniqueId, fileType },
});
