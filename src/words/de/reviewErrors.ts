import { type ErrorWords } from '../errors.ts';
import { said } from './changeGuards.ts';

/** What goes wrong with access reviews, in German. */
export const reviewErrors = {
  reviews_off: said(
    'Zugriffsüberprüfungen sind hier nicht eingeschaltet.',
    'Nichts wurde geändert. Einschalten lässt sich das in der Einstellungsdatei von Latchkey: reviews, enabled.',
  ),
  review_not_found: said(
    'Entra kennt diese Zugriffsüberprüfung nicht mehr.',
    'Nichts wurde geändert. Schreiben Sie Überprüfungen, um zu sehen, welche es gibt.',
  ),
  review_over: said(
    'Diese Runde der Überprüfung ist vorbei: Entscheidungen werden nicht mehr angenommen.',
    'Nichts wurde geändert. Was vor dem Ende entschieden wurde, steht in Entra.',
  ),
  not_a_reviewer: said(
    'Entra führt Sie dafür nicht unter den Prüfenden.',
    'Nichts wurde entschieden. Die Prüfenden können sich geändert haben, seit Sie gefragt wurden.',
  ),
  already_reviewed: ({ decidedBy }) =>
    decidedBy === undefined
      ? { what: 'Das haben Sie bereits entschieden.', next: 'Es ist nichts mehr zu tun.' }
      : {
          what: `${decidedBy} hat das bereits entschieden.`,
          next: 'Ich habe nichts geändert. Sprechen Sie miteinander, wenn Sie es anders sehen.',
        },
  review_not_completed: said(
    'Was entschieden wurde, lässt sich erst umsetzen, wenn die Runde abgeschlossen ist, und nur einmal.',
    'Nichts wurde geändert. Warten Sie ihr Ende ab, oder beenden Sie sie zuerst.',
  ),
  review_changed: said(
    'Jetzt würden andere Personen die Rolle verlieren als die, die Sie sahen.',
    'Nichts wurde geändert. Sehen Sie sich die Überprüfung noch einmal an.',
  ),
  review_reminder_unclear: said(
    'Entra hat nicht geantwortet; niemand weiß, ob die Erinnerung hinausging.',
    'Eine zweite schadet nicht; Sie können sie noch einmal senden.',
  ),
} satisfies Partial<ErrorWords['codes']>;
