import { type Posture } from '../../pim/posture/posture.ts';
import { type SignOn } from '../../pim/ports.ts';
import { type Claims } from '../../pim/records.ts';
import { wordsFor } from '../../words/wordsFor.ts';
import { type Chat } from '../chat.ts';
import { entitledPosture, type EntitledPostureDeps } from './entitledPosture.ts';
import { type FileConsentAnswer, offerOfReport, uploadedFile } from '../files/fileConsent.ts';
import { type FileUploads } from '../files/fileUploads.ts';
import { type Session } from '../sessions.ts';
import { type SignInDesk } from '../signIn/signIn.ts';

/** What the report as a file needs. */
export interface ReportFileDeps extends EntitledPostureDeps {
  readonly signIn: Pick<SignInDesk, 'current'>;
  readonly claims: Pick<Claims, 'claim'>;
  /** The report as one HTML page. */
  readonly reportOf: (posture: Posture, locale: string) => string;
  readonly files: FileUploads;
}

/** The report in the person's own storage: offered first, and made anew when they say where it may go. */
export class ReportFile {
  readonly #deps: ReportFileDeps;
  constructor(deps: ReportFileDeps) {
    this.#deps = deps;
  }

  /** Offers it. */
  async offer(session: Session, signOn: SignOn): Promise<void> {
    const posture = await entitledPosture(this.#deps, session, signOn, 'withHistory');
    if (posture === undefined) return;
    const { byteLength } = this.#bytesOf(session, posture);
    const { file } = wordsFor(session.card.locale).posture;
    const name = `latchkey-audit-${posture.at.toISOString().slice(0, 10)}.html`;
    await this.#deps.chatOf(session).sendAttachment(offerOfReport(name, file.description, byteLength));
  }

  /**
   * Goes on after a person has answered to the offer, once. Who may ask is asked again: the answer may come much later.
   */
  async answered(
    session: Session,
    { action, uploadInfo }: FileConsentAnswer,
    offerId: string | undefined,
  ): Promise<void> {
    const chat = this.#deps.chatOf(session);
    const { file } = wordsFor(session.card.locale).posture;
    if (offerId !== undefined) {
      const { conversationId } = session.conversation;
      if (!(await this.#deps.claims.claim(`file/${conversationId}/${offerId}`))) return;
      await this.#withdraw(chat, offerId);
    }
    if (action === 'decline' || !uploadInfo) {
      await chat.sendText(file.declined);
      return;
    }
    const signOn = await this.#deps.signIn.current(session.person);
    if (signOn === undefined) {
      await chat.sendText(file.askAgain);
      return;
    }
    const posture = await entitledPosture(this.#deps, session, signOn, 'withHistory');
    if (posture === undefined) return;
    const isThere = await this.#deps.files.put(uploadInfo, this.#bytesOf(session, posture));
    if (isThere) await chat.sendAttachment(uploadedFile(uploadInfo));
    else await chat.sendText(file.notTaken);
  }

  /** An offer that was answered must not be answered again; that it stays to be seen does no harm. */
  async #withdraw(chat: Chat, offerId: string): Promise<void> {
    await chat.remove(offerId).catch((error: unknown) => {
      this.#deps.logger.info({ err: error }, 'An answered offer of a file could not be removed');
    });
  }

  #bytesOf(session: Session, posture: Posture): Uint8Array {
    return new TextEncoder().encode(this.#deps.reportOf(posture, session.card.locale));
  }
}
