import { PimError } from '../../pim/errors.ts';
import { type RoleDefinitionId } from '../../pim/ids.ts';
import { type AppTokens } from '../appTokens.ts';
import { graphCalls } from '../egress.ts';
import { createGraphClient } from '../graphClient.ts';
import { type ClientDefaults } from '../graphPim.ts';

/** What the settings of a role are read with. */
interface PolicyReadingOptions {
  readonly client: ClientDefaults;
  readonly appTokens: AppTokens;
  readonly graphScopeBase: string;
}

/** A role's policy assignment with its rules, as Graph gives it; in a list, which has nothing else in it. */
export type PolicyOf = (id: RoleDefinitionId) => Promise<readonly unknown[]>;

/** Reads how one role is set, now. As the app itself, which takes no further scope of the administrator's. */
export function createPolicyReading({
  client: { graphUrl, ...defaults },
  appTokens,
  graphScopeBase,
}: PolicyReadingOptions): PolicyOf {
  const scope = `${graphScopeBase}/.default`;
  const client = createGraphClient({
    ...defaults,
    account: { graphUrl, groups: ['read'], owner: undefined },
    tokens: {
      token: () => appTokens.token(scope),
      forget: () => {
        appTokens.forget(scope);
      },
    },
    priority: 'High',
  });
  return async (id) => {
    const filter = `scopeId eq '/' and scopeType eq 'DirectoryRole' and roleDefinitionId eq '${id}'`;
    const found = await client.items(graphCalls.roleSettings, {
      query: { filter, expand: 'policy($expand=rules)' },
    });
    if (found.length > 1) throw new PimError('unexpected_answer', 'Several policies for one role');
    return found;
  };
}
