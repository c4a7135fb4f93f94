import { type Answer, type Call, type Journal, type SandboxClock } from '../world.ts';
import { withClaims, withoutTokens } from '../wire.ts';
import { authenticateClient } from './clientAuthentication.ts';
import { EntraError, errorAnswer, traceAt } from './entraError.ts';
import { type GrantParts, grants } from './grants.ts';

/** What the token endpoint stands on. */
export interface TokenEndpointParts extends GrantParts {
  readonly baseUrl: string;
  readonly clock: SandboxClock;
  readonly journal: Journal;
}

/** Answers a POST to `/oauth2/v2.0/token`, and tells the journal how it went. */
export async function answerTokenRequest(parts: TokenEndpointParts, call: Call): Promise<Answer> {
  const { journal, clock, baseUrl } = parts;
  const form = new URLSearchParams(call.body.toString());
  try {
    const { body, summary } = await granted(parts, call, form);
    const answer: Answer = {
      status: 200,
      headers: { 'cache-control': 'no-store', pragma: 'no-cache' },
      body,
    };
    journal.add({ ...told(summary, call, answer) });
    return answer;
  } catch (error) {
    if (!(error instanceof EntraError)) throw error;
    const trace = traceAt(clock.now(), form.get('client-request-id') ?? undefined);
    const answer = errorAnswer(error, trace, baseUrl);
    journal.add(told(`Entra refused a token: ${error.message}`, call, answer));
    return answer;
  }
}

async function granted(
  parts: TokenEndpointParts,
  call: Call,
  form: URLSearchParams,
): ReturnType<(typeof grants)[string]> {
  const contentType = call.headers['content-type'] ?? '';
  const grantType = contentType.startsWith('application/x-www-form-urlencoded')
    ? form.get('grant_type')
    : null;
  if (grantType === null) {
    const sentence = "The request body must contain the following parameter: 'grant_type'.";
    throw new EntraError('invalid_request', 900144, sentence);
  }
  const grant = Object.hasOwn(grants, grantType) ? grants[grantType] : undefined;
  if (grant === undefined) {
    throw new EntraError(
      'unsupported_grant_type',
      70003,
      `The app requested an unsupported grant type '${grantType}'.`,
    );
  }
  const { appId, settings, clock, baseUrl, tenantId, tokens } = parts;
  const audiences = assertionAudiences(baseUrl, tenantId);
  const client = await authenticateClient(call, form, {
    appId,
    audiences,
    settings,
    tokens,
    now: clock.now(),
  });
  return grant(parts, form, client);
}

/** A client aimed at the sandbox by its transport alone signs for Microsoft's own host. */
function assertionAudiences(baseUrl: string, tenantId: string): readonly string[] {
  return [`${baseUrl}/login/${tenantId}`, `https://login.microsoftonline.com/${tenantId}`].flatMap(
    (authority) => [`${authority}/v2.0`, `${authority}/oauth2/v2.0/token`],
  );
}

function told(summary: string, call: Call, answer: Answer): Parameters<Journal['add']>[0] {
  return {
    kind: 'login',
    summary,
    actor: 'Latchkey (app)',
    status: answer.status,
    wire: {
      request: `${call.method} ${call.path}\n\n${withoutTokens(call.body.toString())}`,
      response: withClaims(JSON.stringify(answer.body, null, 2)),
    },
  };
}
