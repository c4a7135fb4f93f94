import { type Answer, type User } from '../world.ts';
import { html, type Html, page } from './pages.ts';

/** What every page of a sign-in knows: where its form goes and where that may lead. */
export interface PageFrame {
  /** Path of the form's POST. */
  readonly action: string;
  readonly appName: string;
  readonly tenantName: string;
  /** Origin of the redirect address. */
  readonly returnsTo: string;
}

/** Who signs in? The person of the `login_hint` has the focus, so Enter is enough. */
export function accountPage(frame: PageFrame, people: readonly User[], hinted: User | undefined): Answer {
  const content = html`<h1>Pick an account</h1>
    <p>to go on to ${frame.appName}</p>
    ${form(
      frame,
      html`<ul>
        ${people.map((person) => accountButton(person, person === hinted))}
      </ul>`,
    )}
    ${makeBelieve(frame)}`;
  return framed(frame, `Sign in to ${frame.tenantName}`, content);
}

function accountButton(person: User, isHinted: boolean): Html {
  return html`<li>
    <button
      class="person"
      name="person"
      value="${person.id}"
      ${isHinted ? html`aria-current="true" autofocus` : undefined}
    >
      <span>${person.displayName}</span><span class="quiet">${person.userPrincipalName}</span>
    </button>
  </li>`;
}

/** Prove that it is you: the second factor. */
export function proofPage(frame: PageFrame, person: User): Answer {
  const content = html`<h1>Prove that it is you</h1>
    <p>${frame.appName} asks for a second factor from <strong>${person.displayName}</strong>.</p>
    ${form(
      frame,
      html`<button class="main" name="proof" value="approve" autofocus>Approve with authenticator</button>
        <button name="proof" value="cancel">Cancel</button>`,
    )}
    ${makeBelieve(frame)}`;
  return framed(frame, 'Prove that it is you', content);
}

/** For a person who has no second factor: the only way is back. */
export function noFactorPage(frame: PageFrame, person: User): Answer {
  const content = html`<h1>More is needed to sign in</h1>
    <p>
      <strong>${person.displayName}</strong> has no second factor registered, so this sign-in cannot be
      completed.
    </p>
    ${form(frame, html`<button class="main" name="proof" value="cancel" autofocus>Back to ${frame.appName}</button>`)}
    ${makeBelieve(frame)}`;
  return framed(frame, 'More is needed to sign in', content);
}

/** An administrator may consent for the organization; anybody else is told to ask one. */
export function consentPage(
  frame: PageFrame,
  person: User,
  scopes: readonly string[],
  mayConsent: boolean,
): Answer {
  const list = html`<ul>
    ${scopes.map((scope) => html`<li><code>${scope}</code></li>`)}
  </ul>`;
  const content = mayConsent
    ? html`<h1>Permissions requested</h1>
        <p>${frame.appName} asks, for everybody in ${frame.tenantName}, to use:</p>
        ${list}
        ${form(
          frame,
          html`<button class="main" name="consent" value="accept" autofocus>
              Accept for the organization
            </button>
            <button name="consent" value="cancel">Cancel</button>`,
        )}`
    : html`<h1>An administrator must consent</h1>
        <p><strong>${person.displayName}</strong> may not grant ${frame.appName} what it asks for:</p>
        ${list}
        ${form(
          frame,
          html`<button class="main" name="consent" value="cancel" autofocus>
            Back to ${frame.appName}
          </button>`,
        )}`;
  return framed(frame, 'Permissions requested', html`${content}${makeBelieve(frame)}`);
}

/** Hands the answer over by a form (`response_mode=form_post`); without script, so the person presses the button. */
export function formPostPage(redirectUri: string, fields: URLSearchParams, appName: string): Answer {
  const inputs = [...fields].map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
  );
  const content = html`<h1>Signed in</h1>
    <form method="post" action="${redirectUri}">
      ${inputs}<button class="main" autofocus>Go on to ${appName}</button>
    </form>`;
  return page('Signed in', content, 200, [new URL(redirectUri).origin]);
}

/** What Entra shows when it will not, or cannot, go back to the app. */
export function trouble(sentence: string, status: number): Answer {
  const content = html`<h1>Sorry, but there is trouble signing you in</h1>
    <p>${sentence}</p>`;
  return page('Trouble signing in', content, status);
}

function form(frame: PageFrame, fields: Html): Html {
  return html`<form method="post" action="${frame.action}">${fields}</form>`;
}

function makeBelieve({ tenantName }: PageFrame): Html {
  return html`<p class="quiet">${tenantName} is a make-believe organization on this computer.</p>`;
}

function framed(frame: PageFrame, title: string, content: Html): Answer {
  return page(title, content, 200, [frame.returnsTo]);
}
