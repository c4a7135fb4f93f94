import { randomBytes } from 'node:crypto';
import { type Answer, type Call, type Journal, type SandboxClock, type User } from '../world.ts';
import { authorizeRequest, type AuthorizeRequest, replyTo, type ReplyTo } from './authorizeRequest.ts';
import { type Directory } from './directory.ts';
import { EntraError, traceAt } from './entraError.ts';
import { type RedeemableCodes } from './grantStore.ts';
import { parseScopes, unconsented } from './scopes.ts';
import { type EntraSettings } from './settings.ts';
import {
  accountPage,
  consentPage,
  formPostPage,
  noFactorPage,
  type PageFrame,
  proofPage,
  trouble,
} from './signInPages.ts';

/** What interactive sign-in stands on. */
export interface AuthorizationParts {
  readonly appId: string;
  readonly appName: string;
  readonly tenantId: string;
  readonly directory: Directory;
  readonly settings: EntraSettings;
  readonly codes: RedeemableCodes;
  readonly clock: SandboxClock;
  readonly journal: Journal;
}

/** One sign-in on its way through the pages. */
interface Interaction {
  readonly id: string;
  readonly request: AuthorizeRequest;
  person: User | undefined;
  hasProof: boolean;
  hasConsented: boolean;
  readonly expiresAt: Date;
}

const interactionLivesMinutes = 60;

/** The pages behind `/oauth2/v2.0/authorize`: who, the second factor, consent, and back to the app with a code. */
export class Authorization {
  #interactions = new Map<string, Interaction>();
  readonly #parts: AuthorizationParts;

  constructor(parts: AuthorizationParts) {
    this.#parts = parts;
  }

