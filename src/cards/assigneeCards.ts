import { type PrincipalId } from '../pim/ids.ts';
import { type DirectoryPerson } from '../pim/people.ts';
import { type RoleWords } from '../words/words.ts';
import { wordsFor } from '../words/wordsFor.ts';
import { button, type CardAction, toldApart } from './actions.ts';
import { type AssigneeKey } from './actionShapes.ts';
import { drawCard, type Card, type CardContext } from './card.ts';
import { drawFitting, drawList, type Row } from './list.ts';
import { plainName, plainText } from './plainText.ts';
import { line, run, subtle, type Line } from './runs.ts';
import { paragraph } from './sheet.ts';
import { Template } from './template.ts';
import assigneeTemplate from './templates/assignee.json' with { type: 'json' };
import { type IsLookAlike, lookAlikesAmong, markedName, nameMarks, roleNameMarks } from './unusualName.ts';
import { verbs } from './verbs.ts';

type RoleNamed = Pick<AssigneeKey, 'roleDefinitionId'> & {
  readonly name: string;
  readonly isBuiltIn: boolean;
};

/** A role that somebody is to get. */
export interface Assigning {
  readonly what: AssigneeKey['what'];
  readonly role: RoleNamed;
  /** What was typed for the person. */
  readonly who: string;
}

/** A sign-in name has 113 characters at the most (Entra), and a name 256. */
export const MAXIMUM_NAME_CHARACTERS = 256;
const MOST_OPTIONS = 8;
const template = new Template(assigneeTemplate);

/** Asks who is to have the role; says so where nobody is called as it was typed. */
export function askAssigneeCard(context: CardContext, { role, what, who }: Assigning): Card {
  const { changes, notices, roles } = wordsFor(context.locale);
  const { assign: words } = changes;
  const root = {
    heading: words.heading,
    lead: [roleNamed(roles, role), ...(who === '' ? [] : [line(words.nobody(plainName(who)))])].map(
      paragraph,
    ),
    whoLabel: words.who,
    whoHint: words.whoHint,
    whoMissing: words.whoMissing,
    whoCharacters: MAXIMUM_NAME_CHARACTERS,
    who: plainText(who, { characters: MAXIMUM_NAME_CHARACTERS, lines: 1 }),
    lines: [subtle(words.peopleOnly)].map(paragraph),
    actions: [
      button(
        context,
        words.find,
        verbs.findAssignee,
        { roleDefinitionId: role.roleDefinitionId, what },
        { style: 'positive' },
      ),
    ],
  };
  return drawCard(context, template, root, {
    summary: words.summary,
    discreetSummary: notices.discreet,
    typed: words.typed,
  });
}

/** Several people could be meant: each with the sign-in name, which nobody shares. Names alone are not enough. */
export function chooseAssigneeCard(
  context: CardContext,
  { role, what, who }: Assigning,
  people: readonly DirectoryPerson[],
): Card {
  const { changes, roles } = wordsFor(context.locale);
  const { assign: words } = changes;
  const isLookAlike = lookAlikesAmong(people.map(({ displayName }) => displayName));
  const rowOf = (person: DirectoryPerson): Row => ({
    lines: personLines(context, person, isLookAlike),
    actions: [
      button(
        context,
        words.choose,
        verbs.changeHolding,
        { what, principalId: person.id, roleDefinitionId: role.roleDefinitionId, scopeId: '/' },
        toldApart(wordsFor(context.locale).buttons, words.choose, person.userPrincipalName),
      ),
    ],
  });
  const draw = (most: number): Card =>
    drawList(context, {
      heading: words.heading,
      lead: [roleNamed(roles, role), line(words.whichPerson(plainName(who)))],
      sections: [{ title: '', rows: people.slice(0, most).map(rowOf) }],
      lines: people.length > most ? [line(words.andMore)] : [],
      actions: [],
      preview: { summary: words.summary, discreetSummary: words.summary, typed: words.typed },
    });
  return drawFitting(MOST_OPTIONS, draw);
}

/** Several roles could be meant. Where the person is known, the form comes next, else the question who it is. */
export function chooseAssignedRoleCard(
  context: CardContext,
  choice: Pick<Assigning, 'what'> & {
    readonly typed: string;
    readonly roles: readonly RoleNamed[];
    readonly assignee: PrincipalId | undefined;
  },
): Card {
  const { choose, posture, changes, buttons, roles } = wordsFor(context.locale);
  const { assign: words } = changes;
  const { what, assignee } = choice;
  const actionFor = ({ name, roleDefinitionId }: RoleNamed): CardAction => {
    const look = toldApart(buttons, words.choose, name);
    const key = { roleDefinitionId, what };
    return assignee === undefined
      ? button(context, words.choose, verbs.findAssignee, key, look)
      : button(
          context,
          words.choose,
          verbs.changeHolding,
          { ...key, principalId: assignee, scopeId: '/' },
          look,
        );
  };
  const isLookAlike = lookAlikesAmong(choice.roles.map(({ name }) => name));
  const rowOf = (role: RoleNamed): Row => ({
    lines: [roleNamed(roles, role, isLookAlike)],
    actions: [actionFor(role)],
  });
  const draw = (most: number): Card =>
    drawList(context, {
      heading: choose.heading,
      lead: [line(posture.whichOne(plainName(choice.typed)))],
      sections: [{ title: '', rows: choice.roles.slice(0, most).map(rowOf) }],
      actions: [],
      preview: { summary: choose.heading, discreetSummary: choose.heading, typed: words.typed },
    });
  return drawFitting(MOST_OPTIONS, draw);
}

/** A role by its name, with what is to be known of that. */
const roleNamed = (words: RoleWords, role: RoleNamed, isLookAlike?: IsLookAlike): Line =>
  markedName(role.name, { weight: 'Bolder' }, roleNameMarks(words, role, isLookAlike));

function personLines(context: CardContext, person: DirectoryPerson, isLookAlike: IsLookAlike): Row['lines'] {
  const { posture, roles } = wordsFor(context.locale);
  const { marks } = posture.holders;
  const told = [
    ...(person.isGuest ? [marks('guest')] : []),
    ...(person.isEnabled ? [] : [marks('disabled')]),
  ];
  return [
    [
      ...markedName(
        person.displayName,
        { weight: 'Bolder' },
        nameMarks(roles, person.displayName, isLookAlike),
      ),
      run(`  ${plainName(person.userPrincipalName)}`, { isSubtle: true, size: 'Small' }),
    ],
    ...(told.length === 0 ? [] : [subtle(told.join(' · '))]),
  ];
}
