import assert from 'node:assert/strict';
import { inflateSync } from 'node:zlib';

/** The four channels of one pixel, 0 to 255. */
export interface Pixel {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
  readonly alpha: number;
}

interface Chunk {
  readonly type: string;
  readonly content: Buffer;
}

/** PNG: length, type, content and checksum, one chunk after the other. */
function chunksOf(png: Buffer): readonly Chunk[] {
  const chunks: Chunk[] = [];
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at);
    const type = png.toString('latin1', at + 4, at + 8);
    chunks.push({ type, content: png.subarray(at + 8, at + 8 + length) });
    at += 12 + length;
  }
  return chunks;
}

/** PNG: the Paeth predictor. */
function paeth(left: number, above: number, corner: number): number {
  const guess = left + above - corner;
  const [toLeft, toAbove, toCorner] = [left, above, corner].map((value) => Math.abs(guess - value)) as [
    number,
    number,
    number,
  ];
  if (toLeft <= toAbove && toLeft <= toCorner) return left;
  return toAbove <= toCorner ? above : corner;
}

/** Every pixel of a PNG with eight bits a channel, alpha among them, and no interlacing. */
export function pngPixels(png: Buffer): readonly Pixel[] {
  const chunks = chunksOf(png);
  const header = chunks[0]?.content;
  assert.ok(header);
  assert.deepEqual([...header.subarray(8)], [8, 6, 0, 0, 0], 'eight bits, RGBA, not interlaced');
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const raw = inflateSync(
    Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map(({ content }) => content)),
  );
  const stride = width * 4;
  const bytes = Buffer.alloc(stride * height);
  for (let row = 0; row < height; row += 1) {
    const filter = raw[row * (stride + 1)] ?? 0;
    for (let x = 0; x < stride; x += 1) {
      const at = row * stride + x;
      const left = x >= 4 ? (bytes[at - 4] ?? 0) : 0;
      const above = row > 0 ? (bytes[at - stride] ?? 0) : 0;
      const corner = x >= 4 && row > 0 ? (bytes[at - stride - 4] ?? 0) : 0;
      const guess = [0, left, above, (left + above) >> 1, paeth(left, above, corner)][filter] ?? 0;
      bytes[at] = ((raw[row * (stride + 1) + 1 + x] ?? 0) + guess) & 0xff;
    }
  }
  return Array.from({ length: width * height }, (_, index) => {
    const [red = 0, green = 0, blue = 0, alpha = 0] = bytes.subarray(index * 4, index * 4 + 4);
    return { red, green, blue, alpha };
  });
}
