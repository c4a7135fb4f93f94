import { type Whom } from '../pim/houseRules/houseRule.ts';
import { type KeptRuling } from '../pim/houseRules/keptRuling.ts';
import { type AskedLine } from '../pim/houseRules/ruling.ts';
import { type HouseRuleTold } from '../words/houseRuleWords.ts';
import { type Times } from '../words/times.ts';
import { type Words } from '../words/words.ts';
import { plainName, plainText } from './plainText.ts';
import { line, type Line } from './runs.ts';
import { type CardFact } from './sheet.ts';

/** Names of those whom rules name, by id. */
export type HouseNames = ReadonlyMap<string, string>;

/** What the rules of the house ask of an activation that is being prepared. */
export interface HouseOnForm {
  readonly asked: readonly AskedLine[];
  readonly names: HouseNames;
  /** Whether this person may go past them in an emergency. */
  readonly mayBeEmergency: boolean;
  /** The form is one for an emergency: what it goes past, and who is told. `isBarred`: not this person, or not now. */
  readonly emergency:
    { readonly passes: readonly AskedLine[]; readonly owners: Whom; readonly isBarred: boolean } | undefined;
}

/** So many lines stand on a card; the rest is counted. */
const MOST_LINES = 4;
const SENTENCE = { characters: 300, lines: 1 };

const toldIn = ({ houseRules }: Words, { duration, at }: Times, names: HouseNames): HouseRuleTold => ({
  duration,
  at,
  name: (id) => plainName(names.get(id) ?? houseRules.onCards.unnamed),
});

/** Lines under a heading, a few of them. */
function bulleted(words: Words, heading: string, sentences: readonly string[]): readonly Line[] {
  if (sentences.length === 0) return [];
  const others = sentences.length - MOST_LINES;
  return [
    line(heading),
    ...sentences.slice(0, MOST_LINES).map((one) => line(`• ${plainText(one, SENTENCE)}`)),
    ...(others > 0 ? [line(`• ${words.houseRules.onCards.others(others)}`)] : []),
  ];
}

/** What the rules ask, on the form; on that for an emergency what it goes past, who hears of it, and what stays. */
export function houseLines(words: Words, times: Times, house: HouseOnForm | undefined): readonly Line[] {
  if (house === undefined) return [];
  const told = toldIn(words, times, house.names);
  const say = (asked: AskedLine): string => words.houseRules.asked(asked, told);
  const { emergency } = house;
  if (emergency === undefined || emergency.isBarred)
    return bulleted(words, words.houseRules.onCards.asks, house.asked.map(say));
  const { form } = words.emergencies;
  if (emergency.passes.length === 0) return [line(form.nothingToPass)];
  const owners = [...emergency.owners.people, ...emergency.owners.groups].map(told.name);
  const hearing =
    owners.length === 0
      ? form.nobodyTold
      : form.told(owners.slice(0, MOST_LINES), Math.max(0, owners.length - MOST_LINES));
  return [
    ...bulleted(words, form.passes, emergency.passes.map(say)),
    line(plainText(hearing, SENTENCE)),
    line(form.stays),
  ];
}

/** What the rules said of a request, as facts of its card. */
export function rulingFacts(words: Words, times: Times, ruling: KeptRuling | undefined): readonly CardFact[] {
  if (ruling === undefined || ruling.lines.length === 0) return [];
  const { onCards } = words.houseRules;
  const told = toldIn(words, times, new Map());
  const shown = ruling.lines.slice(0, MOST_LINES);
  const others = ruling.lines.length - shown.length + ruling.others;
  return [
    ...shown.map((kept) => ({
      label: onCards.row,
      value: line(plainText(onCards.kept(kept, told), SENTENCE)),
    })),
    ...(others > 0 ? [{ label: onCards.row, value: line(onCards.others(others)) }] : []),
  ];
}
