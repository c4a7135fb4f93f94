import assert from 'node:assert/strict';
import { attackGroup } from './attackTable.ts';
import { AttackedBot } from './attackedBot.ts';
import { addressAttacks } from './addressAttacks.ts';
import { bodyAttacks } from './bodyAttacks.ts';
import { claimAttacks } from './claimAttacks.ts';
import { headerAttacks } from './headerAttacks.ts';
import { type InboundHow } from './inboundWays.ts';
import { meaningAttacks } from './meaningAttacks.ts';
import { pathAttacks } from './pathAttacks.ts';
import { signatureAttacks } from './signatureAttacks.ts';
import { canary, outcomeOf } from './inboundPosts.ts';

describe('attacks on the door', () => {
  let bot: AttackedBot;

  before(async () => {
    bot = await AttackedBot.start();
  });

  after(() => bot.stop());

  const tried = async (how: InboundHow): Promise<string> => outcomeOf(bot, await how(bot));

  attackGroup('AU', 'how a token is presented', headerAttacks(), tried);
  attackGroup('AU', 'how a token is signed', signatureAttacks(), tried);
  attackGroup('AU', 'what a token says', claimAttacks(), tried);
  attackGroup('AU', 'where the answer would go', addressAttacks(), tried);
  attackGroup('AU', 'who, where and from whom', meaningAttacks(), tried);
  attackGroup('AU', 'how a body looks', bodyAttacks(), tried);
  attackGroup('AU', 'other ways in', pathAttacks(), tried);

  // In a suite of its own: a suite's own tests would run before those of the groups.
  describe('afterwards', () => {
    it('left nothing in the database, and no line that is not JSON', async () => {
      const rows = await bot.stopAndRead();
      assert.deepEqual(
        rows.filter((row) => row.includes(canary)),
        [],
      );
      assert.deepEqual(bot.otherOutput, []);
    });
  });
});
