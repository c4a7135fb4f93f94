import { type FindingRule } from './finding.ts';
import { guides } from './guides.ts';

/** PIM's licence is missing: its own alert says so, or Entra refused parts of this reading for that reason. */
export const licence: FindingRule = {
  id: 'licence',
  severity: 'medium',
  sources: [guides.alerts],
  needs: [],
  find: ({ snapshot }) => {
    const isAlerted = snapshot.alerts.some(
      ({ name, isActive }) => name === 'InvalidLicenseAlert' && isActive,
    );
    const refused = new Set(
      snapshot.notRead.flatMap(({ part, code }) => (code === 'licence_missing' ? [part] : [])),
    );
    if (!isAlerted && refused.size === 0) return [];
    return [
      {
        rule: 'licence',
        severity: 'medium',
        principals: [],
        facts: { isAlerted, partsRefused: refused.size },
      },
    ];
  },
};
