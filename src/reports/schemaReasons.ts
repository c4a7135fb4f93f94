import { type z } from 'zod';
import { shownText } from './shownText.ts';

/** Of so many faults the rest says nothing new. */
const MOST_REASONS = 10;

/** A sentence for everything that is wrong with a document, as its schema has it. */
export function reasonsOf({ issues }: z.ZodError): readonly string[] {
  const reasons = issues.slice(0, MOST_REASONS).map(({ path, message }) => {
    const place = path.length === 0 ? 'At the top' : path.join('.');
    return `${shownText(place, 200)}: ${shownText(message, 300)}.`.replace(/\.\.$/, '.');
  });
  const left = issues.length - reasons.length;
  return left > 0 ? [...reasons, `And ${left} more.`] : reasons;
}
