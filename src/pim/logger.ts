/** Structured log of an adapter: facts first, then one sentence. Facts never hold tokens or people's words. */
export interface Logger {
  debug(facts: object, message: string): void;
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}
