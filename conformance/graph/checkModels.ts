import { type Findings } from '../findings.ts';
import { type Deviations } from './deviations.ts';
import { differencesOf } from './differences.ts';
import { reasonOfLoss } from './knownDeviations.ts';
import { type Read } from './readings.ts';
import { type TypedModels } from './typedModels.ts';

const ways = { held: 'read into typed models', written: 'written again by them' } as const;

/** Reads what came into Microsoft's typed models, and writes it again. */
export function checkModels(
  { findings, deviations }: { readonly findings: Findings; readonly deviations: Deviations },
  models: TypedModels,
  { reading, entities }: Read,
): void {
  const through = entities.map((one) => ({ one, ...models.throughModel(reading.entity, one) }));
  for (const way of ['held', 'written'] as const) {
    const found = through.map((each) => differencesOf(each.one, each[way]));
    const all = [
      ...new Set(found.flatMap(({ lost, changed }) => [...lost.map((at) => `${at} lost`), ...changed])),
    ];
    const unknown = all.filter((one) => reasonOfLoss(way, one) === undefined);
    const seen = unknown.length === 0 ? `${entities.length} entities` : unknown.join('; ');
    const isMet = unknown.length === 0 && entities.length > 0;
    findings.that(`${reading.name}: ${ways[way]}`, 'nothing lost but what is known', seen, isMet);
    for (const one of all) {
      const reason = reasonOfLoss(way, one);
      if (reason !== undefined) deviations.add(ways[way], [`${reading.entity}.${one}`], reason);
    }
  }
}
