import { z } from 'zod';

/** The tenant, an administrative unit or one object, as eligibilities and assignments carry it. */
const scopeId = z.union([
  z.literal('/'),
  z.string().regex(/^\/(administrativeUnits\/)?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i),
]);

/** The role at the scope that a request to PIM is about. */
export const roleAndScope = { roleDefinitionId: z.guid(), directoryScopeId: scopeId };

/** An end at an instant. */
export const untilInstant = z.strictObject({
  type: z.literal('AfterDateTime'),
  endDateTime: z.iso.datetime(),
});
