import { type Activity } from 'botbuilder';
import { type CardContext } from '../cards/card.ts';
import { principalId, tenantId, type Person } from '../pim/ids.ts';
import { type Clock } from '../pim/ports.ts';
import { type Conversation } from '../pim/records.ts';

/** Whose turn it is, where to answer, and how cards are drawn for them. The channel names the person; it proves nothing. */
export interface Session {
  readonly person: Person;
  readonly conversation: Conversation;
  readonly card: CardContext;
}

/** What every session is drawn with. */
export interface SessionSettings {
  readonly cardActions: CardContext['actions'];
  readonly portalUrl: string;
  /** Zone and locale of people whose client never said theirs. */
  readonly defaultTimeZone: string;
  readonly defaultLocale: string;
  readonly isPreviewDiscreet: boolean;
}

interface ClientInfo {
  readonly type?: string;
  readonly timezone?: string;
  readonly locale?: string;
}

/** An activity as clients really send it: botbuilder's type promises properties that not every client has. */
export const asSent = (activity: Activity): Partial<Activity> => activity;

/** The sender as clients really send them. */
const asSentBy = ({ from }: Activity): { readonly name?: string | null } => from;

/** Where the sender of a guarded personal message or invoke can be reached, as the activity says. */
export function conversationOf(activity: Activity): Conversation {
  const { locale, localTimezone } = asSent(activity);
  const clientInfo = (activity.entities as readonly ClientInfo[] | undefined)?.find(
    ({ type }) => type === 'clientInfo',
  );
  return {
    person: {
      tenantId: tenantId(activity.conversation.tenantId ?? ''),
      id: principalId(activity.from.aadObjectId ?? ''),
    },
    conversationId: activity.conversation.id,
    serviceUrl: activity.serviceUrl,
    userId: activity.from.id,
    botId: activity.recipient.id,
    // Teams does not promise one, and a person is known by the id.
    name: asSentBy(activity).name ?? '',
    locale: locale ?? clientInfo?.locale,
    timeZone: localTimezone ?? clientInfo?.timezone,
    isInstalled: true,
  };
}

/** How cards are drawn for the person of a conversation, now. */
export const cardContextFor = (
  conversation: Pick<Conversation, 'timeZone' | 'locale'>,
  settings: SessionSettings,
  clock: Clock,
): CardContext => ({
  now: clock.now(),
  timeZone: conversation.timeZone ?? settings.defaultTimeZone,
  locale: conversation.locale ?? settings.defaultLocale,
  actions: settings.cardActions,
  portalUrl: settings.portalUrl,
  isPreviewDiscreet: settings.isPreviewDiscreet,
});

/** Whose turn it is, now. */
export const sessionOf = (conversation: Conversation, settings: SessionSettings, clock: Clock): Session => ({
  person: conversation.person,
  conversation,
  card: cardContextFor(conversation, settings, clock),
});
