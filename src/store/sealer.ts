import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const VERSION = 'v1';

interface Key {
  readonly id: string;
  readonly bytes: Buffer;
}

/** Sealed text that cannot be opened: its key is gone, or it was changed, or moved to where it does not belong. */
export class SealBrokenError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'SealBrokenError';
  }
}

/**
 * Encrypts small texts at rest: AES-256-GCM, a random 96-bit nonce each, bound to the place they are meant for. The
 * first key encrypts, all of them decrypt, so a new key is put in front and the old one dropped once everything that it
 * sealed has expired or was sealed anew.
 */
export class Sealer {
  readonly #keys: readonly Key[];
  readonly #sealingKey: Key;

  /** @throws Error when there is no key, or one that is not 32 bytes long. */
  constructor(keys: readonly Buffer[]) {
    if (keys.some(({ length }) => length !== KEY_BYTES)) {
      throw new Error(`Every key of LATCHKEY_ENCRYPTION_KEY is ${KEY_BYTES} bytes long`);
    }
    this.#keys = keys.map((bytes) => ({ id: idOf(bytes), bytes }));
    const first = this.#keys[0];
    if (first === undefined) throw new Error('LATCHKEY_ENCRYPTION_KEY names no key');
    this.#sealingKey = first;
  }

  /** `place` is not stored: whoever opens the seal must name the same one. */
  seal(text: string, place: readonly string[]): string {
    const { id, bytes } = this.#sealingKey;
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, bytes, nonce, { authTagLength: TAG_BYTES });
    cipher.setAAD(boundTo(id, place));
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return [VERSION, id, nonce.toString('base64url'), sealed.toString('base64url')].join('.');
  }

  /** Whether the first key has sealed it. */
  isCurrent(sealedText: string): boolean {
    return sealedText.startsWith(`${VERSION}.${this.#sealingKey.id}.`);
  }

  /** @throws SealBrokenError */
  open(sealedText: string, place: readonly string[]): string {
    const [version, id = '', nonce = '', sealed = ''] = sealedText.split('.');
    const key = this.#keys.find((candidate) => candidate.id === id);
    if (version !== VERSION || key === undefined)
      throw new SealBrokenError('Sealed with a key we do not have');
    const bytes = Buffer.from(sealed, 'base64url');
    try {
      const decipher = createDecipheriv(CIPHER, key.bytes, Buffer.from(nonce, 'base64url'), {
        authTagLength: TAG_BYTES,
      });
      decipher.setAAD(boundTo(id, place));
      decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
      return decipher.update(bytes.subarray(0, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
    } catch (error) {
      throw new SealBrokenError('Changed, or sealed for another place', { cause: error });
    }
  }
}

/** Names a key without telling anything about it. */
const idOf = (key: Buffer): string =>
  createHash('sha256').update('latchkey key id').update(key).digest('hex').slice(0, 16);

const boundTo = (keyId: string, place: readonly string[]): Buffer =>
  Buffer.from([VERSION, keyId, ...place].join('|'), 'utf8');
