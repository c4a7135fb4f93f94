import { createRequire } from 'node:module';
import type { AdaptiveCard, SerializationContext } from 'adaptivecards';
import { languages } from '../../src/words/wordsFor.ts';
import { gallery } from '../../test/cards/gallery.ts';
import { type ForeignWords } from '../../test/cards/gallery/foreignWords.ts';
import { aContext } from '../../test/cards/samples.ts';
import { type Findings } from '../findings.ts';
import { type Part } from '../part.ts';

const { AdaptiveCard: Card, SerializationContext: Context } = createRequire(import.meta.url)(
  'adaptivecards/dist/adaptivecards.js',
) as { AdaptiveCard: new () => AdaptiveCard; SerializationContext: new () => SerializationContext };

const mostBytes = 28_000;

/** As long as Graph and the forms let a name or a text be, in characters that take the most bytes. */
const longest: ForeignWords = {
  person: 'Ł'.repeat(256),
  role: '🔑'.repeat(256),
  scope: '管'.repeat(256),
  ticket: '🎫'.repeat(300),
  text: '\u{1F469}\u200D\u{1F692} 理由\n'.repeat(3000),
};

/** Elements that Teams draws beyond the format's own; each says what stands in its place elsewhere. */
const ofTeams = /^Unknown element type "Chart\.\w+(?:\.Stacked)?"\. Fallback will be used if present\.$/u;

interface Parsed {
  readonly remarks: readonly string[];
  readonly charts: number;
}

function parsed(content: unknown): Parsed {
  const card = new Card();
  const context = new Context();
  card.parse(content, context);
  const events = Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index).message);
  const found = card.validateProperties().validationEvents.map(({ message }) => message);
  return {
    remarks: [...events.filter((event) => !ofTeams.test(event)), ...found],
    charts: events.filter((event) => ofTeams.test(event)).length,
  };
}

function inLanguage(findings: Findings, language: string): void {
  const remarks: string[] = [];
  let [cards, charts] = [0, 0];
  for (const actions of ['execute', 'submit'] as const) {
    for (const [name, draw] of gallery()) {
      const result = parsed(draw(aContext({ locale: language, actions })).content);
      cards += 1;
      charts += result.charts;
      remarks.push(...result.remarks.map((remark) => `${name}: ${remark}`));
    }
  }
  const seen = remarks.length === 0 ? `${cards} cards, no remark` : remarks.slice(0, 3).join('; ');
  findings.that(
    `${language}: parsed and checked by adaptivecards`,
    'no remark',
    seen,
    remarks.length === 0 && cards > 0,
  );
  if (charts > 0) {
    const reason = 'charts are elements of Teams’ own; each carries a fallback that other hosts draw';
    findings.deviation(
      `${language}: elements that adaptivecards does not know`,
      '0',
      `${charts} charts`,
      reason,
    );
  }
  const sizes = [...gallery(longest)].map(
    ([name, draw]) =>
      [name, Buffer.byteLength(JSON.stringify(draw(aContext({ locale: language })).content))] as const,
  );
  const largest = sizes.toSorted(([, one], [, other]) => other - one)[0];
  const [name, bytes] = largest ?? ['no card', 0];
  findings.that(
    `${language}: largest with the longest names`,
    `under ${mostBytes} bytes`,
    `${bytes} bytes (${name})`,
    bytes > 0 && bytes < mostBytes,
  );
}

/** Every card in every state, in every language, read by the renderer's own parser. */
export const cardsPart: Part = {
  packages: [],
  run: (findings) => {
    for (const { language } of languages) inLanguage(findings, language);
    return Promise.resolve();
  },
};
