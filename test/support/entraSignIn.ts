import assert from 'node:assert/strict';

/** What the person in front of the browser does on the sandbox's sign-in pages. */
export interface SignInChoices {
  /** Object id of the account that is picked. */
  readonly as: string;
  /** What is pressed when a second factor is asked for. */
  readonly proof?: 'approve' | 'cancel';
  /** What is pressed when consent is asked for. */
  readonly consent?: 'accept' | 'cancel';
}

/** A page the browser stands at, or the address it was sent to. */
export interface BrowserStop {
  readonly status: number;
  readonly headers: Headers;
  readonly html: string;
  /** Where it was redirected: the app's own address with code or error. */
  readonly location: URL | undefined;
}

const titles = {
  person: 'Pick an account',
  proof: 'Prove that it is you',
  noProof: 'More is needed to sign in',
};

/** GETs one page without following redirects. */
export async function openPage(url: string): Promise<BrowserStop> {
  return stop(await fetch(url, { redirect: 'manual' }), url);
}

/** Submits the page's only form with the button `name=value`, as a browser would. */
export async function press(
  page: BrowserStop,
  origin: string,
  name: string,
  value: string,
): Promise<BrowserStop> {
  const action = /<form method="post" action="([^"]+)"/.exec(page.html)?.[1];
  assert.ok(action, `No form to press ${name}=${value} in: ${page.html}`);
  const address = new URL(action, origin).href;
  const body = new URLSearchParams({ [name]: value });
  return stop(await fetch(address, { method: 'POST', body, redirect: 'manual' }), address);
}

/** Goes through all pages of an `/authorize` address; resolves with the address of the app that ends it. */
export async function signInAtEntra(authorizeUrl: string, choices: SignInChoices): Promise<URL> {
  let at = await openPage(authorizeUrl);
  for (let pages = 0; at.location === undefined; pages += 1) {
    assert.ok(pages < 5, `Stuck at: ${at.html}`);
    at = await press(at, authorizeUrl, ...answerTo(at.html, choices));
  }
  return at.location;
}

function answerTo(
  html: string,
  { as, proof = 'approve', consent = 'accept' }: SignInChoices,
): [string, string] {
  if (html.includes(titles.person)) return ['person', as];
  if (html.includes(titles.noProof)) return ['proof', 'cancel'];
  if (html.includes(titles.proof)) return ['proof', proof];
  return ['consent', html.includes('value="accept"') ? consent : 'cancel'];
}

async function stop(answer: Response, url: string): Promise<BrowserStop> {
  const location = answer.headers.get('location');
  return {
    status: answer.status,
    headers: answer.headers,
    html: await answer.text(),
    location: location === null ? undefined : new URL(location, url),
  };
}
