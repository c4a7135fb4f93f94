import assert from 'node:assert/strict';
import { signInAtEntra, type SignInChoices } from './entraSignIn.ts';
import { type World } from './world.ts';

/** A page of ours, as the window shows it. */
export interface ShownPage {
  readonly status: number;
  readonly html: string;
  readonly headers: Headers;
  /** The code that the page shows, if it shows one. */
  readonly code: string | undefined;
  readonly location: URL | undefined;
}

/** A browser with its cookies, on Latchkey's sign-in pages. What Teams' own window would do is left to the test. */
export class SignInWindow {
  readonly #world: Pick<World, 'botUrl'>;
  #cookie = '';

  constructor(world: Pick<World, 'botUrl'>) {
    this.#world = world;
  }

  /** Opens one of our addresses; the public one stands for the port of the moment. */
  async open(address: string): Promise<ShownPage> {
    const { pathname, search } = new URL(address);
    const answer = await fetch(`${this.#world.botUrl}${pathname}${search}`, {
      redirect: 'manual',
      headers: this.#cookie === '' ? {} : { cookie: this.#cookie },
    });
    const [cookie] = (answer.headers.get('set-cookie') ?? '').split(';');
    if (cookie !== undefined && cookie !== '') this.#cookie = cookie;
    const html = await answer.text();
    const location = answer.headers.get('location');
    return {
      status: answer.status,
      html,
      headers: answer.headers,
      code: /<code id="code"[^>]*>([^<]+)<\/code>/.exec(html)?.[1],
      location: location === null ? undefined : new URL(location),
    };
  }

  /** Follows the link to Entra; gives the address there. */
  async atEntra(link: string): Promise<URL> {
    const { location, html } = await this.open(link);
    assert.ok(location, `Not sent to Entra: ${html}`);
    return location;
  }

  /** Goes the whole way; gives the page at its end. */
  async signIn(link: string, choices: SignInChoices): Promise<ShownPage> {
    const back = await signInAtEntra((await this.atEntra(link)).href, choices);
    return this.open(back.href);
  }

  /** Goes the whole way, which must succeed; gives the code. */
  async codeFor(link: string, choices: SignInChoices): Promise<string> {
    const { code, html } = await this.signIn(link, choices);
    assert.ok(code, `No code on: ${html}`);
    return code;
  }
}
