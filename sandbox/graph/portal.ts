import { type Answer } from '../world.ts';
import { type Caller, portalCaller } from './authorisation.ts';
import { badRequest, GraphError } from './graphError.ts';
import { decide } from './pim/approvals.ts';
import { assignOutside } from './pim/assignOutside.ts';
import { cancelRequest } from './pim/cancelRequest.ts';
import { changeRule } from './pim/changeRule.ts';
import { createRequest } from './pim/createRequest.ts';
import { type Pim, policyOf, roleInWords, roleOf } from './pim/pim.ts';
import { type Policy, ruleOf } from './pim/policy.ts';
import { askedBy } from './pim/requestBody.ts';
import { requestInWords, wishInWords } from './routes/requestWords.ts';
import { requestEntity } from './wire/requestEntity.ts';

type Body = Readonly<Record<string, unknown>>;
type Deed = (pim: Pim, caller: Caller, body: Body) => { readonly summary: string; readonly body?: unknown };

const text = (body: Body, name: string): string => {
  const value = body[name];
  if (typeof value !== 'string') throw badRequest(`The portal needs ${name}.`);
  return value;
};

const optional = (body: Body, name: string): string | null =>
  typeof body[name] === 'string' ? body[name] : null;

const answered = { isFresh: true, isForApprover: false } as const;

const decideAs =
  (reviewResult: 'Approve' | 'Deny'): Deed =>
  (pim, caller, body) => {
    const justification = optional(body, 'justification') ?? 'Decided in the portal';
    const request = decide(pim, caller, text(body, 'requestId'), { reviewResult, justification });
    const word = reviewResult === 'Approve' ? 'approved' : 'denied';
    return {
      summary: `${word} ${requestInWords(pim, request, caller.id)}`,
      body: requestEntity(pim, request, answered),
    };
  };

const cancel: Deed = (pim, caller, body) => {
  const id = text(body, 'requestId');
  const kind = pim.state.requests.find((one) => one.id === id.toLowerCase())?.kind ?? 'assignment';
  const request = cancelRequest(pim, caller, kind, id);
  return {
    summary: `called off ${requestInWords(pim, request, caller.id)}`,
    body: requestEntity(pim, request, answered),
  };
};

const activate: Deed = (pim, caller, body) => {
  const minutes = typeof body['durationMinutes'] === 'number' ? body['durationMinutes'] : 60;
  const wish = {
    action: 'selfActivate',
    principalId: caller.id,
    roleDefinitionId: text(body, 'roleDefinitionId'),
    directoryScopeId: optional(body, 'directoryScopeId') ?? '/',
    justification: optional(body, 'justification'),
    ticketInfo: {
      ticketNumber: optional(body, 'ticketNumber'),
      ticketSystem: optional(body, 'ticketSystem'),
    },
    scheduleInfo: {
      startDateTime: optional(body, 'startDateTime'),
      expiration: { type: 'afterDuration', duration: `PT${minutes}M` },
    },
  };
  const request = createRequest(pim, caller, askedBy(wish, 'assignment', pim.world.clock.now()));
  return { summary: `asked PIM ${wishInWords(pim, request)}`, body: requestEntity(pim, request, answered) };
};

const deactivate: Deed = (pim, caller, body) => {
  const wish = {
    action: 'selfDeactivate',
    principalId: caller.id,
    roleDefinitionId: text(body, 'roleDefinitionId'),
    directoryScopeId: optional(body, 'directoryScopeId') ?? '/',
  };
  const request = createRequest(pim, caller, askedBy(wish, 'assignment', pim.world.clock.now()));
  return { summary: `asked PIM ${wishInWords(pim, request)}`, body: requestEntity(pim, request, answered) };
};

const removeEligibility: Deed = (pim, caller, body) => {
  const wish = {
    action: 'adminRemove',
    principalId: text(body, 'principalId'),
    roleDefinitionId: text(body, 'roleDefinitionId'),
    directoryScopeId: optional(body, 'directoryScopeId') ?? '/',
  };
  const request = createRequest(pim, caller, askedBy(wish, 'eligibility', pim.world.clock.now()));
  return { summary: `asked PIM ${wishInWords(pim, request)}`, body: requestEntity(pim, request, answered) };
};

