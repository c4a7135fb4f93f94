import { type KeptLine, type KeptRuling } from '../pim/houseRules/keptRuling.ts';

/** A ruling as a column holds it. */
export const keptRulingText = (ruling: KeptRuling): string => JSON.stringify(ruling);

/** The same again; only `keptRulingText` writes the column. */
export function keptRulingIn(text: string): KeptRuling {
  const { at, lines, ...rest } = JSON.parse(text) as Omit<KeptRuling, 'at'> & { readonly at: string };
  return { ...rest, at: new Date(at), lines: lines.map(lineIn) };
}

/** JSON has no times, and leaves out what is not there. */
const lineIn = ({ asked, isWaived }: KeptLine): KeptLine => {
  switch (asked.thing) {
    case 'hours':
    case 'maximum':
      return { asked, isWaived };
    case 'coolDown':
      return {
        asked: { ...asked, until: asked.until === undefined ? undefined : new Date(asked.until) },
        isWaived,
      };
    case 'ticket':
      return { asked: { ...asked, problem: asked.problem, isMet: asked.isMet }, isWaived };
    case 'approvals':
      return { asked: { ...asked, isMet: undefined }, isWaived };
  }
};
