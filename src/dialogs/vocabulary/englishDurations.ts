import { type DurationVocabulary } from './durationVocabulary.ts';

/** `2h`, `90 min`, `half an hour`, `for 45`; "Stunden" too, which no English word is. */
export const englishDurations: DurationVocabulary = {
  lead: 'for',
  unit: 'days?|d|hours?|hrs?|hr|h|stunden?|std|minutes?|minuten?|mins?|m|seconds?|secs?',
  minute: 'minutes?|mins?|m',
  and: 'and',
  spelled: {
    'half an hour': 30,
    'an hour and a half': 90,
    'one and a half hours': 90,
    'one and a half hour': 90,
    'an hour': 60,
    'one hour': 60,
    'a day': 1440,
    'one day': 1440,
  },
  endless: 'forever|for ever|permanently|permanent|indefinitely|always|unlimited|endless(?:ly)?',
  trail: '',
};
