import { randomBytes } from 'node:crypto';
import { type Answer, type Call, type World } from '../world.ts';
import { MAXIMUM_FILE_BYTES } from '../bodySizes.ts';
import { refuse } from './refusals.ts';

/** A file in somebody's OneDrive, as far as Teams puts it there. */
export interface StoredFile {
  readonly id: string;
  readonly name: string;
  readonly bytes: Buffer;
  readonly storedAt: Date;
}

/** Where the bot may put a file that a person took (Teams: `uploadInfo`). */
export interface UploadInfo {
  readonly contentUrl: string;
  readonly name: string;
  readonly uploadUrl: string;
  readonly uniqueId: string;
  readonly fileType: string;
}

/** A file in a message to the bot (Teams: `FileDownloadInfo`). */
export interface SentFile {
  readonly contentType: string;
  readonly contentUrl: string;
  readonly name: string;
  readonly content: {
    readonly downloadUrl: string;
    readonly uniqueId: string;
    readonly fileType: string;
    readonly etag: string;
  };
}

interface Download {
  readonly name: string;
  readonly bytes: Buffer;
  readonly expiresAt: Date;
}

/** Content type of a file that a person puts into a message to the bot. */
const DOWNLOAD_INFO = 'application/vnd.microsoft.teams.file.download.info';

interface Upload {
  readonly person: string;
  readonly info: UploadInfo;
  readonly expiresAt: Date;
  received: Buffer[];
  receivedBytes: number;
  totalBytes: number | undefined;
}

const HOUR_MS = 3_600_000;

/** People's files, in memory, and the way in: upload sessions as OneDrive has them, whose address alone lets one in. */
export class Files {
  readonly #world: World;
  #uploads = new Map<string, Upload>();
  #stored = new Map<string, StoredFile[]>();
  #downloads = new Map<string, Download>();

  constructor(world: World) {
    this.#world = world;
  }

  reset(): void {
    this.#uploads = new Map();
    this.#stored = new Map();
    this.#downloads = new Map();
  }

