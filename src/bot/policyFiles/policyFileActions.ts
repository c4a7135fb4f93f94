import { type Card } from '../../cards/card.ts';
import { policyFileCard } from '../../cards/policyFiles/policyFileCard.ts';
import { policyFileProblemCard } from '../../cards/policyFiles/policyFileProblemCard.ts';
import { type OperationDeps } from '../../pim/operations/deps.ts';
import { operationsOf } from '../../pim/policyFiles/fileProgress.ts';
import { fileRows, type PresentSettings } from '../../pim/policyFiles/fileRows.ts';
import { MOST_WISHED_ROLES, type PolicyFile, type PolicyFiles } from '../../pim/policyFiles/policyFile.ts';
import { type Posture } from '../../pim/posture/posture.ts';
import { areSameSettings } from '../../pim/posture/settingsSteps.ts';
import { type SignOn } from '../../pim/ports.ts';
import { type KeptSettings, readSettingsFile, type UnreadSettings } from '../../reports/settingsFile.ts';
import { wordsFor } from '../../words/wordsFor.ts';
import { type EntitledPostureDeps, entitledPosture, isEntitled } from '../posture/entitledPosture.ts';
import { type FileDownloads } from '../files/fileDownloads.ts';
import { putCard } from '../putCard.ts';
import { type Session } from '../sessions.ts';
import { type SentFile, type SentPolicyFile } from './sentPolicyFile.ts';

/** What policy files need. */
export interface PolicyFileActionsDeps
  extends EntitledPostureDeps, Pick<OperationDeps, 'administrationFor' | 'operations' | 'random'> {
  readonly policyFiles: PolicyFiles;
  readonly downloads: FileDownloads;
}

/** Some hundred roles fill half of it. Bytes. */
export const MOST_FILE_BYTES = 2_097_152;
/** More does not fit into a message of Teams. Characters. */
const MOST_PASTED = 100_000;
const MOST_PROBLEMS = 10;
const KILOBYTE = 1_024;

/**
 * An administrator sends a policy file, sees what it would change role by role, and goes on with one role after the other
 * (`settingsActions.ts`). Whoever asks is asked of Entra each time; a file and its id prove nothing.
 */
export class PolicyFileActions {
  readonly #deps: PolicyFileActionsDeps;
  constructor(deps: PolicyFileActionsDeps) {
    this.#deps = deps;
  }

