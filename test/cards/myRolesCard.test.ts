import assert from 'node:assert/strict';
import { myRolesCard, type MyRolesOnCard } from '../../src/cards/myRolesCard.ts';
import { actionsOf, textOf, type Json } from '../support/cardReading.ts';
import {
  aContext,
  aRole,
  anActivationRequest,
  anActiveRole,
  anEligibleRole,
  anId,
  minutesLater,
  someSettings,
} from './samples.ts';

const drawn = (changes: Partial<MyRolesOnCard>): Json =>
  myRolesCard(aContext(), { active: [], requested: [], eligible: [], ...changes }).content as Json;
const eligible = (last: number, changes: Parameters<typeof anEligibleRole>[1] = {}) => ({
  eligibility: anEligibleRole(last, changes),
  settings: someSettings(),
});

describe('myRolesCard', () => {
  it('says what to do when there is no role at all', () => {
    assert.match(textOf(drawn({})), /You hold no role and can activate none\.\nWhoever manages/u);
  });

  it('shows what is left in words and as a bar', () => {
    const text = textOf(drawn({ active: [anActiveRole()] }));
    assert.match(text, /Active now\nExchange Administrator\n█{8}░{2}\n1 hour 30 minutes left, until 17:05/u);
  });

  it('lets an activated role be deactivated, and a standing one not', () => {
    const card = drawn({
      active: [anActiveRole(1), anActiveRole(2, { assignmentType: 'Assigned', endAt: undefined })],
    });
    assert.deepEqual(
      actionsOf(card).map(({ verb }) => verb),
      ['activation.deactivate'],
    );
    assert.match(textOf(card), /always active, no end/u);
  });

  it('says what sets a role apart and what it asks for', () => {
    const text = textOf(
      drawn({
        eligible: [
          {
            eligibility: anEligibleRole(1, {
              role: aRole({ isPrivileged: true, isBuiltIn: false }),
              scope: {
                id: '/administrativeUnits/1',
                kind: 'administrativeUnit',
                displayName: 'Sales Europe',
              },
              memberType: 'Group',
              principalId: anId(9),
              endAt: minutesLater(3 * 1440),
            }),
            settings: someSettings({
              isTicketRequired: true,
              authenticationContext: 'c1',
              approval: { isRequired: true, isApproverJustificationRequired: true, approvers: [] },
            }),
          },
        ],
        groupNames: new Map([[anId(9), 'Exchange Operators']]),
      }),
    );
    assert.match(
      text,
      /\nprivileged · custom role · is not the built-in role of that name · Sales Europe · via Exchange Operators\n/u,
    );
    assert.match(text, /\nneeds approval, a ticket and a new sign-in\n/u);
    assert.match(text, /\neligible until Sun 29 Nov, 15:35\n/u);
  });

  it('says that more time was asked for, and offers not to ask for it again', () => {
    const ending = eligible(1, { endAt: minutesLater(3 * 1440) });
    const verbsWith = (isExtensionAsked?: true) => {
      const card = drawn({ eligible: [{ ...ending, ...(isExtensionAsked && { isExtensionAsked }) }] });
      assert.equal(
        textOf(card).includes('Extension asked for; an administrator decides'),
        isExtensionAsked === true,
      );
      return actionsOf(card).map(({ verb }) => verb);
    };
    assert.deepEqual(verbsWith(), ['role.activate', 'eligibility.extend']);
    assert.deepEqual(verbsWith(true), ['role.activate']);
  });

  it('says nothing of an end that is far away, or of settings that could not be read', () => {
    const far = anEligibleRole(1, { endAt: minutesLater(100 * 1440), memberType: 'Group' });
    const text = textOf(drawn({ eligible: [{ eligibility: far, settings: undefined }] }));
    assert.doesNotMatch(text, /until|needs/u);
    assert.match(text, /via a group/u);
  });

  it('does not offer what was requested already', () => {
    const request = anActivationRequest();
    const card = drawn({ eligible: [eligible(1), eligible(2)], requested: [{ request, role: aRole() }] });
    assert.deepEqual(
      actionsOf(card).map(({ json }) => (json['data'] as Json)['roleDefinitionId']),
      [anEligibleRole(2).role.id],
    );
    assert.match(textOf(card), /Waiting for approval\nExchange Administrator\nlapses tomorrow 15:15/u);
  });

  it('tells scheduled from waiting', () => {
    const request = anActivationRequest({ status: 'Granted', startAt: minutesLater(60) });
    const text = textOf(drawn({ requested: [{ request, role: aRole() }] }));
    assert.match(text, /Scheduled\nExchange Administrator\nstarts 16:35, for 2 hours/u);
    assert.doesNotMatch(text, /Waiting/u);
  });

  it('shows the first twelve of many and says how to reach the rest', () => {
    const card = drawn({ eligible: Array.from({ length: 40 }, (_, index) => eligible(index + 1)) });
    assert.equal(actionsOf(card).length, 12);
    assert.match(textOf(card), /28 more roles are not shown\. Type activate and the name of the role\./u);
  });

  it('counts in its notification without naming a role', () => {
    const { summary } = myRolesCard(aContext(), {
      active: [anActiveRole()],
      requested: [],
      eligible: [eligible(2), eligible(3)],
    });
    assert.equal(summary, 'My roles: 1 active, 2 to activate');
  });
});
