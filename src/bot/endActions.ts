import { extendCard } from '../cards/extendCard.ts';
import { roleOfRequest, roleOnCard } from '../cards/roleOnCard.ts';
import { type OperationDeps } from '../pim/operations/deps.ts';
import { type CardRecord, type FollowedRequest } from '../pim/records.ts';
import { type ActiveRole, isSameRole, roleAtScope, type RoleAtScope } from '../pim/roles.ts';
import { type Card } from '../cards/card.ts';
import { wordsFor } from '../words/wordsFor.ts';
import { drawRecordedCard } from './cardViews.ts';
import { type Chat } from './chat.ts';
import { type PressAnswer } from './pressAnswer.ts';
import { type Session } from './sessions.ts';
import { soonOrNever } from './soon.ts';

/** What is needed for it. */
export interface EndActionsDeps extends Pick<
  OperationDeps,
  | 'requests'
  | 'votings'
  | 'cards'
  | 'conversations'
  | 'alerts'
  | 'administrationFor'
  | 'againWishes'
  | 'provisioningDelays'
  | 'limits'
  | 'directory'
  | 'clock'
> {
  readonly chatOf: (session: Session) => Chat;
}

/** PIM takes no deactivation before (`ActiveDurationTooShort`). */
const SHORTEST_MINUTES = 5;

const deactivableFrom = (startAt: Date | undefined): Date | undefined =>
  startAt === undefined ? undefined : new Date(startAt.getTime() + SHORTEST_MINUTES * 60_000);

/** What a person can wish for the end of an activation; the form comes when it has ended. */
export class EndActions {
  readonly #deps: EndActionsDeps;
  constructor(deps: EndActionsDeps) {
    this.#deps = deps;
  }

  /** The honest answer to "extend". */
  async extend(session: Session, held: ActiveRole): Promise<void> {
    const request = await this.#running(session, roleAtScope(held));
    const settings = await this.#deps.directory.settingsOf(held.role.id).catch(() => undefined);
    const card = extendCard(session.card, {
      role: roleOnCard(held),
      endAt: held.endAt,
      deactivableFrom: deactivableFrom(held.startAt),
      // Where the settings cannot be read, the last time tells.
      isApprovalRequired: settings?.approval.isRequired ?? request?.approvalId !== undefined,
      isFollowed: request !== undefined,
      isWished: request !== undefined && (await this.#isWished(session, request)),
    });
    await this.#deps.chatOf(session).sendCard(card);
  }

  /** Lets it end, without the form afterwards. */
  async letEnd(session: Session, role: RoleAtScope, activityId: string | undefined): Promise<PressAnswer> {
    const request = await this.#running(session, role);
    if (request !== undefined) await this.#deps.againWishes.withdraw(session.person, request.id);
    return this.#answer(session, request, activityId);
  }

  /** Keeps the wish for the form. */
  async activateAfter(
    session: Session,
    role: RoleAtScope,
    activityId: string | undefined,
  ): Promise<PressAnswer> {
    const request = await this.#running(session, role);
    if (request !== undefined) await this.#deps.againWishes.keep(session.person, request.id);
    return this.#answer(session, request, activityId);
  }

  /** Keeps the wish where somebody is about to end it early. */
  async wishBeforeDeactivating(session: Session, role: RoleAtScope): Promise<void> {
    const request = await this.#running(session, role);
    if (request !== undefined) await this.#deps.againWishes.keep(session.person, request.id);
  }

  async #running({ person }: Session, role: RoleAtScope): Promise<FollowedRequest | undefined> {
    const now = this.#deps.clock.now();
    return (await this.#deps.requests.openOf(person)).find(
      (request) => isSameRole(request, role) && request.endAt !== undefined && request.endAt > now,
    );
  }

  async #isWished({ person }: Session, { id }: FollowedRequest): Promise<boolean> {
    return (await this.#deps.againWishes.of(person, id)) !== undefined;
  }

  /** The pressed card as it is now: the one that warned of the end, or the answer to "extend". */
  async #answer(
    session: Session,
    request: FollowedRequest | undefined,
    activityId: string | undefined,
  ): Promise<PressAnswer> {
    const text = wordsFor(session.card.locale).replies.nothingActive;
    if (request === undefined) return { kind: 'text', text };
    const warning = (await this.#deps.cards.ofRequest(request.tenantId, request.id)).find(
      ({ kind, person }) => kind === 'ending' && person.id === session.person.id,
    );
    const card =
      warning?.activityId !== undefined && warning.activityId === activityId
        ? await this.#warning(session, warning)
        : await this.#extension(session, request);
    return card === undefined ? { kind: 'text', text } : { kind: 'card', card };
  }

  async #warning(session: Session, warning: CardRecord): Promise<Card | undefined> {
    await this.#deps.cards.setReceipt(warning.id, 'acted');
    const directory = soonOrNever(this.#deps.directory);
    return drawRecordedCard({ ...this.#deps, directory }, warning, session.card);
  }

  async #extension(session: Session, request: FollowedRequest): Promise<Card> {
    return extendCard(session.card, {
      role: roleOfRequest(request),
      endAt: request.endAt,
      deactivableFrom: deactivableFrom(request.startAt),
      isApprovalRequired: request.approvalId !== undefined,
      isFollowed: true,
      isWished: await this.#isWished(session, request),
    });
  }
}
