import { activationFormCard } from '../cards/activationFormCard.ts';
import { type Card, type CardContext } from '../cards/card.ts';
import { roleOnCard } from '../cards/roleOnCard.ts';
import { verbs } from '../cards/verbs.ts';
import { type PimDirectory } from '../pim/ports.ts';
import { type Intent } from '../pim/records.ts';
import { type RoleAtScope, scopeOfId } from '../pim/roles.ts';
import { type PressOf } from './pressedButtons.ts';
import { minutesOf, roleOf } from './pressFields.ts';

/** What the form of one activation asks for; everything in it is judged again. */
export const activationIn = (
  press: PressOf<typeof verbs.submitActivation | typeof verbs.submitEmergency>,
): Extract<Intent, { kind: 'activate' }> => ({
  kind: 'activate',
  ...roleOf(press),
  durationMinutes: minutesOf(press.durationMinutes),
  justification: (press.justification ?? '').trim(),
  ticketNumber: (press.ticketNumber ?? '').trim().slice(0, 100),
  ticketSystem: (press.ticketSystem ?? '').trim().slice(0, 100),
  startAt: press.startAt,
  ...(press.verb === verbs.submitEmergency ? { isEmergency: true } : {}),
});

/** The form of an activation that was dropped. */
export async function dismissedForm(
  { directory }: { readonly directory: Pick<PimDirectory, 'role'> },
  context: CardContext,
  { roleDefinitionId, scopeId }: RoleAtScope,
): Promise<Card> {
  const role = { role: await directory.role(roleDefinitionId), scope: scopeOfId(scopeId) };
  return activationFormCard(context, { state: 'dismissed', role: roleOnCard(role) });
}
