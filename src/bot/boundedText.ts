/**
 * Reads an answer's body as text, giving up once it is larger than anything sound could be.
 * @throws Error when it is too large, cut, or no UTF-8.
 */
export async function boundedText(response: Response, maximumBytes: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    // Leaving the loop cancels the rest of the stream.
    if (size > maximumBytes) throw new Error('The answer is too large');
    chunks.push(chunk);
  }
  return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
}
