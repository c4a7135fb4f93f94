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

  constructor(world: World) {
    this.#world = world;
  }

  reset(): void {
    this.#uploads = new Map();
    this.#stored = new Map();
  }

  /** A place for one file of this person's: good for an hour, and once. */
  open(person: string, name: string): UploadInfo {
    const { baseUrl, tenant, clock } = this.#world;
    const secret = randomBytes(32).toString('base64url');
    const uniqueId = this.#world.newId();
    const info: UploadInfo = {
      contentUrl: `${baseUrl}/client/chats/${person}/files/${uniqueId}`,
      name,
      uploadUrl: `${baseUrl}/teams/${tenant.id}/files/${secret}`,
      uniqueId,
      fileType: /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '',
    };
    const expiresAt = new Date(clock.now().getTime() + HOUR_MS);
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

  /** What somebody has, the oldest first. */
  of(person: string): readonly StoredFile[] {
    return this.#stored.get(person) ?? [];
  }

  /** Takes a file or a part of one below `/teams/{tenant}/files/`, or `undefined` for another method. */
  put(call: Call, secret: string): Answer | undefined {
    if (call.method !== 'PUT') return undefined;
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
