import { startSandbox } from '../sandbox/sandbox.ts';
import { type AuditedSize, auditedTenant } from './auditTenant.ts';
import { type Served } from './servedProcess.ts';

/** Serves a generated tenant, whose size is the argument as JSON, for as long as the process that started this one lives. */
const size = JSON.parse(process.argv[2] ?? '') as AuditedSize;
const { baseUrl } = await startSandbox(auditedTenant(size), 0);
process.once('disconnect', () => process.exit(0));
process.send?.({ servedAt: baseUrl } satisfies Served);
