import { type PendingApproval } from '../pim/operations/pendingApprovals.ts';
import { type FollowedRequest } from '../pim/records.ts';
import { type Times } from '../words/times.ts';
import { wordsFor } from '../words/wordsFor.ts';
import { type CardKey } from './actionShapes.ts';
import { button, toldApart } from './actions.ts';
import { type CardContext } from './card.ts';
import { type Row } from './list.ts';
import { plainName, plainText } from './plainText.ts';
import { requestStateOf } from './requestState.ts';
import { requestorIn, requestorName } from './requestorName.ts';
import { requestText } from './requestText.ts';
import { roleInSentence, roleRow } from './roleLine.ts';
import { isTenantWide, roleAloud, roleOfRequest, scopeText } from './roleOnCard.ts';
import { run, subtle } from './runs.ts';
import { markedName, nameMarks } from './unusualName.ts';
import { verbs } from './verbs.ts';

/** One of the reader's own requests, with the key of its card where there is one. */
export interface OwnRequest {
  readonly request: FollowedRequest;
  readonly key: CardKey | undefined;
}

/** A justification in a list: enough to remember which request it is. */
const SHORT = { characters: 100, lines: 1, wordCharacters: 36 };

/** A request that waits for the reader: who, what, how long, why. The button brings the whole card. */
export function waitingForMeRow(
  context: CardContext,
  times: Times,
  { request, card, lapsesAt }: PendingApproval,
): Row {
  const words = wordsFor(context.locale);
  const role = roleOfRequest(request);
  const duration =
    request.durationMinutes === undefined ? undefined : times.duration(request.durationMinutes);
  const details = words.pending.details(duration, words.roles.lapses(times.at(lapsesAt)));
  const why = plainText(request.justification, SHORT);
  return {
    lines: [
      [
        ...(card.number === undefined
          ? []
          : [run(`${words.pending.numbered(card.number)}  `, { isSubtle: true })]),
        ...markedName(
          requestorName(words.requests, requestorIn(request)),
          { weight: 'Bolder' },
          nameMarks(words.roles, request.requestorName),
        ),
      ],
      roleInSentence(words.roles, role),
      subtle([details, ...(isTenantWide(role) ? [] : [scopeText(words.roles, role)])].join(' · ')),
      ...(why === '' ? [] : [[run(words.pending.quoted(why), { size: 'Small' })]]),
    ],
    actions: [
      button(
        context,
        words.buttons.show,
        verbs.refreshRequest,
        { cardId: card.id, nonce: card.nonce },
        toldApart(
          words.buttons,
          words.buttons.show,
          words.buttons.requestOf(
            requestorName(words.requests, requestorIn(request)),
            roleAloud(words, role),
          ),
        ),
      ),
    ],
  };
}

/** One of the reader's own requests and where it stands. */
export function ownRequestRow(context: CardContext, times: Times, { request, key }: OwnRequest): Row {
  const words = wordsFor(context.locale);
  const state = requestStateOf(request, context.now);
  const { heading } = requestText(words, times, { state });
  const when =
    // What is kept here lapses by the rules of the house; its own card says when.
    state.kind === 'waiting' && request.isHeld !== true
      ? [words.roles.lapses(times.at(state.lapsesAt))]
      : state.kind === 'scheduled' && state.startAt !== undefined
        ? [times.at(state.startAt)]
        : [];
  const mayCancel = ['waiting', 'waitingForAdministrator', 'scheduled'].includes(state.kind);
  return {
    lines: [
      ...roleRow(words.roles, roleOfRequest(request), []),
      subtle([plainName(heading), ...when].join(' · ')),
    ],
    actions:
      key !== undefined && mayCancel
        ? [
            button(
              context,
              words.buttons.cancel,
              verbs.cancelRequest,
              { cardId: key.cardId, nonce: key.nonce },
              toldApart(words.buttons, words.buttons.cancel, roleAloud(words, roleOfRequest(request))),
            ),
          ]
        : [],
  };
}
