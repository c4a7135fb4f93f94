import { type ServedTenant, type TenantPerson } from '../tenant.ts';
import { entityOf, refusalOf, textAt } from './answers.ts';
import { type CliAccount } from './cliAccount.ts';

/**
 * Signs a person in to the CLI by the code that it shows: the page is visited, the code typed, the account picked. Resolves
 * with the name that the CLI is connected as, or with why it is not.
 */
export async function signInByCode(
  account: CliAccount,
  tenant: ServedTenant,
  appId: string,
  person: TenantPerson,
): Promise<string> {
  let visit: Promise<void> | undefined;
  const login = ['login', '--authType', 'deviceCode', '--appId', appId, '--tenant', tenant.info.tenantId];
  const end = await account.run(login, (errors) => {
    const shown = /page (http\S+) and enter the code ([A-Z]+) /u.exec(errors);
    const [, address, code] = shown ?? [];
    if (address !== undefined && code !== undefined) visit ??= enter(address, code, person);
  });
  await visit;
  return end.exitCode === 0 ? textAt(entityOf(end), 'connectedAs') : refusalOf(end);
}

async function enter(address: string, code: string, { id }: TenantPerson): Promise<void> {
  const pages: readonly (readonly [Readonly<Record<string, string>>, string])[] = [
    [{ otc: code }, 'Pick an account'],
    [{ otc: code, person: id }, 'Signed in'],
  ];
  for (const [fields, title] of pages) {
    const answer = await fetch(address, { method: 'POST', body: new URLSearchParams(fields) });
    const html = await answer.text();
    if (!html.includes(`<h1>${title}</h1>`)) throw new Error(`Not at "${title}" after the code was typed`);
  }
}
