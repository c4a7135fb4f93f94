import { z } from 'zod';
import { PimError } from '../../pim/errors.ts';
import { type SnapshotActivation } from '../../pim/posture/snapshot.ts';
import { graphCalls } from '../egress.ts';
import { AUDIT_PAGE, auditsIn } from '../graphAudits.ts';
import { type GraphAsk, type GraphClient, nextAsk } from '../graphClient.ts';
import { isQueryRefused } from '../refusals.ts';
import { ActivationJoin } from './activationJoin.ts';
import { type AuditPace } from './auditPace.ts';
import { type Gaps } from './gaps.ts';

/** What the log is read with. */
export interface AuditReading {
  readonly client: Pick<GraphClient, 'get'>;
  readonly pace: AuditPace;
  readonly gaps: Gaps;
}

/** A log that goes on for longer than this is no answer to anything we ask. */
const MOST_PAGES = 5_000;

const page = z.object({ value: z.array(z.unknown()), '@odata.nextLink': z.string().nullish() });

/**
 * The activations of roles that the log tells of since an instant, oldest first; `undefined` where it could not be read
 * to its end. A page is let go before the next one comes.
 */
export async function readActivations(
  { client, pace, gaps }: AuditReading,
  since: Date,
): Promise<readonly SnapshotActivation[] | undefined> {
  const call = graphCalls.directoryAudits;
  return gaps.unless('audits', undefined, async () => {
    const join = new ActivationJoin();
    let ask: GraphAsk | undefined = asking(since, true);
    for (let count = 0; ask !== undefined; count += 1) {
      if (count >= MOST_PAGES) throw new PimError('unexpected_answer', 'A log without an end');
      await pace.turn();
      const asked: GraphAsk = ask;
      const answer = await client.get(call, asked).catch(async (error: unknown) => {
        // The category is filtered for everywhere and documented nowhere; without it more comes than is needed.
        if (count > 0 || !isQueryRefused(error)) throw error;
        await pace.turn();
        return client.get(call, asking(since, false));
      });
      const read = page.safeParse(answer);
      if (!read.success) throw new PimError('unexpected_answer', 'Graph answered without a list');
      for (const audit of auditsIn(read.data.value)) join.add(audit);
      const link = read.data['@odata.nextLink'];
      ask = typeof link === 'string' && link !== '' ? nextAsk(call, asked, link) : undefined;
    }
    return join.activations();
  });
}

function asking(since: Date, isOfOneCategory: boolean): GraphAsk {
  const category = isOfOneCategory ? " and category eq 'RoleManagement'" : '';
  const filter = `activityDateTime ge ${since.toISOString()} and loggedByService eq 'PIM'${category}`;
  return { query: { filter, top: AUDIT_PAGE } };
}
