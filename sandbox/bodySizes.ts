/** The largest file that the sandbox keeps for somebody. */
export const MAXIMUM_FILE_BYTES = 20 * 1_048_576;

const MAXIMUM_BODY_BYTES = 1_048_576;

/** How long the body of a call may be: only files are larger than a megabyte. */
export const largestBodyAt = (path: string): number =>
  /^\/teams\/[^/]+\/files\//.test(path) ? MAXIMUM_FILE_BYTES : MAXIMUM_BODY_BYTES;

/** Whether a body is short enough to be kept and shown as text. */
export const isLegible = (body: Buffer): boolean => body.length <= MAXIMUM_BODY_BYTES;
