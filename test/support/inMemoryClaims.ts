import { type Claims } from '../../src/pim/records.ts';

/** Claims in memory. */
export class InMemoryClaims implements Claims {
  readonly taken = new Set<string>();

  async claim(key: string): Promise<boolean> {
    const isFirst = !this.taken.has(key);
    this.taken.add(key);
    return Promise.resolve(isFirst);
  }

  async release(key: string): Promise<void> {
    this.taken.delete(key);
    return Promise.resolve();
  }

  async sweep(): Promise<void> {
    this.taken.clear();
    return Promise.resolve();
  }
}
