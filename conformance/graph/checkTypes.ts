import { type Findings } from '../findings.ts';
import { type DescribedTypes } from './describedTypes.ts';
import { type Deviations } from './deviations.ts';
import { reasonOfDeviation } from './knownDeviations.ts';
import { type Read } from './readings.ts';

/** Holds what was read against the published description of Graph v1.0. */
export function checkTypes(
  { findings, deviations }: { readonly findings: Findings; readonly deviations: Deviations },
  types: DescribedTypes,
  { reading, entities }: Read,
): void {
  const found = entities.flatMap((one) => types.deviations(reading.entity, one));
  const unknown = new Set<string>();
  for (const one of found) {
    const reason = reasonOfDeviation(one);
    if (reason === undefined) unknown.add(`${one.at}: ${one.what}`);
    else deviations.add('against the description of v1.0', [one.at], reason);
  }
  const seen = unknown.size === 0 ? `${entities.length} entities` : [...unknown].join('; ');
  const isMet = unknown.size === 0 && entities.length > 0;
  findings.that(
    `${reading.name}: against the description of v1.0`,
    'described but for what is known',
    seen,
    isMet,
  );
}
