import { startSandbox } from '../sandbox/sandbox.ts';
import { type ReviewedSize, reviewedTenant, type ServedReviews } from './reviewedTenant.ts';

/** Serves a generated tenant, whose size is the argument as JSON, for as long as the process that started this one lives. */
const size = JSON.parse(process.argv[2] ?? '') as ReviewedSize;
const tenant = reviewedTenant(size);
const [asker = ''] = tenant.directory.consentingAdministrators;
const { baseUrl } = await startSandbox(tenant, 0);
process.once('disconnect', () => process.exit(0));
process.send?.({ servedAt: baseUrl, asker } satisfies ServedReviews);
