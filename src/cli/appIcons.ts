/** What Teams asks of an icon (Teams app manifest: `icons`). Pixels. */
export interface IconRule {
  readonly file: string;
  readonly side: number;
  readonly isTransparent: boolean;
}

/** The two icons of a Teams app. */
export const iconRules: readonly IconRule[] = [
  { file: 'color.png', side: 192, isTransparent: false },
  { file: 'outline.png', side: 32, isTransparent: true },
];

const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** PNG: colour types that carry an alpha channel. */
const WITH_ALPHA = [4, 6];

/** What is wrong with an icon; nothing where all is well. */
export function iconFaults({ file, side, isTransparent }: IconRule, bytes: Uint8Array): readonly string[] {
  const png = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (png.length < 33 || !png.subarray(0, 8).equals(PNG_SIGNATURE)) return [`${file} is not a PNG image.`];
  const [width, height, colourType] = [png.readUInt32BE(16), png.readUInt32BE(20), png.readUInt8(25)];
  const faults: string[] = [];
  if (width !== side || height !== side) {
    faults.push(`${file} must be ${side} x ${side} pixels; it is ${width} x ${height}.`);
  }
  if (isTransparent && !WITH_ALPHA.includes(colourType)) {
    faults.push(`${file} must be white on a transparent background; it has no transparency.`);
  }
  return faults;
}
