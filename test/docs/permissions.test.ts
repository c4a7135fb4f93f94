import { applicationPermissions, callsWithPermissions, delegatedScopes } from '../support/permissionsPage.ts';
import { assertGenerated } from '../support/projectFiles.ts';

const page = 'docs/permissions.md';

describe(page, () => {
  it('lists the application permissions that the code asks for', () => {
    assertGenerated(page, 'application permissions', applicationPermissions());
  });

  it('lists the delegated scopes that the code asks for', () => {
    assertGenerated(page, 'delegated scopes', delegatedScopes());
  });

  it('lists every call that the egress table lets out', () => {
    assertGenerated(page, 'calls', callsWithPermissions());
  });
});
