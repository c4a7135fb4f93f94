import assert from 'node:assert/strict';
import { createSignInPages, type SignInPagesDeps } from '../../../src/bot/signIn/signInPages.ts';
import { type PageAnswer, type SignInPages } from '../../../src/bot/server.ts';
import { type Person } from '../../../src/pim/ids.ts';
import { InMemorySignIns } from '../../support/inMemorySignOns.ts';
import { OperationWorld } from '../../support/operationWorld.ts';
import { anOpenSignIn } from './signInSamples.ts';

describe('the pages of a sign-in', () => {
  let world: OperationWorld;
  let ana: Person;
  let signIns: InMemorySignIns;

  beforeEach(async () => {
    world = new OperationWorld();
    ana = await world.person('Ana Ruiz');
    signIns = new InMemorySignIns(world.clock);
    await signIns.open(anOpenSignIn(ana, world.clock.now()));
  });

  const pagesWith = (language: Pick<SignInPagesDeps, 'localeOf' | 'defaultLocale'>): SignInPages =>
    createSignInPages({
      ...world.with({}),
      ...language,
      signIns,
      interactive: {
        authorizeUrl: () => Promise.resolve('https://login.example.com/authorize'),
        redeem: () =>
          Promise.resolve({
            person: ana,
            graphToken: {
              accessToken: 'a token',
              expiresAt: new Date(world.clock.now().getTime() + 3_600_000),
              scopes: ['User.Read'],
              methods: ['mfa'],
              contexts: [],
            },
          }),
      },
      person: () => Promise.resolve(undefined),
      renew: () => Promise.resolve(true),
      publicUrl: 'https://latchkey.example.com',
      clientOrigins: [],
      defaultScopes: ['User.Read'],
    });
  const start = (pages: SignInPages, ticket = 'ticket-1', language?: string): Promise<PageAnswer> =>
    pages.start({ query: { t: ticket }, cookies: {}, ...(language === undefined ? {} : { language }) });
  const cookieOf = ({ setCookies: [cookie = ''] = [] }: PageAnswer): Record<string, string> => {
    const [name = '', value = ''] = cookie.split(';')[0]?.split('=') ?? [];
    return { [name]: value };
  };

  it('are in the language of the person’s Teams', async () => {
    const pages = pagesWith({ localeOf: () => Promise.resolve('de-AT'), defaultLocale: 'en' });
    const cookies = cookieOf(await start(pages));
    const done = await pages.end({ query: { state: 'state-1', code: 'code-1' }, cookies });
    assert.match(done.html ?? '', /<html lang="de">.*<h1>Angemeldet<\/h1>.*senden Sie diesen Code/s);
  });

  it('are in the language that is set where the person’s cannot be read', async () => {
    const pages = pagesWith({ localeOf: () => Promise.reject(new Error('down')), defaultLocale: 'de' });
    await start(pages);
    const { html = '' } = await start(pages);
    assert.match(html, /<html lang="de">.*in zwei Browsern.*Dort ist eine neue Schaltfläche/s);
  });

  it('are in the language of the browser where nobody is known', async () => {
    const pages = pagesWith({ localeOf: () => Promise.resolve(undefined), defaultLocale: 'en' });
    const toldIn = async (language: string): Promise<string> =>
      (await start(pages, 'ticket-2', language)).html ?? '';
    assert.match(await toldIn('de-DE'), /<html lang="de">.*Dieser Link gilt nicht mehr/s);
    assert.match(await toldIn('fr'), /<html lang="en">.*This link does not work any more/s);
  });
});
