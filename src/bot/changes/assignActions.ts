import {
  askAssigneeCard,
  chooseAssignedRoleCard,
  chooseAssigneeCard,
  MAXIMUM_NAME_CHARACTERS,
} from '../../cards/assigneeCards.ts';
import { inertText } from '../../cards/plainText.ts';
import { type verbs } from '../../cards/verbs.ts';
import { type RoleDefinitionId, roleDefinitionId } from '../../pim/ids.ts';
import { type OperationDeps } from '../../pim/operations/deps.ts';
import { type DirectoryPerson } from '../../pim/people.ts';
import { rolesNamed } from '../../pim/posture/rolesNamed.ts';
import { type SignOn } from '../../pim/ports.ts';
import { wordsFor } from '../../words/wordsFor.ts';
import { type AssignmentWords } from './assignmentWords.ts';
import { type ChangeActions } from './changeActions.ts';
import { cleanText } from '../commands.ts';
import { entitledPosture, type EntitledPostureDeps, isEntitled } from '../posture/entitledPosture.ts';
import { type PressOf } from '../pressedButtons.ts';
import { type Session } from '../sessions.ts';

/** What giving somebody a role begins with. */
export interface AssignActionsDeps
  extends EntitledPostureDeps, Pick<OperationDeps, 'administrationFor' | 'directory'> {
  readonly changeActions: ChangeActions;
}

type What = AssignmentWords['what'];

/**
 * Finds out which role and who is meant, before the form of the change is opened. Names of people are looked up for those
 * alone who may know who has what: proved by their own token, at every step.
 */
export class AssignActions {
  readonly #deps: AssignActionsDeps;
  constructor(deps: AssignActionsDeps) {
    this.#deps = deps;
  }

  /** `assign <role> to <person>`. */
  async assign(session: Session, signOn: SignOn, words: AssignmentWords): Promise<void> {
    const chat = this.#deps.chatOf(session);
    const { changes, posture: said } = wordsFor(session.card.locale);
    if (!(await this.#isOffered(session))) return;
    const posture = await entitledPosture(this.#deps, session, signOn, 'holdings');
    if (posture === undefined) return;
    const { roleWords: typed, personWords: who, what } = words;
    if (typed === '') {
      await chat.sendText(changes.assign.howTo);
      return;
    }
    const roles = rolesNamed(posture, typed);
    const [only, second] = roles;
    if (only === undefined) {
      await chat.sendText(said.noSuchRole(inertText(typed)));
      return;
    }
    if (second === undefined) return this.#find(session, signOn, { roleId: only.id, what, who });
    const people = await this.#peopleCalled(who);
    const assignee = people.length === 1 ? people[0]?.id : undefined;
    const named = roles.map(({ id, displayName, isBuiltIn }) => ({
      roleDefinitionId: id,
      name: displayName,
      isBuiltIn,
    }));
    await chat.sendCard(chooseAssignedRoleCard(session.card, { typed, what, assignee, roles: named }));
  }

  /** A button that names the role, with what was filled in for the person. */
  async find(session: Session, signOn: SignOn, press: PressOf<typeof verbs.findAssignee>): Promise<void> {
    if (!(await this.#isOffered(session))) return;
    if (!(await isEntitled(this.#deps, session, signOn))) return;
    const { what, who = '' } = press;
    await this.#find(session, signOn, { roleId: roleDefinitionId(press.roleDefinitionId), what, who });
  }

  async #find(
    session: Session,
    signOn: SignOn,
    asked: { readonly roleId: RoleDefinitionId; readonly what: What; readonly who: string },
  ): Promise<void> {
    const { directory, chatOf, changeActions } = this.#deps;
    const { roleId, what, who } = asked;
    const [role, people] = await Promise.all([directory.role(roleId), this.#peopleCalled(who)]);
    const [only] = people;
    const assigning = {
      what,
      who,
      role: { roleDefinitionId: role.id, name: role.displayName, isBuiltIn: role.isBuiltIn },
    };
    if (only !== undefined && people.length === 1) {
      const key = { what, principalId: only.id, roleDefinitionId: role.id, scopeId: '/' };
      return changeActions.open(session, signOn, key);
    }
    const card =
      only === undefined
        ? askAssigneeCard(session.card, assigning)
        : chooseAssigneeCard(session.card, assigning, people);
    await chatOf(session).sendCard(card);
  }

  async #peopleCalled(typed: string): Promise<readonly DirectoryPerson[]> {
    const words = cleanText(typed).slice(0, MAXIMUM_NAME_CHARACTERS).trim();
    return words === '' ? [] : this.#deps.directory.peopleCalled(words);
  }

  /** `false` after a word where nothing may be changed from here. */
  async #isOffered(session: Session): Promise<boolean> {
    const { administrationFor, chatOf } = this.#deps;
    if (administrationFor !== undefined) return true;
    await chatOf(session).sendText(wordsFor(session.card.locale).changes.notOffered);
    return false;
  }
}
