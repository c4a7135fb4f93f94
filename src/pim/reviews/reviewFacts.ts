import { type AuditEntry } from '../audit.ts';
import { type ReviewAct } from './reviewAct.ts';

/** What the trail keeps of an act: what it was and about which round, and nothing of what was said. */
export function reviewFacts(act: ReviewAct): NonNullable<AuditEntry['facts']> {
  if (act.what === 'create') {
    const { assignments, cadence, days } = act.plan;
    return { what: act.what, assignments, cadence, days };
  }
  const facts = { what: act.what, review: act.reviewId, round: act.roundId };
  switch (act.what) {
    case 'apply':
      return { ...facts, losing: act.losing.length };
    case 'decide':
      return { ...facts, item: act.itemId, decision: act.verdict };
    case 'keep':
      return { ...facts, items: act.itemIds.length };
    case 'remind':
    case 'stop':
      return facts;
  }
}
