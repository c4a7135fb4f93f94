import { type Answer, type User } from '../world.ts';
import { html, type Html, page } from './pages.ts';

/** What every page of a sign-in by code knows. */
export interface DevicePageParts {
  /** Path of the form's POST. */
  readonly action: string;
  readonly tenantName: string;
  readonly people: readonly User[];
}

/** Where the person stands. */
export type DeviceStep =
  | { readonly at: 'code'; readonly isUnknown?: boolean }
  | { readonly at: 'person'; readonly userCode: string; readonly clientName: string }
  | { readonly at: 'end'; readonly isSignedIn: boolean; readonly clientName: string };

/** The page where somebody signs in to an app that runs elsewhere: the code, the account, and the end. */
export function devicePage(parts: DevicePageParts, step: DeviceStep): Answer {
  const { tenantName } = parts;
  const makeBelieve = html`<p class="quiet">
    ${tenantName} is a make-believe organization on this computer.
  </p>`;
  return page(`Sign in to ${tenantName}`, html`${content(parts, step)}${makeBelieve}`);
}

function content({ action, people }: DevicePageParts, step: DeviceStep): Html {
  if (step.at === 'code')
    return html`<h1>Enter code</h1>
      <p>
        ${
          step.isUnknown === true
            ? 'That code did not work. Check it and try again.'
            : 'Enter the code that the app shows.'
        }
      </p>
      <form method="post" action="${action}">
        <input name="otc" aria-label="Code" autocomplete="off" autofocus />
        <button class="main">Next</button>
      </form>`;
  if (step.at === 'end')
    return html`<h1>${step.isSignedIn ? 'Signed in' : 'Not signed in'}</h1>
      <p>
        ${step.isSignedIn ? 'You are signed in to' : 'You did not sign in to'} ${step.clientName}. You may
        close this window.
      </p>`;
  return html`<h1>Pick an account</h1>
    <p>to sign in to ${step.clientName}, which runs somewhere else</p>
    <form method="post" action="${action}">
      <input type="hidden" name="otc" value="${step.userCode}" />
      <ul>
        ${people.map(
          ({ id, displayName, userPrincipalName }) =>
            html`<li>
              <button class="person" name="person" value="${id}">
                <span>${displayName}</span><span class="quiet">${userPrincipalName}</span>
              </button>
            </li>`,
        )}
      </ul>
      <button name="person" value="cancel">Cancel</button>
    </form>`;
}