  /** `policy apply` without a file: the one that is kept, or how to send one. */
  async resume(session: Session, signOn: SignOn): Promise<void> {
    if (!(await this.#mayApply(session, signOn))) return;
    const file = await this.#deps.policyFiles.of(session.person);
    if (file === undefined) await this.#say(session, wordsFor(session.card.locale).policyFiles.how);
    else await this.#show(session, signOn, file, 1, undefined);
  }

  /** Takes a file: reads it, keeps what it wishes otherwise than it is, and shows that. Nothing is changed. */
  async take(session: Session, signOn: SignOn, sent: SentPolicyFile): Promise<void> {
    // Nothing is fetched for whoever may not.
    if (!(await this.#mayApply(session, signOn))) return;
    const text =
      sent.kind === 'pasted' ? this.#pasted(session, sent.text) : await this.#fetched(session, sent);
    if (typeof text === 'object') {
      await this.#say(session, text.refusal);
      return;
    }
    const read = readSettingsFile(text);
    if ('faults' in read) {
      await this.#refuse(session, this.#problemsOf(session, read));
      return;
    }
    const posture = await entitledPosture(this.#deps, session, signOn, 'holdings');
    if (posture !== undefined) await this.#keep(session, read, posture);
  }

  /** A page of the person's own file. */
  async page(
    session: Session,
    signOn: SignOn,
    { fileId, page }: { readonly fileId: string; readonly page?: string | undefined },
    activityId: string | undefined,
  ): Promise<void> {
    if (!(await this.#mayApply(session, signOn))) return;
    const file = await this.#deps.policyFiles.of(session.person, fileId);
    if (file === undefined) await this.#say(session, wordsFor(session.card.locale).policyFiles.gone);
    else
      await this.#show(
        session,
        signOn,
        file,
        Number(page ?? '1'),
        page === undefined ? undefined : activityId,
      );
  }

  async #keep(session: Session, read: KeptSettings, posture: Posture): Promise<void> {
    const { policyFiles: words } = wordsFor(session.card.locale);
    const roles = read.settings
      .filter((wished) => {
        const present = posture.settingsOf(wished.roleDefinitionId);
        return present === undefined || !areSameSettings(present, wished);
      })
      .map((settings) => ({ settings, name: read.names.get(settings.roleDefinitionId) ?? '' }));
    if (roles.length === 0) return this.#say(session, words.everythingSame(read.settings.length));
    if (roles.length > MOST_WISHED_ROLES) {
      return this.#refuse(session, [words.problems.tooManyRoles(MOST_WISHED_ROLES)]);
    }
    const rows = fileRows({ roles }, presentIn(posture), new Map());
    const file: PolicyFile = {
      id: this.#deps.random.ulid(),
      person: session.person,
      isForeign: read.tenantId !== session.person.tenantId,
      sameRoles: read.settings.length - roles.length,
      blockedRoles: rows.filter(({ state }) => state === 'blocked').length,
      roles,
      operations: new Map(),
      keptAt: posture.at,
    };
    await this.#deps.policyFiles.keep(file);
    await this.#put(session, file, posture, 1, undefined);
  }

  async #show(
    session: Session,
    signOn: SignOn,
    file: PolicyFile,
    page: number,
    activityId: string | undefined,
  ): Promise<void> {
    const posture = await entitledPosture(this.#deps, session, signOn, 'holdings');
    if (posture !== undefined) await this.#put(session, file, posture, page, activityId);
  }

  async #put(
    session: Session,
    file: PolicyFile,
    posture: Posture,
    page: number,
    activityId: string | undefined,
  ): Promise<void> {
    const there = new Map(posture.snapshot.roles.map(({ id, displayName }) => [id, displayName]));
    const done = await operationsOf(this.#deps, file);
    const card: Card = policyFileCard(session.card, {
      fileId: file.id,
      rows: fileRows(file, presentIn(posture), done),
      nameOf: (id) => there.get(id),
      sameRoles: file.sameRoles,
      isForeign: file.isForeign,
      page,
      asOf: posture.at,
    });
    await putCard(this.#deps.chatOf(session), card, activityId);
  }

  /** The text of what was attached, or why there is none. */
  async #fetched(
    session: Session,
    { files }: Extract<SentPolicyFile, { kind: 'attached' }>,
  ): Promise<string | { readonly refusal: string }> {
    const { policyFiles: words } = wordsFor(session.card.locale);
    const [file, second] = files;
    if (second !== undefined) return { refusal: words.oneAtATime };
    if (file?.downloadUrl === undefined || !isNamedAsExport(file)) return { refusal: words.notAnExport };
    const fetched = await this.#deps.downloads.text(file.downloadUrl);
    if (fetched.kind === 'text') return fetched.text;
    return {
      refusal:
        fetched.kind === 'tooLarge'
          ? words.tooLarge(MOST_FILE_BYTES / KILOBYTE)
          : words.notFetched[fetched.kind],
    };
  }

  #pasted(session: Session, text: string): string | { readonly refusal: string } {
    const { policyFiles: words } = wordsFor(session.card.locale);
    return text.length > MOST_PASTED ? { refusal: words.tooLarge(Math.floor(MOST_PASTED / KILOBYTE)) } : text;
  }

  #problemsOf(session: Session, { faults }: UnreadSettings): readonly string[] {
    const { problems } = wordsFor(session.card.locale).policyFiles;
    const said = faults.slice(0, MOST_PROBLEMS).map(({ kind, place }) => problems.one(kind, place));
    const left = faults.length - said.length;
    return left > 0 ? [...said, problems.more(left)] : said;
  }

  async #refuse(session: Session, problems: readonly string[]): Promise<void> {
    await this.#deps.chatOf(session).sendCard(policyFileProblemCard(session.card, problems));
  }

  /** Off unless configured, and for whoever may know how roles are set, asked with their own token. */
  async #mayApply(session: Session, signOn: SignOn): Promise<boolean> {
    if (this.#deps.administrationFor === undefined) {
      await this.#say(session, wordsFor(session.card.locale).changes.notOffered);
      return false;
    }
    return isEntitled(this.#deps, session, signOn);
  }

  async #say(session: Session, text: string): Promise<void> {
    await this.#deps.chatOf(session).sendText(text);
  }
}

const isNamedAsExport = ({ name }: SentFile): boolean => /\.json$/i.test(name.trim());

function presentIn({ at, snapshot, settingsOf }: Posture): PresentSettings {
  const there = new Set(snapshot.roles.map(({ id }) => id));
  return { at, isThere: (id) => there.has(id), settingsOf };
}
