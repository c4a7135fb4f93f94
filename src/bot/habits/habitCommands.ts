import { type ActivateRoleOptions } from '../../dialogs/activateRoleDialog.ts';
import { type ActivationWords } from '../../dialogs/activationWords.ts';
import { type Person } from '../../pim/ids.ts';
import { type SignOn } from '../../pim/ports.ts';
import { type FollowedRequests } from '../../pim/records.ts';
import { type RoleAtScope } from '../../pim/roles.ts';
import { type DialogTurns } from '../dialogTurns.ts';
import { tellNotUnderstood } from '../notUnderstood.ts';
import { type PresetActions } from './presetActions.ts';
import { type Session } from '../sessions.ts';
import { type SignInDesk } from '../signIn/signIn.ts';

/** Begins an activation from what was typed: several roles and presets have one form, one role has a dialog. */
export async function activateFromWords(
  deps: { readonly presetActions: PresetActions; readonly dialogs: Pick<DialogTurns, 'activate' | 'cancel'> },
  session: Session,
  signOn: SignOn,
  { command, words }: { readonly command: 'activate' | 'emergency'; readonly words: ActivationWords },
): Promise<void> {
  const isEmergency = command === 'emergency';
  // An emergency is one role's: each goes past other rules, and tells other people.
  if (isEmergency || !(await deps.presetActions.activate(session, signOn, words))) {
    await deps.dialogs.activate(session, signOn, { words, isEmergency });
    return;
  }
  // What is typed next is no answer to an earlier form.
  await deps.dialogs.cancel(session);
}

/** The name of a preset is enough to have its form; it is shown to whoever proved to be that person. */
export async function presetOrNothing(
  deps: Parameters<typeof tellNotUnderstood>[0] & {
    readonly presetActions: PresetActions;
    readonly signIn: Pick<SignInDesk, 'ask' | 'current'>;
  },
  session: Session,
  words: string,
): Promise<void> {
  const preset = await deps.presetActions.named(session, words);
  if (preset === undefined) return tellNotUnderstood(deps, session, words);
  const signOn = await deps.signIn.current(session.person);
  if (signOn === undefined) await deps.signIn.ask(session, { kind: 'text', text: `activate ${preset.name}` });
  else await deps.presetActions.activatePreset(session, signOn, preset.id);
}

/** The same role again: what was said last time stands in the form, to be looked at. */
export async function repeated(
  { requests }: { readonly requests: Pick<FollowedRequests, 'lastOf'> },
  person: Person,
  { roleDefinitionId, scopeId }: RoleAtScope,
): Promise<ActivateRoleOptions> {
  const last = (await requests.lastOf(person, 50)).find(
    (request) => request.roleDefinitionId === roleDefinitionId && request.scopeId === scopeId,
  );
  const { durationMinutes, justification = '', ticketSystem = '' } = last ?? {};
  return {
    role: { roleDefinitionId, scopeId },
    draft: {
      durationMinutes,
      justification: justification === '' ? undefined : justification,
      // A ticket stands for one piece of work: it is asked for again.
      ticketNumber: undefined,
      ticketSystem: ticketSystem === '' ? undefined : ticketSystem,
      startAt: undefined,
    },
    isToBeSeen: true,
  };
}
