import { MAXIMUM_JUSTIFICATION_CHARACTERS, type ActivationInput, type RoleSettings } from '../pim/policy.ts';
import { type FormWords } from '../words/words.ts';
import { plainText } from './plainText.ts';

/** Our own bound: PIM documents none. */
const MAXIMUM_TICKET_CHARACTERS = 100;

/** Data of the fields in which a person writes, for a form's template. */
export function textInputs(
  words: FormWords,
  {
    isJustificationRequired,
    isTicketRequired,
  }: Pick<RoleSettings, 'isJustificationRequired' | 'isTicketRequired'>,
  preset: Partial<ActivationInput>,
): object {
  const given = (text: string | undefined, characters: number): string =>
    plainText(text ?? '', { characters, lines: 20 });
  return {
    justificationLabel: isJustificationRequired ? words.justification : words.justificationOptional,
    justificationHint: words.justificationHint,
    justificationMissing: words.justificationMissing,
    justificationCharacters: MAXIMUM_JUSTIFICATION_CHARACTERS,
    justification: given(preset.justification, MAXIMUM_JUSTIFICATION_CHARACTERS),
    isJustificationRequired,
    // A ticket that was typed is kept on the form even where the role wants none.
    asksTicket: isTicketRequired || (preset.ticketNumber ?? '') !== '',
    isTicketRequired,
    ticketLabel: isTicketRequired ? words.ticketNumber : words.ticketNumberOptional,
    ticketMissing: words.ticketMissing,
    ticketNumber: given(preset.ticketNumber, MAXIMUM_TICKET_CHARACTERS),
    ticketSystemLabel: words.ticketSystem,
    ticketSystem: given(preset.ticketSystem, MAXIMUM_TICKET_CHARACTERS),
    ticketCharacters: MAXIMUM_TICKET_CHARACTERS,
  };
}
