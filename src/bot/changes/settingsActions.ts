import { createHash } from 'node:crypto';
import { inertText } from '../../cards/plainText.ts';
import { settingsChangeCard, settingsLeftCard } from '../../cards/settingsChangeCard.ts';
import { type verbs } from '../../cards/verbs.ts';
import { roleDefinitionId, type RoleDefinitionId } from '../../pim/ids.ts';
import { type OperationDeps } from '../../pim/operations/deps.ts';
import { approverNames } from '../../pim/operations/approverNames.ts';
import { undoOf } from '../../pim/operations/undoSettings.ts';
import { tierOf } from '../../pim/posture/compliance.ts';
import { type PolicyFiles } from '../../pim/policyFiles/policyFile.ts';
import { canonicalSettings } from '../../pim/posture/settingFacts.ts';
import { settingsDiff } from '../../pim/posture/settingsDiff.ts';
import { areSameSettings, type SettingsChange } from '../../pim/posture/settingsSteps.ts';
import { type SnapshotRole } from '../../pim/posture/snapshot.ts';
import { type TowardsBaseline, towardsBaseline } from '../../pim/posture/towardsBaseline.ts';
import { type SignOn } from '../../pim/ports.ts';
import { wordsFor } from '../../words/wordsFor.ts';
import { type EntitledPostureDeps, entitledPosture } from '../posture/entitledPosture.ts';
import { type OperationDesk } from '../operationDesk.ts';
import { fileProposal } from '../policyFiles/fileProposal.ts';
import { type PressOf } from '../pressedButtons.ts';
import { putCard } from '../putCard.ts';
import { type Session } from '../sessions.ts';

/** What changes of role settings need. */
export interface SettingsActionsDeps
  extends
    EntitledPostureDeps,
    Pick<OperationDeps, 'administrationFor' | 'directory' | 'operations' | 'claims' | 'random'> {
  readonly desk: OperationDesk;
  readonly policyFiles: PolicyFiles;
}

/** Which role; where something is to be taken back, of which operation; where a file wishes it, which. */
interface Asked {
  readonly roleDefinitionId: RoleDefinitionId;
  readonly undoes: string | undefined;
  readonly fileId: string | undefined;
}

interface Proposal {
  readonly role: SnapshotRole;
  readonly change: SettingsChange;
  readonly leftOpen: TowardsBaseline['leftOpen'];
  readonly names?: ReadonlyMap<string, string>;
  readonly strangers?: number;
}

const askedBy = (press: PressOf<typeof verbs.changeSettings | typeof verbs.confirmSettings>): Asked => ({
  roleDefinitionId: roleDefinitionId(press.roleDefinitionId),
  undoes: press.undoes,
  fileId: press.fileId,
});

/** What was shown, in so few letters that a button can carry it back. */
const digestOf = ({ before, after }: SettingsChange): string =>
  createHash('sha256')
    .update(JSON.stringify([canonicalSettings(before), canonicalSettings(after)]))
    .digest('base64url');

/**
 * An administrator brings the settings of a role to the baseline or to what a policy file wishes, or takes that back: shown
 * what would change, asked once more. What is confirmed becomes an operation, which takes a proof of identity of its own.
 */
export class SettingsActions {
  readonly #deps: SettingsActionsDeps;
  constructor(deps: SettingsActionsDeps) {
    this.#deps = deps;
  }

  /** Shows what would change, and asks. */
  async open(session: Session, signOn: SignOn, press: PressOf<typeof verbs.changeSettings>): Promise<void> {
    const proposal = await this.#proposal(session, signOn, askedBy(press));
    if (proposal === undefined) return;
    const draftId = this.#deps.random.ulid();
    const shown = digestOf(proposal.change);
    await this.#deps
      .chatOf(session)
      .sendCard(settingsChangeCard(session.card, { ...proposal, state: 'confirm', draftId, shown }));
  }

  /** The second yes, to the very change that was shown. The card's id is the operation's, so it is done once. */
  async confirm(
    session: Session,
    signOn: SignOn,
    press: PressOf<typeof verbs.confirmSettings>,
    activityId: string | undefined,
  ): Promise<void> {
    const { desk, claims, chatOf } = this.#deps;
    const { changes, replies } = wordsFor(session.card.locale);
    const proposal = await this.#proposal(session, signOn, askedBy(press));
    if (proposal === undefined) return;
    if (digestOf(proposal.change) !== press.shown || (proposal.strangers ?? 0) > 0) {
      await chatOf(session).sendText(changes.settings.changedMeanwhile);
      return;
    }
    if (!(await claims.claim(`draft/${press.draftId}`))) return;
    const operation = await desk.open(
      session,
      { kind: 'changeSettings', change: proposal.change },
      { id: press.draftId, cardActivityId: activityId },
    );
    if (operation === undefined) {
      await chatOf(session).sendText(replies.cardIsOld);
      return;
    }
    const { before, fromFile } = proposal.change;
    if (fromFile !== undefined) {
      await this.#deps.policyFiles.note(session.person, fromFile, before.roleDefinitionId, operation.id);
    }
    await desk.start(session, operation, activityId);
  }

  /** Drops the question. */
  async dismiss(
    session: Session,
    press: PressOf<typeof verbs.dismissSettings>,
    activityId: string | undefined,
  ): Promise<void> {
    await this.#deps.claims.claim(`draft/${press.draftId}`);
    const role = await this.#deps.directory.role(roleDefinitionId(press.roleDefinitionId));
    const card = settingsLeftCard(session.card, role);
    await putCard(this.#deps.chatOf(session), card, activityId);
  }

  /** What is to be changed, by how the role is set now; `undefined` after a word where nothing is, or may be. */
  async #proposal(session: Session, signOn: SignOn, asked: Asked): Promise<Proposal | undefined> {
    const { administrationFor, chatOf } = this.#deps;
    const { changes } = wordsFor(session.card.locale);
    const say = async (text: string): Promise<undefined> => {
      await chatOf(session).sendText(text);
    };
    if (administrationFor === undefined) return say(changes.notOffered);
    const posture = await entitledPosture(this.#deps, session, signOn, 'holdings');
    if (posture === undefined) return undefined;
    const role = posture.role(asked.roleDefinitionId);
    const before = canonicalSettings(await administrationFor(signOn).settingsOf(role.id));
    if (asked.undoes !== undefined) {
      const change = undoOf(await this.#deps.operations.of(asked.undoes), session.person);
      if (change?.before.roleDefinitionId !== role.id) return say(changes.settings.notYours);
      if (!areSameSettings(change.before, before)) return say(changes.settings.changedMeanwhile);
      const differences = settingsDiff([change.before], [change.after]).flatMap((one) => one.changes);
      const names = await approverNames(this.#deps.directory, differences);
      return { role, change, leftOpen: [], names };
    }
    if (asked.fileId !== undefined) {
      const proposed = await fileProposal(this.#deps, session.person, role, before, asked.fileId);
      return typeof proposed === 'function' ? say(proposed(wordsFor(session.card.locale))) : proposed;
    }
    const tier = tierOf(posture, role);
    const wished = tier && towardsBaseline(tier, before);
    if (wished === undefined || areSameSettings(wished.settings, before)) {
      return say(changes.settings.nothingToDo(inertText(role.displayName)));
    }
    return { role, change: { before, after: wished.settings }, leftOpen: wished.leftOpen };
  }
}
