import { z } from 'zod';
import { principalId, requestId, roleDefinitionId, tenantId } from '../../pim/ids.ts';

/** More than this is no name and no justification that Entra takes; it bounds what a file can make us hold. Characters. */
const MOST_TEXT = 20_000;

/** Words of people or of the directory. */
export const text = z.string().max(MOST_TEXT);

/** ISO 8601 in UTC. */
export const instant = z.iso.datetime().max(40).meta({ id: 'Instant', description: 'ISO 8601 in UTC.' });

/** Ids of Entra: a GUID in any casing. */
const guid = z.guid().meta({ id: 'Guid' });
export const principal = guid.transform(principalId);
export const role = guid.transform(roleDefinitionId);
export const request = guid.transform(requestId);
export const tenant = guid.transform(tenantId);

export const count = z.int().min(0);
