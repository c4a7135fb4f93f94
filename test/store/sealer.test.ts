import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { SealBrokenError, Sealer } from '../../src/store/sealer.ts';

const place = ['tenant', 'person', 'purpose'];

describe('Sealer', () => {
  it('opens what it sealed', () => {
    const sealer = new Sealer([randomBytes(32)]);
    for (const text of ['', 'eyJ', 'schlüssel \u{1F511}'.repeat(500)]) {
      assert.equal(sealer.open(sealer.seal(text, place), place), text);
    }
  });

  it('seals the same text differently every time', () => {
    const sealer = new Sealer([randomBytes(32)]);
    const sealed = Array.from({ length: 100 }, () => sealer.seal('eyJ', place));
    assert.equal(new Set(sealed.map((text) => text.split('.')[2])).size, 100);
  });

  it('shows neither the text nor the key', () => {
    const key = randomBytes(32);
    const sealed = new Sealer([key]).seal('a-secret-that-is-long-enough', place);
    assert.doesNotMatch(sealed, /secret/);
    for (const encoding of ['hex', 'base64', 'base64url'] as const) {
      assert.ok(!sealed.includes(key.toString(encoding).slice(0, 12)));
    }
  });

  it('encrypts with the first key and decrypts with all of them', () => {
    const [older, newer] = [randomBytes(32), randomBytes(32)];
    const sealedBefore = new Sealer([older]).seal('eyJ', place);
    const rotating = new Sealer([newer, older]);
    assert.equal(rotating.open(sealedBefore, place), 'eyJ');
    assert.equal(new Sealer([newer]).open(rotating.seal('eyJ', place), place), 'eyJ');
    assert.throws(() => new Sealer([newer]).open(sealedBefore, place), SealBrokenError);
  });

  it('opens nothing in another place', () => {
    const sealer = new Sealer([randomBytes(32)]);
    const sealed = sealer.seal('eyJ', place);
    for (const other of [['tenant', 'somebody', 'purpose'], ['tenant', 'person'], []]) {
      assert.throws(() => sealer.open(sealed, other), SealBrokenError);
    }
  });

  it('opens nothing that was changed', () => {
    const sealer = new Sealer([randomBytes(32)]);
    const sealed = sealer.seal('eyJ', place);
    for (const part of [0, 1, 2, 3]) {
      const parts = sealed.split('.');
      const [first = '', ...rest] = parts[part] ?? '';
      parts[part] = [first === 'A' ? 'B' : 'A', ...rest].join('');
      assert.throws(() => sealer.open(parts.join('.'), place), SealBrokenError);
    }
    for (const other of ['', 'eyJ', sealed.slice(0, -20), sealed.slice(0, 40), `${sealed}AAAA`]) {
      assert.throws(() => sealer.open(other, place), SealBrokenError);
    }
  });

  it('refuses keys that are not there or not 32 bytes long', () => {
    assert.throws(() => new Sealer([]), /names no key/);
    assert.throws(() => new Sealer([randomBytes(32), randomBytes(16)]), /32 bytes/);
  });
});
