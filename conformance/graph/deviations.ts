import { type Findings } from '../findings.ts';

/** Deviations of all readings by their reason: one reason often stands behind dozens of places. */
export class Deviations {
  readonly #places = new Map<string, { readonly check: string; readonly places: Set<string> }>();

  add(check: string, places: readonly string[], reason: string): void {
    const known = this.#places.get(reason) ?? { check, places: new Set() };
    for (const place of places) known.places.add(place);
    this.#places.set(reason, known);
  }

  /** One row for each reason. */
  tell(findings: Findings): void {
    for (const [reason, { check, places }] of this.#places) {
      const shown = [...places].slice(0, 4).join('; ');
      const more = places.size > 4 ? `; and ${places.size - 4} more` : '';
      findings.deviation(check, 'as it came', `${places.size} places: ${shown}${more}`, reason);
    }
  }
}
