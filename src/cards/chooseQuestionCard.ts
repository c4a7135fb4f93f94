import { wordsFor } from '../words/wordsFor.ts';
import { button, type ButtonLook, type CardAction, toldApart } from './actions.ts';
import { type HistoryKey, type HoldersKey, type PolicyKey } from './actionShapes.ts';
import { type Card, type CardContext } from './card.ts';
import { drawFitting, drawList, type Row } from './list.ts';
import { plainName } from './plainText.ts';
import { line, run } from './runs.ts';
import { lookAlikesAmong, markedName, nameMarks, roleNameMarks } from './unusualName.ts';
import { verbs } from './verbs.ts';

/** What is asked about a role: who has it or could, its history where no question is named, or its settings. */
type RoleAsked =
  | Pick<HoldersKey, 'roleDefinitionId' | 'question'>
  | (Required<Pick<HistoryKey, 'roleDefinitionId' | 'days'>> & { readonly question?: never })
  | (Pick<PolicyKey, 'roleDefinitionId'> & { readonly question: 'settings' });

/** What a question about the whole organization may have meant. */
export interface QuestionChoice {
  readonly typed: string;
  readonly roles: readonly ({ readonly name: string; readonly isBuiltIn: boolean } & RoleAsked)[];
  readonly people: readonly ({ readonly name: string; readonly userPrincipalName: string | null } & Required<
    Pick<HistoryKey, 'principalId' | 'days'>
  >)[];
}

const MOST_OPTIONS = 8;

/** "Did you mean", for questions: every option is a button. */
export function chooseQuestionCard(context: CardContext, choice: QuestionChoice): Card {
  const { choose, posture: words, buttons, roles } = wordsFor(context.locale);
  const isLookAlike = lookAlikesAmong([...choice.roles, ...choice.people].map(({ name }) => name));
  const rows: readonly Row[] = [
    ...choice.roles.map(({ name, isBuiltIn, ...asked }): Row => ({
      lines: [markedName(name, { weight: 'Bolder' }, roleNameMarks(roles, { name, isBuiltIn }, isLookAlike))],
      actions: [showRole(context, asked, toldApart(buttons, buttons.show, name))],
    })),
    ...choice.people.map(({ name, userPrincipalName, ...asked }): Row => ({
      lines: [
        [
          ...markedName(name, { weight: 'Bolder' }, nameMarks(roles, name, isLookAlike)),
          ...(userPrincipalName === null
            ? []
            : [run(`  ${plainName(userPrincipalName)}`, { isSubtle: true, size: 'Small' })]),
        ],
      ],
      actions: [
        button(context, buttons.show, verbs.showHistory, asked, toldApart(buttons, buttons.show, name)),
      ],
    })),
  ];
  const draw = (most: number): Card =>
    drawList(context, {
      heading: choose.heading,
      lead: [line(words.whichOne(plainName(choice.typed)))],
      sections: [{ title: '', rows: rows.slice(0, most) }],
      actions: [],
      preview: { summary: choose.heading, discreetSummary: choose.heading, typed: words.holders.typed },
    });
  return drawFitting(MOST_OPTIONS, draw);
}

function showRole(context: CardContext, asked: RoleAsked, look: ButtonLook): CardAction {
  const { show } = wordsFor(context.locale).buttons;
  switch (asked.question) {
    case undefined:
      return button(context, show, verbs.showHistory, asked, look);
    case 'settings':
      return button(context, show, verbs.showPolicy, { roleDefinitionId: asked.roleDefinitionId }, look);
    default:
      return button(context, show, verbs.showHolders, asked, look);
  }
}
