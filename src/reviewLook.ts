import { followReviews } from './jobs/followReviews.ts';
import { type TenantId } from './pim/ids.ts';
import { type OperationDeps } from './pim/operations/deps.ts';
import { type RestoreWatch } from './restoreWatch.ts';
import { type Settings } from './settings.ts';

/** Whoever asks sooner is told what was seen the last time: a tenant can have hundreds of reviews. */
const LOOK_AGAIN_AFTER_MS = 60_000;

/** Looking which rounds of access reviews run. */
export interface ReviewLook {
  /** When it is time. */
  readonly look: () => Promise<void>;
  /** Because somebody asks: at most once a minute, and not while nobody is to be written to. */
  readonly lookNow: () => Promise<void>;
}

/** `undefined` where access reviews are not switched on. */
export function reviewLook(
  deps: OperationDeps,
  tenantId: TenantId,
  { reviews: { remindDaysBefore } }: Settings,
  { state }: Pick<RestoreWatch, 'state'>,
): ReviewLook | undefined {
  const { reviewing, clock } = deps;
  if (reviewing === undefined) return undefined;
  const following = { ...deps, reader: reviewing.reader, tenantId, remindDaysBefore };
  const look = (): Promise<void> => followReviews(following);
  let askedAt: number | undefined;
  const lookNow = async (): Promise<void> => {
    const now = clock.now().getTime();
    const isEarly = askedAt !== undefined && now - askedAt < LOOK_AGAIN_AFTER_MS;
    if (isEarly || (await state()).isOn) return;
    askedAt = now;
    await look();
  };
  return { look, lookNow };
}