  /** A place for one file of this person's: good for an hour, and once. */
  open(person: string, name: string): UploadInfo {
    const { baseUrl, tenant } = this.#world;
    const secret = randomBytes(32).toString('base64url');
    const uniqueId = this.#world.newId();
    const info: UploadInfo = {
      contentUrl: `${baseUrl}/client/chats/${person}/files/${uniqueId}`,
      name,
      uploadUrl: `${baseUrl}/teams/${tenant.id}/files/${secret}`,
      uniqueId,
      fileType: typeOf(name),
    };
    const expiresAt = this.#inAnHour();
    this.#uploads.set(secret, {
      person,
      info,
      expiresAt,
      received: [],
      receivedBytes: 0,
      totalBytes: undefined,
    });
    return info;
  }

  /** Puts a file into this person's storage, to stand in a message; its address alone gives it out, for an hour. */
  attach(person: string, name: string, bytes: Buffer): SentFile {
    const { baseUrl, tenant, clock } = this.#world;
    const [secret, uniqueId] = [randomBytes(32).toString('base64url'), this.#world.newId()];
    this.#downloads.set(secret, { name, bytes, expiresAt: this.#inAnHour() });
    this.#stored.set(person, [...this.of(person), { id: uniqueId, name, bytes, storedAt: clock.now() }]);
    return {
      contentType: DOWNLOAD_INFO,
      contentUrl: `${baseUrl}/client/chats/${person}/files/${uniqueId}`,
      name,
      content: {
        downloadUrl: `${baseUrl}/teams/${tenant.id}/files/${secret}`,
        uniqueId,
        fileType: typeOf(name),
        etag: `"${uniqueId},1"`,
      },
    };
  }

  /** What somebody has, the oldest first. */
  of(person: string): readonly StoredFile[] {
    return this.#stored.get(person) ?? [];
  }

  /** Takes a file or a part of one below `/teams/{tenant}/files/`, or gives one out; `undefined` for another method. */
  answer(call: Call, secret: string): Answer | undefined {
    if (call.method === 'GET') return this.#get(call, secret);
    return call.method === 'PUT' ? this.#put(call, secret) : undefined;
  }

  #get(call: Call, secret: string): Answer {
    const bot = this.#world.tenant.registration.displayName;
    const file = this.#downloads.get(secret);
    const answer = this.#givenOut(call, file);
    this.#world.journal.add({
      kind: 'connector',
      summary: `${bot} fetched ${file?.name ?? 'a file'}: ${answer.status === 200 ? 'given out' : 'refused'}`,
      actor: `${bot} (app)`,
      status: answer.status,
      wire: { request: `GET ${call.path}`, response: `${String(file?.bytes.length ?? 0)} bytes` },
    });
    return answer;
  }

  #givenOut(call: Call, file: Download | undefined): Answer {
    if (file === undefined || file.expiresAt <= this.#world.clock.now())
      return refuse(404, 'itemNotFound', 'The file was not found.');
    if (call.headers.authorization !== undefined)
      return refuse(401, 'unauthenticated', 'A download address takes no Authorization header.');
    return { status: 200, headers: { 'content-type': 'application/octet-stream' }, body: file.bytes };
  }

  #put(call: Call, secret: string): Answer {
    const answer = this.#taken(call, secret);
    const name = this.#uploads.get(secret)?.info.name ?? 'a file';
    if (answer.status === 201) this.#uploads.delete(secret);
    this.#world.journal.add({
      kind: 'connector',
      summary: `${this.#world.tenant.registration.displayName} put ${name} where files go: ${outcomes[answer.status] ?? 'refused'}`,
      actor: `${this.#world.tenant.registration.displayName} (app)`,
      status: answer.status,
      wire: {
        request: `PUT ${call.path}\n${call.headers['content-range'] ?? 'no Content-Range'}`,
        response: JSON.stringify(answer.body ?? null, undefined, 2),
      },
    });
    return answer;
  }

  #inAnHour(): Date {
    return new Date(this.#world.clock.now().getTime() + HOUR_MS);
  }

  #taken(call: Call, secret: string): Answer {
    const upload = this.#uploads.get(secret);
    if (upload === undefined || upload.expiresAt <= this.#world.clock.now())
      return refuse(404, 'itemNotFound', 'The upload session was not found.');
    // The address is the permission: a token beside it is refused, and never belongs there.
    if (call.headers.authorization !== undefined)
      return refuse(401, 'unauthenticated', 'An upload session takes no Authorization header.');
    const range = rangeOf(call);
    if (range === undefined)
      return refuse(400, 'invalidRequest', 'The Content-Range header is missing or malformed.');
    if (range.total > MAXIMUM_FILE_BYTES)
      return refuse(413, 'requestEntityTooLarge', 'The file is larger than this sandbox takes.');
    if (range.from !== upload.receivedBytes || range.total !== (upload.totalBytes ?? range.total))
      return refuse(416, 'invalidRange', 'The range does not follow what was received.');
    upload.totalBytes = range.total;
    upload.received.push(call.body);
    upload.receivedBytes += call.body.length;
    return upload.receivedBytes < range.total ? partTaken(upload) : this.#store(upload);
  }

  #store({ person, info, received }: Upload): Answer {
    const { uniqueId: id, name } = info;
    const bytes = Buffer.concat(received);
    const file: StoredFile = { id, name, bytes, storedAt: this.#world.clock.now() };
    this.#stored.set(person, [...this.of(person), file]);
    return { status: 201, body: { id, name, size: bytes.length, webUrl: info.contentUrl } };
  }
}

const typeOf = (name: string): string => /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';

const outcomes: Readonly<Record<number, string>> = { 201: 'stored', 202: 'a part of it' };

const partTaken = ({ expiresAt, receivedBytes }: Upload): Answer => ({
  status: 202,
  body: {
    expirationDateTime: expiresAt.toISOString(),
    nextExpectedRanges: [`${String(receivedBytes)}-`],
  },
});

/** `bytes 0-25/128`, as long as the body is as long as it says. */
function rangeOf({ headers, body }: Call): { readonly from: number; readonly total: number } | undefined {
  const match = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(headers['content-range'] ?? '');
  if (match === null) return undefined;
  const [from = 0, to = 0, total = 0] = match.slice(1).map(Number);
  return to >= from && to < total && to - from + 1 === body.length ? { from, total } : undefined;
}
