import { type Entity } from '../odata/matches.ts';
import { type RoleDefinition } from '../pim/records.ts';

/** The role whose permissions most built-in roles inherit: Directory Readers. */
const directoryReaders = '88d8e3e3-8f55-4a1e-953a-9b9898b8876b';

/** A role definition; `isPrivileged` exists under /beta only. */
export const roleDefinitionEntity = (role: RoleDefinition, version: 'v1.0' | 'beta'): Entity => ({
  id: role.id,
  description: role.description,
  displayName: role.displayName,
  isBuiltIn: role.isBuiltIn,
  isEnabled: true,
  ...(version === 'beta' && { isPrivileged: role.isPrivileged, resourceScopes: ['/'] }),
  templateId: role.id,
  version: role.isBuiltIn ? '1' : null,
  rolePermissions: [{ allowedResourceActions: role.allowedResourceActions, condition: null }],
  inheritsPermissionsFrom: role.isBuiltIn && role.id !== directoryReaders ? [{ id: directoryReaders }] : [],
});
