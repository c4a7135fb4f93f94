import { type ErrorWords } from '../errors.ts';
import { refusedByHouse } from './houseRuleRefusals.ts';
import { counted } from './people.ts';
import { refusedTicket } from './tickets.ts';

/** Rules that an activation does not meet, in German. */
export const unmetRules: ErrorWords['rules'] = {
  duration_too_long: ({ maximumMinutes }, duration) =>
    maximumMinutes === undefined
      ? 'PIM sagt, diese Rolle erlaubt weniger Zeit. Wählen Sie eine kürzere Dauer.'
      : `Diese Rolle erlaubt höchstens ${duration(maximumMinutes)}.`,
  duration_too_short: ({ minimumMinutes }, duration) =>
    `Die kürzeste Aktivierung dauert ${duration(minimumMinutes)}.`,
  justification_missing: () => 'Die Rolle verlangt eine Begründung.',
  justification_too_long: ({ maximumCharacters }) =>
    `Die Begründung darf höchstens ${counted(maximumCharacters, 'Zeichen', 'Zeichen')} haben.`,
  ticket_missing: () => 'Die Rolle verlangt eine Ticketnummer.',
  ticket_refused: refusedTicket,
  house_rule: ({ line }, duration, at) => refusedByHouse(line, duration, at),
  multifactor_missing: () => 'Die Rolle verlangt Multi-Faktor-Authentifizierung.',
  eligibility_missing: () => 'PIM findet für diese Rolle keine berechtigte Zuweisung von Ihnen.',
  permanent_not_allowed: () => 'Die Einstellungen der Rolle erlauben es nicht ohne Ende.',
  start_in_past: () =>
    'Der Beginn liegt in der Vergangenheit. Schreiben Sie einen anderen, z. B. morgen um 9:00.',
  start_after_eligibility: () =>
    'Ihre Berechtigung für die Rolle ist bis dahin vorbei. Schreiben Sie einen früheren Beginn, z. B. morgen um 9:00.',
  end_before_start: () =>
    'Das Ende liegt vor dem Beginn. Wählen Sie die Dauer; über Mitternacht nennen Sie Beginn und Dauer, z. B. um 22:00 für 8h.',
  end_contradicts_duration: () => 'Ende und Dauer passen nicht zusammen. Wählen Sie die Dauer.',
  hour_skipped: () =>
    'Die Uhren springen über diese Stunde, an jenem Tag gibt es sie nicht. Hier steht die Zeit, die sie dann zeigen.',
  other: ({ name }) => `PIM sagt, eine Regel ist nicht erfüllt: ${name}.`,
};