  /** GET `/authorize`. */
  start(call: Call): Promise<Answer> {
    const { appId, settings } = this.#parts;
    return this.#refusing(undefined, () => {
      const reply = replyTo(call.query, appId, settings);
      return this.#refusing(reply, () => this.#begin(authorizeRequest(call.query, reply, appId)));
    });
  }

  /** POST of a page's form. */
  goOn(id: string, call: Call): Promise<Answer> {
    const interaction = this.#interactions.get(id);
    if (interaction === undefined || interaction.expiresAt <= this.#parts.clock.now()) {
      return Promise.resolve(trouble('This sign-in is over. Go back to the app and start again.', 410));
    }
    const form = new URLSearchParams(call.body.toString());
    return this.#refusing(interaction.request, () => {
      try {
        this.#take(interaction, form);
        return this.#next(interaction);
      } catch (error) {
        this.#interactions.delete(id);
        throw error;
      }
    });
  }

  reset(): void {
    this.#interactions = new Map();
  }

  #begin(request: AuthorizeRequest): Answer {
    if (request.prompt === 'none') {
      const sentence = 'Session information is not sufficient for single sign-on: the person must sign in.';
      throw new EntraError('interaction_required', 50058, sentence);
    }
    const interaction: Interaction = {
      id: randomBytes(24).toString('base64url'),
      request,
      person: undefined,
      hasProof: false,
      hasConsented: false,
      expiresAt: new Date(this.#parts.clock.now().getTime() + interactionLivesMinutes * 60_000),
    };
    this.#interactions.set(interaction.id, interaction);
    return this.#next(interaction);
  }

  /** Takes up what the form says about the step that is being shown; a late form of an earlier one changes nothing. */
  #take(interaction: Interaction, form: URLSearchParams): void {
    const { directory } = this.#parts;
    const { person } = interaction;
    if (person === undefined) {
      const id = form.get('person');
      if (id !== null) interaction.person = directory.signingIn(id);
    } else if (!interaction.hasProof && this.#wantsProof(interaction)) {
      this.#takeProof(interaction, person, form.get('proof'));
    } else {
      this.#takeConsent(interaction, person, form.get('consent'));
    }
  }

  #takeProof(interaction: Interaction, person: User, proof: string | null): void {
    if (proof === null) return;
    if (!person.canDoMultifactor) throw noFactor(person);
    if (proof !== 'approve') throw cancelled();
    interaction.hasProof = true;
  }

  #takeConsent(interaction: Interaction, person: User, consent: string | null): void {
    if (consent === null) return;
    if (!this.#parts.directory.mayConsentForAll(person)) throw needsAdministrator();
    if (consent !== 'accept') throw cancelled();
    this.#consent(interaction, person);
  }

  #next(interaction: Interaction): Answer {
    const { directory, journal } = this.#parts;
    const { request, person } = interaction;
    const frame = this.#frame(interaction);
    if (person === undefined) {
      journal.add(told('Entra asks who is signing in', undefined));
      return accountPage(frame, directory.people, directory.hinted(request.loginHint));
    }
    const { displayName } = person;
    if (!interaction.hasProof && this.#wantsProof(interaction)) {
      journal.add(told(`Entra asks ${displayName} for a second factor`, displayName));
      return person.canDoMultifactor ? proofPage(frame, person) : noFactorPage(frame, person);
    }
    const asked = this.#unanswered(interaction, person);
    if (asked.length > 0) {
      journal.add(told(`Entra asks ${displayName} for consent to ${asked.join(', ')}`, displayName));
      return consentPage(frame, person, asked, directory.mayConsentForAll(person));
    }
    return this.#finish(interaction, person);
  }

  /** The scopes to ask consent for: what lacks it, or all where the prompt wants an administrator asked anyway. */
  #unanswered(interaction: Interaction, person: User): readonly string[] {
    const { appId, directory } = this.#parts;
    const { request, hasConsented } = interaction;
    const isAskedAnyway = request.prompt === 'consent' && !hasConsented && directory.mayConsentForAll(person);
    return isAskedAnyway ? parseScopes(request.scope, appId).names : this.#lacking(interaction);
  }

  #finish(interaction: Interaction, user: User): Answer {
    const { codes, journal } = this.#parts;
    const { request, hasProof } = interaction;
    this.#interactions.delete(interaction.id);
    const signIn = { amr: hasProof ? ['pwd', 'mfa'] : ['pwd'], acrs: hasProof ? request.demanded.acrs : [] };
    const code = codes.issue({ user, signIn, request });
    const factor = hasProof ? ' with a second factor' : '';
    journal.add(told(`${user.displayName} signed in${factor}`, user.displayName));
    return this.#reply(request, new URLSearchParams({ code, session_state: interaction.id.slice(0, 16) }));
  }

  /** A fresh sign-in asked for by `prompt=login` wants the second factor too, as a usual tenant's policy does. */
  #wantsProof({ request }: Interaction): boolean {
    const { acrs, wantsMultifactor } = request.demanded;
    return acrs.length > 0 || wantsMultifactor || request.prompt === 'login';
  }

  #lacking({ request }: Interaction): readonly string[] {
    const { appId, settings } = this.#parts;
    return unconsented(parseScopes(request.scope, appId), settings.consentedScopes, appId);
  }

  #consent(interaction: Interaction, person: User): void {
    const { settings, journal } = this.#parts;
    const lacking = this.#lacking(interaction);
    settings.consentedScopes = [...settings.consentedScopes, ...lacking];
    interaction.hasConsented = true;
    journal.add(
      told(`${person.displayName} consented for the organization: ${lacking.join(', ')}`, person.displayName),
    );
  }

  #frame({ id, request }: Interaction): PageFrame {
    const { appName, directory, tenantId } = this.#parts;
    return {
      action: `/login/${tenantId}/interaction/${id}`,
      appName,
      tenantName: directory.tenantName,
      returnsTo: new URL(request.redirectUri).origin,
    };
  }

  #reply({ redirectUri, responseMode, state }: ReplyTo, fields: URLSearchParams): Answer {
    if (state !== undefined) fields.set('state', state);
    if (responseMode === 'form_post') return formPostPage(redirectUri, fields, this.#parts.appName);
    const address = new URL(redirectUri);
    for (const [name, value] of fields) address.searchParams.append(name, value);
    const headers = { location: address.href, 'cache-control': 'no-store', 'x-frame-options': 'DENY' };
    return { status: 302, headers, body: '' };
  }

  /** Runs a step; a refusal goes back to the app, or where that address is not to be trusted, onto a page. */
  async #refusing(reply: ReplyTo | undefined, step: () => Answer | Promise<Answer>): Promise<Answer> {
    try {
      return await step();
    } catch (error) {
      if (!(error instanceof EntraError)) throw error;
      const description = error.description(traceAt(this.#parts.clock.now(), undefined));
      this.#parts.journal.add(told(`A sign-in ended early: ${error.message}`, undefined));
      if (reply === undefined) return trouble(description, 400);
      const fields = new URLSearchParams({ error: error.error, error_description: description });
      if (error.details.suberror !== undefined) fields.set('error_subcode', error.details.suberror);
      return this.#reply(reply, fields);
    }
  }
}

function cancelled(): EntraError {
  return new EntraError('access_denied', 65004, 'The person cancelled.', { suberror: 'cancel' });
}

function needsAdministrator(): EntraError {
  const sentence = 'What the application asks for can be granted by an administrator only.';
  return new EntraError('access_denied', 90094, sentence, { suberror: 'consent_required' });
}

function noFactor(person: User): EntraError {
  const sentence = `${person.displayName} must use a second factor but has none registered.`;
  return new EntraError('access_denied', 50079, sentence);
}

function told(summary: string, actor: string | undefined): Parameters<Journal['add']>[0] {
  return { kind: 'login', summary, actor, status: undefined, wire: undefined };
}
