import assert from 'node:assert/strict';
import { type Card } from '../../src/cards/card.ts';
import { deactivationCard } from '../../src/cards/deactivationCard.ts';
import { endingSoonCard, type EndingState } from '../../src/cards/endingSoonCard.ts';
import { errorCard } from '../../src/cards/errorCard.ts';
import { noticeCard, type NoticeOnCard } from '../../src/cards/noticeCard.ts';
import { askedOf } from '../../src/cards/requestFacts.ts';
import { signInCard, type SignInProblem } from '../../src/cards/signInCard.ts';
import { welcomeCard } from '../../src/cards/welcomeCard.ts';
import { PimError, type PimErrorCode } from '../../src/pim/errors.ts';
import { wordsFor } from '../../src/words/wordsFor.ts';
import { actionsOf, textOf, type Json } from '../support/cardReading.ts';
import {
  aContext,
  aFollowedRequest,
  aRoleOnCard,
  anApprover,
  dora,
  draftId,
  key,
  minutesLater,
} from './samples.ts';

const role = aRoleOnCard();
const textIn = ({ content }: { readonly content: object }): string => textOf(content as Json);
const titlesIn = ({ content }: { readonly content: object }): readonly string[] =>
  actionsOf(content as Json).map(({ title }) => title);

describe('errorCard', () => {
  it('offers the duration that the role allows', () => {
    const draft = { draftId, roleDefinitionId: role.roleDefinitionId, scopeId: role.scopeId };
    const card = errorCard(aContext(), {
      role,
      error: new PimError('policy_not_satisfied', '', {
        unmet: [{ rule: 'duration_too_long', maximumMinutes: 240 }],
      }),
      waysOut: [{ kind: 'activateFor', draft, durationMinutes: 240 }],
    });
    assert.match(textIn(card), /• This role allows at most 4 hours\./u);
    const [instead] = actionsOf(card.content as Json);
    assert.equal(instead?.title, 'Activate for 4 hours');
    assert.deepEqual(instead.json['data'], { verb: 'activation.submit', ...draft, durationMinutes: '240' });
  });

  for (const code of Object.keys(wordsFor('en-GB').errors.codes) as PimErrorCode[]) {
    it(`says what, and what now, for ${code}`, () => {
      const card = errorCard(aContext(), { error: new PimError(code, 'for the log') });
      assert.ok(textIn(card).split('\n').length >= 3);
      assert.doesNotMatch(textIn(card), /for the log/u);
    });
  }

  it('leads to the roles after an error that nobody foresaw', () => {
    const card = errorCard(aContext(), { error: 'thrown' });
    assert.match(textIn(card), /Something went wrong on my side\./u);
    assert.deepEqual(titlesIn(card), ['My roles']);
  });
});

describe('signInCard', () => {
  const link = { url: 'https://latchkey.example/auth/start?ticket=abc', lapsesAt: minutesLater(10) };

  it('opens our own page and says what happens then', () => {
    const card = signInCard(aContext(), { kind: 'stepUp', link, scopes: [] });
    const [inTeams, inBrowser] = actionsOf(card.content as Json);
    assert.equal(inTeams?.type, 'Action.Submit');
    assert.deepEqual(inTeams.json['data'], { msteams: { type: 'signin', value: link.url } });
    assert.deepEqual([inBrowser?.type, inBrowser?.json['url']], ['Action.OpenUrl', link.url]);
    assert.match(textIn(card), /What you asked for is kept/u);
    assert.match(textIn(card), /If the page shows you a code, send it to me here\./u);
    assert.match(textIn(card), /The button works until 15:45\./u);
  });

  it('names the permissions that consent is asked for', () => {
    const scopes = ['User.Read', 'RoleAssignmentSchedule.ReadWrite.Directory'];
    const card = signInCard(aContext(), { kind: 'consent', link, scopes });
    for (const scope of scopes) assert.ok(textIn(card).includes(scope));
    assert.deepEqual(titlesIn(card), ['Give consent', 'Open in the browser']);
  });

  it('says why the link before came to nothing', () => {
    const { problems } = wordsFor('en-GB').signIn;
    const texts = Object.keys(problems).map((problem) =>
      textIn(signInCard(aContext(), { kind: 'stepUp', link, scopes: [], problem: problem as SignInProblem })),
    );
    assert.equal(new Set(texts).size, Object.keys(problems).length);
    for (const text of texts)
      assert.match(text, /Nothing was changed|does not count|This one is new|still works/u);
  });

  it('offers no button that cannot work when it was offered often enough', () => {
    const card = signInCard(aContext(), { kind: 'stepUp', scopes: [], problem: 'otherPerson' });
    assert.deepEqual(titlesIn(card), []);
    assert.match(textIn(card), /another account.*\nI have offered the sign-in often enough\. Ask me again/u);
  });
});

