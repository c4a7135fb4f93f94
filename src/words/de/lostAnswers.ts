import { type ErrorWords } from '../errors.ts';
import { said } from './changeGuards.ts';

/** What becomes of a change whose answer was lost, or that nobody went on with. */
export const lostAnswers = {
  outcome_unknown: said(
    'Entra hat nicht geantwortet; ich kann noch nicht sagen, ob es geklappt hat.',
    'Ich sehe weiter nach und melde mich hier. Senden Sie es nicht ein zweites Mal.',
  ),
  outcome_never_learnt: said(
    'Entra hat nicht geantwortet, und ich konnte einen Tag lang nicht herausfinden, ob es geklappt hat.',
    'Ich sehe nicht mehr nach. Schauen Sie im Entra Admin Center, wie es steht, bevor Sie es noch einmal versuchen.',
  ),
  never_begun: said(
    'Einen Tag lang hat sich niemand dafür angemeldet; an Entra wurde nichts gesendet.',
    'Nichts wurde geändert. Versuchen Sie es noch einmal, wenn Sie es noch brauchen.',
  ),
  asked_too_long_ago: said(
    'Entra hat diese Anfrage nicht bekommen, als Sie fragten, und das ist über eine Viertelstunde her.',
    'Ich habe sie jetzt nicht mehr gesendet: Nichts ist aktiv. Wenn Sie die Rolle noch brauchen, fragen Sie noch einmal.',
  ),
} satisfies Partial<ErrorWords['codes']>;
