/**
 * The database cannot be used before somebody has put something right. The message is a sentence for whoever starts
 * Latchkey, says what to do, and holds no secret.
 */
export class DatabaseRefusedError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'DatabaseRefusedError';
  }
}
