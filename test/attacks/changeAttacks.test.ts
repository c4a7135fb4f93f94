import assert from 'node:assert/strict';
import { readOnlyApplicationPermissions } from '../../sandbox/tenants/seededTenant.ts';
import { writeRelayFile } from '../../src/store/relaySwitchFile.ts';
import { actionsOf, textAt, type Json } from '../support/cardReading.ts';
import { type ChatMessage, wordsOf } from '../support/teamsUser.ts';
import { approvalsAt } from './approvals.ts';
import { type Attack, attackGroup } from './attackTable.ts';
import { AttackedBot } from './attackedBot.ts';
import { answerOf, buttonOf, executed, type FoundButton, pressRaw } from './cardPresses.ts';
import { changedRoles as roles, ChangePresses, type MadeUpChange, someDraft } from './changePresses.ts';
import { changeOf, louId, madeUpChanges } from './madeUpChanges.ts';
import { isShownAsText, placesOf } from './renderedPlaces.ts';

const breakGlass = `yardstick: { breakGlass: ['${louId}'] }\n`;
const CARD = 'application/vnd.microsoft.card.adaptive';

type Story = () => Promise<string>;

describe('attacks on changes of other people’s roles', () => {
  let bot: AttackedBot;

  before(async () => {
    bot = await AttackedBot.start({
      mayAdminister: true,
      settings: breakGlass,
      installedFor: ['Ana', 'Ben', 'Dara', 'Eli', 'Fay', 'Gus', 'Jun'],
    });
  });

  after(() => bot.stop());

  const { user, settings, openSignIn, exchanged } = approvalsAt(() => bot);
  const presses = new ChangePresses(() => bot);
  const of = changeOf(() => bot);
  const gusGroups = (): MadeUpChange => of('removeEligible', 'Gus', roles.groupsAdministrator);

  attackGroup(
    'CH',
    'presses that no card of ours sends',
    madeUpChanges(() => bot, presses),
    (story) => story(),
  );

  const proofs: readonly Attack<Story>[] = [
    [
      'on the strength of a sign-in for something else',
      'asked for one of its own, no change',
      async () => {
        await daraAsked();
        const seen = `asked for one of its own, ${await presses.changes()}`;
        await settings('Dara', 'silent');
        return seen;
      },
    ],
    [
      'with the token of somebody who may, exchanged by somebody else',
      '412, no change',
      async () => {
        const id = await daraAsked();
        const status = await exchanged('Jun', id, await bot.control.signOnToken(bot.idOf('Dara')));
        await settings('Dara', 'silent');
        return `${status}, ${await presses.changes()}`;
      },
    ],
    [
      'with the token of another who may',
      '412, no change',
      async () => {
        const id = await daraAsked();
        const status = await exchanged('Dara', id, await bot.control.signOnToken(bot.idOf('Eli')));
        await settings('Dara', 'silent');
        return `${status}, ${await presses.changes()}`;
      },
    ],
    [
      'a form that was left already',
      'nothing said, no change',
      async () => {
        const draftId = someDraft();
        await presses.confirm('Dara', { ...gusGroups(), draftId }, undefined, 'holding.dismiss');
        await presses.begin();
        const mark = await user('Dara').mark();
        await presses.confirm('Dara', { ...gusGroups(), draftId });
        const changes = await presses.changes();
        return `${(await user('Dara').mark()) === mark ? 'nothing said' : 'something said'}, ${changes}`;
      },
    ],
    [
      'in a channel',
      'not in public, no change',
      async () => {
        await presses.begin();
        const conversation = {
          conversationType: 'channel',
          isGroup: true,
          id: '19:x@thread.tacv2',
          tenantId: bot.tenantId,
        };
        const data = {
          verb: 'holding.confirm',
          scopeId: '/',
          draftId: someDraft(),
          days: '90',
          justification: 'x',
          ...gusGroups(),
        };
        const answer = await pressRaw(bot, {
          by: 'Dara',
          value: executed('holding.confirm', data),
          activity: { conversation },
        });
        return `${answerOf(answer).includes('in a chat of our own') ? 'not in public' : answerOf(answer)}, ${await presses.changes()}`;
      },
    ],
    [
      'while the relay is switched off',
      'switched off, no change',
      async () => {
        await turn(false);
        const seen = await presses.outcome('Dara', gusGroups());
        await turn(true);
        return seen;
      },
    ],
  ];

  /** Dara is signed in, confirms a change, and stands before a sign-in that does not go on by itself; gives its id. */
  async function daraAsked(): Promise<string> {
    const dara = user('Dara');
    await settings('Dara', 'silent');
    const first = await dara.mark();
    await dara.say('my roles');
    await dara.waitForCard(/You can activate|Active now/, { after: first ?? '' });
    await settings('Dara', 'off');
    await presses.begin();
    const asked = await dara.mark();
    await presses.confirm('Dara', gusGroups());
    return openSignIn('Dara', asked);
  }

  async function turn(isOn: boolean): Promise<void> {
    await writeRelayFile(
      bot.environment['LATCHKEY_DATA_DIR'] ?? '',
      { isOn, by: 'kim', reason: 'drill' },
      { now: () => new Date() },
    );
    await bot.forward(0.1);
  }

  attackGroup('CH', 'whose proof it is, and what stops all of it', proofs, (story) => story());

  const payloads = [
    '[zqlink](https://evil.example)',
    '<b onclick="x()">zqhtml</b><script>alert(1)</script>',
    '<at>zqmention</at> **zqbold** `zqcode`',
    '${1+1}${secret}zqexpression {{DATE(2026-01-01)}} $root.zq',
    '\u202Ezqbidi\u2066\u2069\u200F zq\u0000\u0007nul',
    "zqquery' or '1' eq '1; drop table latchkey.operation;--",
  ] as const;
  const words: readonly Attack<string>[] = payloads.map((text) => [
    `a justification: ${text.slice(0, 40)}`,
    'shown as text',
    text,
  ]);
  attackGroup('CH', 'words of a justification', words, async (justification) => {
    const dara = user('Dara');
    const mark = await dara.mark();
    await presses.confirm('Dara', { ...gusGroups(), justification }, undefined, 'holding.check');
    await dara.waitForCard(/Make this change\?/, { after: mark ?? '' });
    const all = await dara.messages({ fresh: true });
    const places = all.slice(all.findIndex(({ id }) => id === mark) + 1).flatMap(placesOf);
    const found = places.filter(({ text }) => text.includes('zq'));
    assert.ok(found.length > 0, 'shown nowhere');
    const wrong = found.filter((place) => !isShownAsText(place) || /[\p{Cf}]|[^\P{Cc}\n]/u.test(place.text));
    return wrong.length === 0 ? 'shown as text' : JSON.stringify(wrong);
  });

  const once: readonly Attack<Story>[] = [
    [
      'a change pressed three times at once',
      '1 adminAssign, 1 adminRemove',
      async () => {
        const { data, messageId } = await confirmCard('Dara', 'Fay Lindqvist, Security Reader');
        await presses.begin();
        await Promise.all([0, 1, 2].map(() => pressConfirm('Dara', data, messageId)));
        await user('Dara').waitForCard(/Eligible now/);
        return presses.changes();
      },
    ],
    [
      'from two devices, and delivered again with ids of their own',
      '1 adminAssign, 1 adminRemove; then no change',
      async () => {
        const { data, messageId } = await confirmCard('Dara', 'Eli Novak, Privileged Role Administrator');
        await presses.begin();
        await Promise.all([
          pressConfirm('Dara', data, messageId, { id: 'f:one' }),
          pressConfirm('Dara', data, messageId, {
            id: 'f:two',
            channelData: { tenant: { id: bot.tenantId } },
          }),
          pressConfirm('Dara', data, undefined, { id: 'f:three' }),
        ]);
        await user('Dara').waitForCard(/Privileged Role Administrator[\s\S]*Both were read again/);
        const first = await presses.changes();
        await presses.begin();
        await pressConfirm('Dara', data, messageId, { id: 'f:four' });
        return `${first}; then ${await presses.changes()}`;
      },
    ],
    [
      'one proof, delivered three times',
      '1 adminRemove',
      async () => {
        const id = await daraAsked();
        const token = await bot.control.signOnToken(bot.idOf('Dara'));
        await Promise.all([0, 1, 2].map(() => exchanged('Dara', id, token)));
        await user('Dara').waitForCard(/Eligibility removed/);
        await settings('Dara', 'silent');
        return presses.changes();
      },
    ],
    [
      'another’s form, by its id',
      'said nothing of it, no change; then 1 adminRemove',
      async () => {
        const change = of('removeEligible', 'Gus', roles.helpdeskAdministrator, { draftId: someDraft() });
        await presses.begin();
        await presses.confirm('Eli', change);
        await user('Eli').waitForCard(/Eligibility removed/);
        const first = await presses.changes();
        await presses.begin();
        await presses.confirm('Dara', {
          ...change,
          ...of('removeEligible', 'Ben', roles.privilegedRoleAdministrator),
        });
        return `said nothing of it, ${await presses.changes()}; then ${first}`;
      },
    ],
    [
      'a second yes that nobody checked before',
      '1 adminRemove',
      async () => {
        await presses.begin();
        await presses.confirm('Dara', of('removeEligible', 'Ben', roles.privilegedRoleAdministrator));
        await user('Dara').waitForCard(/Eligibility removed[\s\S]*Ben Okafor/);
        return presses.changes();
      },
    ],
  ];

  const pressConfirm = (by: string, data: Json, replyToId?: string, activity: Json = {}): Promise<unknown> =>
    pressRaw(bot, {
      by,
      value: executed('holding.confirm', { ...data, justification: 'tidying up' }),
      replyToId,
      activity,
    });

  /** The way there as people go it, up to the second yes, which is not pressed. */
  async function confirmCard(by: string, about: string): Promise<FoundButton> {
    const person = user(by);
    const mark = await person.mark();
    await person.say('make eligible');
    await person.waitForCard(/From permanent to eligible/, { after: mark ?? '' });
    const { data, messageId } = buttonAbout(await person.messages(), `Make eligible: ${about}`);
    await pressRaw(bot, { by, value: executed('holding.change', data), replyToId: messageId });
    const check = await buttonOf(bot, by, 'holding.check', mark);
    const filled = { ...check.data, days: '90', justification: 'tidying up' };
    await pressRaw(bot, { by, value: executed('holding.check', filled), replyToId: check.messageId });
    const found = await buttonOf(bot, by, 'holding.confirm', mark);
    await bot.settled();
    return found;
  }

  attackGroup('CH', 'once and no more', once, (story) => story());

  const last: readonly Attack<Story>[] = [
    [
      'while Latchkey itself could change access',
      'stopped, no change',
      async () => {
        await bot.control.applicationPermissions([
          ...readOnlyApplicationPermissions,
          'RoleManagement.ReadWrite.Directory',
        ]);
        // Until the token without it has ended.
        await bot.forward(100);
        return presses.outcome('Dara', of('removeEligible', 'Ana', roles.securityReader));
      },
    ],
  ];
  attackGroup('CH', 'with permissions that the app must not have', last, (story) => story());
});

/** The button of a list that a screen reader announces with these words. */
function buttonAbout(
  all: readonly ChatMessage[],
  words: string,
): { readonly data: Json; readonly messageId: string } {
  for (const { id, attachments } of all.toReversed()) {
    const card = attachments?.find(({ contentType }) => contentType === CARD)?.content;
    const action = card && actionsOf(card).find(({ json }) => textAt(json, 'tooltip') === words);
    if (action !== undefined) return { data: action.json['data'] as Json, messageId: id };
  }
  assert.fail(`no button about ${words} in:\n${all.map(wordsOf).join('\n')}`);
}
