import { type DurationVocabulary } from './durationVocabulary.ts';

/** `2 Stunden`, `90 Minuten`, `anderthalb Stunden`, `für 45`; with the units that people type in any language. */
export const germanDurations: DurationVocabulary = {
  lead: 'für|fuer|for|bis zu',
  unit: 'tagen?|tage|days?|d|stunden?|std|hours?|hrs?|hr|h|minuten?|minutes?|mins?|m|sekunden?|sek|seconds?|secs?',
  minute: 'minuten?|minutes?|mins?|m',
  and: 'und',
  spelled: {
    'eine halbe stunde': 30,
    'einer halben stunde': 30,
    'halbe stunde': 30,
    'eine viertelstunde': 15,
    'eine dreiviertelstunde': 45,
    'eineinhalb stunden': 90,
    'anderthalb stunden': 90,
    'zweieinhalb stunden': 150,
    'eine stunde': 60,
    'einer stunde': 60,
    'zwei stunden': 120,
    'drei stunden': 180,
    'vier stunden': 240,
    'acht stunden': 480,
    'einen tag': 1440,
    'einen halben tag': 720,
  },
  endless: 'für immer|dauerhaft|unbefristet|unbegrenzt|ohne ende|permanent|forever',
  trail: String.raw`(?:\s{1,9}lang(?![\p{L}\p{N}]))?`,
};