describe('deactivationCard', () => {
  it('says that the role is gone only when it is', () => {
    const working = deactivationCard(aContext(), { role, state: { kind: 'working' } });
    assert.doesNotMatch(textIn(working), /Deactivated/u);
    assert.deepEqual(titlesIn(working), []);
    const done = deactivationCard(aContext(), { role, state: { kind: 'done' } });
    assert.match(textIn(done), /Deactivated\nExchange Administrator\nYou do not hold the role any more\./u);
    assert.deepEqual(titlesIn(done), ['Activate again']);
  });

  it('explains a refusal and lets it be tried again', () => {
    const card = deactivationCard(aContext(), {
      role,
      state: { kind: 'refused', error: new PimError('too_soon_to_deactivate', '') },
    });
    assert.match(textIn(card), /Still active\n.*five minutes/su);
    assert.deepEqual(titlesIn(card), ['Deactivate']);
  });
});

describe('noticeCard', () => {
  const notice = (changes: Partial<NoticeOnCard>): ReturnType<typeof noticeCard> =>
    noticeCard(aContext(), { notice: 'requestEnded', request: aFollowedRequest(), ...changes });

  it('tells a decision with its comment', () => {
    const request = aFollowedRequest({
      decision: 'Deny',
      decidedByName: 'Ben Okafor',
      decisionComment: 'Freeze week',
    });
    const card = notice({ notice: 'requestDecided', request });
    assert.equal(card.summary, 'Ben Okafor denied your request for Exchange Administrator');
    assert.match(textIn(card), /Comment\nFreeze week/u);
  });

  it('tells that a role is active, and until when', () => {
    const request = aFollowedRequest({ endAt: minutesLater(120) });
    assert.equal(
      notice({ notice: 'requestActive', request }).summary,
      'Exchange Administrator is active until 17:35',
    );
  });

  it('offers to activate again what has ended', () => {
    assert.deepEqual(titlesIn(notice({ notice: 'requestEnded' })), ['Activate again']);
  });

  it('says who could not be asked, and how to reach them', () => {
    const card = notice({ notice: 'approversUnreachable', approvers: [anApprover(), dora] });
    assert.match(textIn(card), /I reached 1 of 2 approvers/u);
    assert.match(textIn(card), /Ask Dora Weiss yourself/u);
    assert.deepEqual(titlesIn(card), ['Chat']);
    assert.match(textIn(notice({ notice: 'approversUnreachable' })), /could not reach anybody/u);
  });

  it('says to administrators who was missed and why, and leads to the portal', () => {
    const card = notice({ notice: 'nobodyReached', approvers: [dora] });
    assert.match(card.summary, /^Ana Lima asked for Exchange Administrator, and I could not reach any/u);
    assert.match(textIn(card), /Dora Weiss /u);
    assert.match(textIn(card), /npm run cli -- reach/u);
    assert.deepEqual(
      actionsOf(card.content as Json).map(({ json }) => json['url']),
      [aContext().portalUrl],
    );
    assert.match(textIn(notice({ notice: 'nobodyReached' })), /names nobody who could approve/u);
  });

  it('reminds with the number to type and a way to the card', () => {
    const card = notice({ notice: 'approvalReminder', number: 3, key });
    assert.match(card.summary, /^Ana Lima still waits for your decision/u);
    assert.match(textIn(card), /approve 3 because/u);
    assert.deepEqual(titlesIn(card), ['Show']);
  });
});

describe('endingSoonCard', () => {
  const ending = (state: EndingState): Card =>
    endingSoonCard(aContext(), { ...askedOf(aFollowedRequest()), endAt: minutesLater(12), state });

  it('says when it ends, what it was for, and that PIM cannot prolong it', () => {
    const card = ending('asked');
    assert.match(textIn(card), /Exchange Administrator ends in 12 minutes, at 15:47\./u);
    assert.match(textIn(card), /Mailbox migration of the Lisbon office/u);
    assert.match(textIn(card), /PIM cannot prolong it/u);
    assert.deepEqual(titlesIn(card), ['Let it end', 'Deactivate now', 'Activate again afterwards']);
  });

  it('says what was chosen, and offers what can still be chosen', () => {
    assert.match(textIn(ending('letEnd')), /You need do nothing/u);
    assert.deepEqual(titlesIn(ending('letEnd')), ['Deactivate now', 'Activate again afterwards']);
    assert.match(textIn(ending('wished')), /I bring you the form/u);
    assert.deepEqual(titlesIn(ending('wished')), ['Let it end', 'Deactivate now']);
  });

  it('offers nothing that cannot work once it has ended', () => {
    assert.match(textIn(ending('over')), /Exchange Administrator is not active any more/u);
    assert.deepEqual(titlesIn(ending('over')), ['Activate again']);
    assert.deepEqual(titlesIn(ending('overWished')), []);
  });
});

describe('welcomeCard', () => {
  it('says what it is, why it writes, and gives one thing to try', () => {
    const card = welcomeCard(aContext(), { suggestedRole: role });
    assert.match(textIn(card), /I activate your Entra roles/u);
    assert.match(textIn(card), /I write when/u);
    assert.match(textIn(card), /Begin with a role that you can activate:\nExchange Administrator/u);
    assert.deepEqual(titlesIn(card), ['Activate', 'My roles', 'Help']);
  });
});
