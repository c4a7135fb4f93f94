/* global localStorage */

/** What this browser remembers of the page, by name; a browser that keeps nothing is no error. */
export const remembered = {
  read(name) {
    try {
      return localStorage.getItem(`latchkey-sandbox/${name}`) ?? undefined;
    } catch {
      return undefined;
    }
  },
  write(name, value) {
    try {
      localStorage.setItem(`latchkey-sandbox/${name}`, value);
    } catch {
      // A private window may refuse; then it asks again next time.
    }
  },
};
