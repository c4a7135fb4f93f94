import { type Json } from '../support/cardReading.ts';
import { type Attack } from './attackTable.ts';
import { type AttackedBot } from './attackedBot.ts';
import { changedRoles as roles, type ChangePresses, type MadeUpChange } from './changePresses.ts';

/** The emergency account. */
export const louId = '0c0c0c0c-000c-4000-8000-00000000000c';
const oslo = '/administrativeUnits/7b1d2c63-2d4c-4e8f-8a31-602f1d8b2201';
const nobody = '0e0e0e0e-0000-4000-8000-00000000000e';
const whats = [
  'makeEligible',
  'assignEligible',
  'assignActive',
  'extendEligible',
  'extendActive',
  'updateEligible',
  'updateActive',
  'removeEligible',
  'removeActive',
] as const;

type Story = () => Promise<string>;

/** Makes up what is pressed about somebody's role. */
export const changeOf =
  (bot: () => AttackedBot) =>
  (what: string, holder: string, roleDefinitionId: string, more: Json = {}): MadeUpChange => ({
    what,
    principalId: bot().idOf(holder),
    roleDefinitionId,
    ...more,
  });

/** Second yeses that no card of ours can have sent, and those of people who may not change anything. */
export function madeUpChanges(botOf: () => AttackedBot, presses: ChangePresses): readonly Attack<Story>[] {
  const of = changeOf(botOf);
  const gusGroups = (): MadeUpChange => of('removeEligible', 'Gus', roles.groupsAdministrator);
  const made =
    (by: string, change: () => MadeUpChange): Story =>
    () =>
      presses.outcome(by, change());
  return [
    ...whats.map((what): Attack<Story> => [
      `about oneself: ${what}`,
      'oneself, no change',
      made('Eli', () => of(what, 'Eli', roles.privilegedRoleAdministrator)),
    ]),
    [
      'about oneself, in capitals',
      'oneself, no change',
      made('Eli', () => ({
        ...of('removeActive', 'Eli', roles.privilegedRoleAdministrator),
        principalId: botOf().idOf('Eli').toUpperCase(),
      })),
    ],
    ...(['makeEligible', 'removeActive'] as const).map((what): Attack<Story> => [
      `about the emergency account: ${what}`,
      'emergency account, no change',
      made('Dara', () => of(what, 'Lou', roles.globalAdministrator)),
    ]),
    [
      'about the emergency account, in capitals',
      'emergency account, no change',
      made('Dara', () => ({
        ...of('removeActive', 'Lou', roles.globalAdministrator.toUpperCase()),
        principalId: louId.toUpperCase(),
      })),
    ],
    ...(['assignEligible', 'assignActive', 'updateActive'] as const).map((what): Attack<Story> => [
      `about the emergency account: ${what}`,
      'emergency account, no change',
      made('Dara', () => of(what, 'Lou', roles.globalAdministrator)),
    ]),
    ...(['assignEligible', 'assignActive'] as const).map((what): Attack<Story> => [
      `about a guest: ${what}`,
      'a guest, no change',
      made('Dara', () => of(what, 'Ivo', roles.globalAdministrator)),
    ]),
    [
      'about an app: assignEligible',
      'an app, no change',
      made('Dara', () => ({ ...gusGroups(), what: 'assignEligible', principalId: nobody })),
    ],
    ...(['assignEligible', 'assignActive'] as const).map((what): Attack<Story> => [
      `what is there already: ${what}`,
      'there already, 1 adminAssign refused by PIM',
      made('Dara', () =>
        what === 'assignEligible'
          ? { ...gusGroups(), what }
          : of(what, 'Fay', roles.securityReader, { days: '7' }),
      ),
    ]),
    ...(['extendActive', 'updateActive', 'updateEligible'] as const).map((what): Attack<Story> => [
      `about what is not there: ${what}`,
      'nothing there, no change',
      made('Dara', () => of(what, 'Jun', roles.groupsAdministrator)),
    ]),
    [
      'about somebody else than the card said',
      'nothing there, no change',
      made('Dara', () => of('removeEligible', 'Jun', roles.groupsAdministrator)),
    ],
    [
      'about nobody',
      'nothing there, no change',
      made('Dara', () => ({ ...gusGroups(), principalId: nobody })),
    ],
    [
      'about another role than the card said',
      'nothing there, no change',
      made('Dara', () => of('removeEligible', 'Gus', roles.securityReader)),
    ],
    [
      'about another scope than the card said',
      'nothing there, no change',
      made('Dara', () => ({ ...gusGroups(), scopeId: oslo })),
    ],
    ...["/' or '1' eq '1", '//', '/../..', '/ ', '%2f'].map((scopeId): Attack<Story> => [
      `with a scope that is none: ${scopeId}`,
      'nothing there, no change',
      made('Dara', () => ({ ...gusGroups(), scopeId })),
    ]),
    [
      'for longer than the role allows',
      'too long, no change',
      made('Dara', () => of('makeEligible', 'Eli', roles.privilegedRoleAdministrator, { days: '9999' })),
    ],
    [
      'for ever, where the role does not allow it',
      'too long, no change',
      made('Dara', () => of('makeEligible', 'Eli', roles.privilegedRoleAdministrator, { days: '0' })),
    ],
    [
      'an end that is now',
      'nothing there, no change',
      made('Dara', () => of('extendEligible', 'Gus', roles.helpdeskAdministrator, { days: '0' })),
    ],
    ...(
      [
        { days: '-1' },
        { days: '1e3' },
        { days: 90 },
        { days: '90 ' },
        { what: 'adminAssign' },
        { what: 'selfActivate' },
        { who: 'gus' },
        { draftId: 'x' },
        { principalId: '../..' },
        { isChecked: 'true' },
        { justification: 'x'.repeat(28_001) },
      ] as const
    ).map((field): Attack<Story> => [
      `what no card of ours sends: ${JSON.stringify(field).slice(0, 40)}`,
      'not ours, no change',
      made('Dara', () => ({ ...gusGroups(), ...field })),
    ]),
    ['by an ordinary person', 'not entitled, no change', made('Jun', gusGroups)],
    ...whats.map((what): Attack<Story> => [
      `by an ordinary person, about the emergency account: ${what}`,
      'not entitled, no change',
      made('Jun', () => of(what, 'Lou', roles.globalAdministrator)),
    ]),
    [
      'by an ordinary person, for themselves',
      'not entitled, no change',
      made('Jun', () => of('makeEligible', 'Jun', roles.globalAdministrator)),
    ],
    ...(['find', 'switch'] as const).map((step): Attack<Story> => [
      `by an ordinary person: assign, ${step}`,
      'not entitled, no change',
      () =>
        step === 'find'
          ? presses.find('Jun', {
              roleDefinitionId: roles.globalAdministrator,
              what: 'assignActive',
              who: 'jun',
            })
          : presses.outcome('Jun', of('assignActive', 'Jun', roles.globalAdministrator), 'holding.switch'),
    ]),
    ...["x' or startswith(displayName,'", "') or userType eq 'Member", '%27%20or%20', '*', "o'brien"].map(
      (who): Attack<Story> => [
        `words for a person that are none: ${who}`,
        'nobody, no change',
        () =>
          presses.find('Dara', { roleDefinitionId: roles.groupsAdministrator, what: 'assignEligible', who }),
      ],
    ),
    [
      'a secret for a person',
      'a secret, no change',
      () =>
        presses.find('Dara', {
          roleDefinitionId: roles.groupsAdministrator,
          what: 'assignEligible',
          who: 'password: hunter2Hunter2',
        }),
    ],
    ...(['holding.change', 'holding.check', 'holding.dismiss'] as const).map((verb): Attack<Story> => [
      `by an ordinary person: ${verb}`,
      'not entitled, no change',
      () => presses.outcome('Jun', gusGroups(), verb),
    ]),
    [
      'by one who may read and not change',
      'Entra did not allow it, 1 adminRemove refused by PIM',
      made('Fay', gusGroups),
    ],
    ...['password: hunter2Hunter2', 'eyJhbGciOiJub25lIn0.eyJvaWQiOiIxIn0.', 'Pwd=Zq7!zq7!'].flatMap(
      (justification) =>
        (['holding.check', 'holding.confirm'] as const).map((verb): Attack<Story> => [
          `a secret for a justification: ${verb} ${justification.slice(0, 12)}`,
          'a secret, no change',
          () => presses.outcome('Dara', { ...gusGroups(), justification }, verb),
        ]),
    ),
  ];
}