const removeAssignment: Deed = (pim, caller, body) => {
  const wish = {
    action: 'adminRemove',
    principalId: text(body, 'principalId'),
    roleDefinitionId: text(body, 'roleDefinitionId'),
    directoryScopeId: optional(body, 'directoryScopeId') ?? '/',
  };
  const request = createRequest(pim, caller, askedBy(wish, 'assignment', pim.world.clock.now()));
  return { summary: `asked PIM ${wishInWords(pim, request)}`, body: requestEntity(pim, request, answered) };
};

/** Where the directory itself gives roles, PIM is not asked. */
const assignOutsidePim: Deed = (pim, caller, body) => {
  const [principalId, roleDefinitionId] = [text(body, 'principalId'), text(body, 'roleDefinitionId')];
  assignOutside(pim, { principalId, roleDefinitionId, directoryScopeId: '/' }, caller.id);
  return { summary: `gave ${roleInWords(pim, roleDefinitionId, '/')} past PIM` };
};

/** In the portal a second factor and an authentication context are one choice: taking the context lets go of the other. */
function letGoOfMultifactor(pim: Pim, caller: Caller, policy: Policy, { claimValue, isEnabled }: Body): void {
  if (isEnabled !== true || typeof claimValue !== 'string') return;
  const enablement = 'Enablement_EndUser_Assignment';
  const enabled = ruleOf(policy, enablement)?.['enabledRules'];
  if (!Array.isArray(enabled) || !enabled.includes('MultiFactorAuthentication')) return;
  const rest = enabled.filter((rule) => rule !== 'MultiFactorAuthentication');
  changeRule(pim, caller, policy, enablement, { enabledRules: rest });
}

const setRule: Deed = (pim, caller, body) => {
  const role = roleOf(pim, text(body, 'roleDefinitionId'));
  const patch = body['patch'];
  if (role === undefined) throw badRequest('There is no such role.');
  if (typeof patch !== 'object' || patch === null) throw badRequest('The portal needs patch.');
  const policy = policyOf(pim, role.id);
  letGoOfMultifactor(pim, caller, policy, patch as Body);
  const rule = changeRule(pim, caller, policy, text(body, 'ruleId'), patch as Body);
  return { summary: `changed the rule ${rule.id} of ${roleInWords(pim, role.id, '/')}`, body: rule };
};

const setLicence: Deed = (pim, _, body) => {
  pim.state.isLicensed = body['isPresent'] === true;
  return {
    summary: pim.state.isLicensed
      ? 'gave the tenant its PIM licence'
      : 'took the PIM licence from the tenant',
  };
};

const deeds: Readonly<Record<string, Deed>> = {
  approve: decideAs('Approve'),
  deny: decideAs('Deny'),
  cancel,
  activate,
  deactivate,
  removeEligibility,
  removeAssignment,
  assignOutsidePim,
  setRule,
  setLicence,
};

/**
 * Does what a person would do in the Entra portal, without the bot: `{actor, action, …}`. Answers 200 with what came
 * of it, or the status and code that Graph would answer.
 */
export function portal(pim: Pim, body: unknown): Answer {
  try {
    return done(pim, body);
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    return { status: error.status, body: { error: { code: error.code, message: error.message } } };
  }
}

function done(pim: Pim, body: unknown): Answer {
  if (typeof body !== 'object' || body === null) throw badRequest('The portal needs a JSON object.');
  const given = body as Body;
  const action = text(given, 'action');
  const deed = deeds[action];
  if (deed === undefined) throw badRequest(`The portal cannot do '${action}'.`);
  // The licence is bought elsewhere; whoever does it.
  const actor = optional(given, 'actor')?.toLowerCase();
  const user = pim.world.tenant.users.find((one) => one.id === actor);
  const someone = action === 'setLicence' ? (user ?? pim.world.tenant.users[0]) : user;
  if (someone === undefined) throw badRequest('The portal needs actor: the object id of a person.');
  const { summary, body: result } = deed(pim, portalCaller(someone), given);
  pim.world.journal.add({
    kind: 'control',
    summary: `In the portal ${someone.displayName} ${summary}`,
    actor: someone.displayName,
    status: 200,
    wire: { response: JSON.stringify(result ?? {}, undefined, 2) },
  });
  return { status: 200, body: result ?? {} };
}
