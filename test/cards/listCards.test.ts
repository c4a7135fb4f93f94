import assert from 'node:assert/strict';
import { chooseRoleCard } from '../../src/cards/chooseRoleCard.ts';
import { digestCard } from '../../src/cards/digestCard.ts';
import { helpCard } from '../../src/cards/helpCard.ts';
import { pendingCard } from '../../src/cards/pendingCard.ts';
import { actionsOf, textOf, type Json } from '../support/cardReading.ts';
import {
  aContext,
  aCustomRoleOnCard,
  aFollowedRequest,
  aPendingApproval,
  aRoleOnCard,
  anActiveRole,
  anEligibleRole,
  key,
  minutesLater,
} from './samples.ts';

const verbsOf = (content: object): readonly (string | undefined)[] =>
  actionsOf(content as Json).map(({ verb }) => verb);

describe('chooseRoleCard', () => {
  it('numbers the options as they can be typed, and tells them apart', () => {
    const { content } = chooseRoleCard(aContext(), {
      purpose: 'activate',
      takesNumber: true,
      typed: 'helpdesk',
      options: [aRoleOnCard(), aCustomRoleOnCard()],
    });
    assert.deepEqual(
      actionsOf(content as Json).map(({ title, verb }) => [title, verb]),
      [
        ['Choose 1', 'role.activate'],
        ['Choose 2', 'role.activate'],
      ],
    );
    assert.match(textOf(content as Json), /privileged · custom role · Sales Europe/u);
    assert.match(textOf(content as Json), /Or type a number, 1 to 2\./u);
  });

  it('deactivates where that is the question', () => {
    const { content } = chooseRoleCard(aContext(), {
      purpose: 'deactivate',
      takesNumber: false,
      typed: 'exchange',
      options: [aRoleOnCard()],
    });
    assert.deepEqual(verbsOf(content), ['activation.deactivate']);
    assert.match(textOf(content as Json), /Or type deactivate and the full name of the role\./u);
  });
});

describe('pendingCard', () => {
  it('shows who asks for what with the number to type, and one’s own requests', () => {
    const { content } = pendingCard(aContext(), {
      forMe: [aPendingApproval()],
      mine: [{ request: aFollowedRequest({ roleName: 'User Administrator' }), key }],
    });
    const text = textOf(content as Json);
    assert.match(
      text,
      /For your decision\nNo\. 3 {2}Ana Lima\nExchange Administrator\n2 hours, lapses tomorrow/u,
    );
    assert.match(text, /“Mailbox migration of the Lisbon office”/u);
    assert.match(
      text,
      /Your own requests\nUser Administrator\nWaiting for approval · lapses tomorrow 15:15/u,
    );
    assert.match(text, /approve 3 because …/u);
    assert.deepEqual(verbsOf(content), ['request.refresh', 'request.cancel']);
  });

  it('cannot cancel what is over', () => {
    const request = aFollowedRequest({ status: 'Provisioned', endAt: minutesLater(60) });
    assert.deepEqual(verbsOf(pendingCard(aContext(), { forMe: [], mine: [{ request, key }] }).content), []);
  });

  it('says so when nothing waits', () => {
    const { content, summary } = pendingCard(aContext(), { forMe: [], mine: [] });
    assert.match(textOf(content as Json), /Nothing waits for you\./u);
    assert.equal(summary, 'Nothing waits');
  });
});

describe('digestCard', () => {
  const empty = { waitingForMe: [], active: [], myPending: [], endingSoon: [] };

  it('has no section without a line', () => {
    const text = textOf(digestCard(aContext(), { ...empty, active: [anActiveRole()] }).content as Json);
    assert.match(text, /^Your day, Thu 26 Nov\nActive now\n/u);
    assert.doesNotMatch(text, /For your decision|Your own requests|Eligibility/u);
  });

  it('offers on each line what the reader may do', () => {
    const { content, summary } = digestCard(aContext(), {
      waitingForMe: [aPendingApproval()],
      active: [anActiveRole()],
      myPending: [aPendingApproval()],
      endingSoon: [anEligibleRole(1, { endAt: minutesLater(2000) })],
    });
    assert.deepEqual(verbsOf(content), [
      'request.refresh',
      'activation.deactivate',
      'request.cancel',
      'eligibility.extend',
      'roles.show',
      'pending.show',
    ]);
    assert.equal(summary, 'Your day: 1 to decide, 1 active, 1 requested, 1 ending');
  });

  it('has a planned activation with its day, and can cancel it', () => {
    const planned = aPendingApproval({ status: 'Granted', startAt: minutesLater(24 * 60) });
    const { content } = digestCard(aContext(), { ...empty, myPending: [planned] });
    assert.match(
      textOf(content as Json),
      /Your own requests\nExchange Administrator\nScheduled[^\n]* · tomorrow/u,
    );
    assert.deepEqual(verbsOf(content), ['request.cancel', 'roles.show', 'pending.show']);
  });

  it('says that more time was asked for, and offers not to ask for it again', () => {
    const ending = { ...anEligibleRole(1, { endAt: minutesLater(2000) }), isExtensionAsked: true as const };
    const digest = { ...empty, endingSoon: [ending] };
    const { content } = digestCard(aContext(), digest);
    assert.match(
      textOf(content as Json),
      /eligible until [^\n]*\nExtension asked for; an administrator decides/u,
    );
    assert.deepEqual(verbsOf(content), ['roles.show']);
    assert.match(
      textOf(digestCard(aContext({ locale: 'de-DE' }), digest).content as Json),
      /\nVerlängerung angefordert; ein Administrator entscheidet/u,
    );
  });

  it('stays short and says what it leaves out', () => {
    const many = Array.from({ length: 9 }, (_, index) => anActiveRole(index + 1));
    assert.match(
      textOf(digestCard(aContext(), { ...empty, active: many }).content as Json),
      /5 more are not shown here\./u,
    );
  });

  it('has no button on a request without a card or beyond taking back', () => {
    const { content } = digestCard(aContext(), {
      ...empty,
      myPending: [
        { request: aFollowedRequest(), card: undefined },
        aPendingApproval({ status: 'PendingProvisioning' }),
      ],
    });
    assert.deepEqual(verbsOf(content), ['roles.show', 'pending.show']);
  });
});

describe('helpCard', () => {
  it('gives six examples at most, by what the reader can do', () => {
    const role = aRoleOnCard();
    const { content } = helpCard(aContext(), {
      suggestedRole: role,
      activeRole: role,
      lastRole: role,
      isApprover: true,
    });
    const text = textOf(content as Json);
    assert.match(text, /activate Exchange Administrator/u);
    assert.match(text, /approve 3 because/u);
    assert.deepEqual(verbsOf(content), [
      'role.activate',
      'roles.show',
      'pending.show',
      'activation.deactivate',
      'activation.again',
    ]);
  });

  it('shows an approver’s example to approvers only', () => {
    const { content } = helpCard(aContext(), {
      suggestedRole: undefined,
      activeRole: undefined,
      lastRole: undefined,
      isApprover: false,
    });
    assert.doesNotMatch(textOf(content as Json), /approve 3/u);
    assert.deepEqual(verbsOf(content), ['roles.show', 'pending.show', 'digest.open']);
  });
});
