/** A message on the wire between a client and PostgreSQL (protocol 3), with its bytes as they came. */
export interface WireMessage {
  /** One letter; empty for the first message of a connection, which has none. */
  readonly type: string;
  readonly bytes: Buffer;
}

const TYPE_BYTES = 1;
const LENGTH_BYTES = 4;

/** Cuts a stream of bytes into messages, however the network has divided it. */
export class WireReader {
  #held = Buffer.alloc(0);
  #isFirst: boolean;

  /** `hasStartUp`: the stream begins with a message without a letter, as a client's does. */
  constructor(hasStartUp: boolean) {
    this.#isFirst = hasStartUp;
  }

  /** The messages that are whole now. */
  read(chunk: Buffer): readonly WireMessage[] {
    this.#held = Buffer.concat([this.#held, chunk]);
    const messages: WireMessage[] = [];
    for (;;) {
      const typeBytes = this.#isFirst ? 0 : TYPE_BYTES;
      if (this.#held.length < typeBytes + LENGTH_BYTES) return messages;
      const end = typeBytes + this.#held.readUInt32BE(typeBytes);
      if (this.#held.length < end) return messages;
      const bytes = this.#held.subarray(0, end);
      messages.push({ type: bytes.toString('latin1', 0, typeBytes), bytes });
      this.#held = this.#held.subarray(end);
      this.#isFirst = false;
    }
  }
}

/** Finds where a client's statements become lasting: at `commit`, and at the end of a change outside a transaction. */
export class CommitWatch {
  #isInTransaction = false;
  #isChanging = false;

  /** Whether this message, once the server has it, commits something. */
  commits({ type, bytes }: WireMessage): boolean {
    if (type === 'Q') return this.#simple(textAt(bytes, TYPE_BYTES + LENGTH_BYTES));
    if (type === 'P') {
      const statement = bytes.indexOf(0, TYPE_BYTES + LENGTH_BYTES) + 1;
      this.#isChanging = /^\s*(insert|update|delete|with)\b/i.test(textAt(bytes, statement));
    }
    const isEnd = type === 'S' && this.#isChanging && !this.#isInTransaction;
    if (type === 'S') this.#isChanging = false;
    return isEnd;
  }

  #simple(statement: string): boolean {
    if (/^\s*(begin|start transaction)/i.test(statement)) this.#isInTransaction = true;
    const isCommit = /^\s*commit/i.test(statement);
    if (isCommit || /^\s*rollback\s*;?\s*$/i.test(statement)) this.#isInTransaction = false;
    return isCommit;
  }
}

function textAt(bytes: Buffer, start: number): string {
  const end = bytes.indexOf(0, start);
  return bytes.toString('utf8', start, end === -1 ? bytes.length : end);
}
