/** An activity of the Bot Framework, as JSON. */
export type Activity = Readonly<Record<string, unknown>>;

/** A sign-in that the bot asks for. */
export interface AskedSignIn {
  /** Id by which the token is exchanged. */
  readonly id: string;
  readonly connectionName: string;
}

const OAUTH_CARD = 'application/vnd.microsoft.card.oauth';

const objectOf = (value: unknown): Activity =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Activity) : {};

/** The activity as the Bot Service would hand it on: from the address where answers are to go. */
export const addressed = (activity: Activity, serviceUrl: string): Activity => ({ ...activity, serviceUrl });

/** The sign-in that an activity of the bot asks for, or undefined: a client signs on silently and shows no card. */
export function askedSignIn(activity: Activity): AskedSignIn | undefined {
  const attachments: readonly unknown[] = Array.isArray(activity['attachments'])
    ? activity['attachments']
    : [];
  const card = attachments.map(objectOf).find(({ contentType }) => contentType === OAUTH_CARD);
  const content = objectOf(card?.['content']);
  const id = objectOf(content['tokenExchangeResource'])['id'];
  if (typeof id !== 'string') return undefined;
  const connectionName = content['connectionName'];
  return { id, connectionName: typeof connectionName === 'string' ? connectionName : '' };
}

/**
 * The invoke with which a Teams client answers a sign-in card (`signin/tokenExchange`), in the envelope of the person's last
 * activity, which names everybody who has to do with it.
 */
export function tokenExchange(
  last: Activity,
  asked: AskedSignIn & { readonly activityId: string },
  token: string,
): Activity {
  const kept = [
    'channelId',
    'serviceUrl',
    'from',
    'recipient',
    'conversation',
    'channelData',
    'locale',
    'entities',
  ];
  return {
    ...Object.fromEntries(Object.entries(last).filter(([name]) => kept.includes(name))),
    type: 'invoke',
    id: `f:${asked.activityId}`,
    name: 'signin/tokenExchange',
    replyToId: asked.activityId,
    value: { id: asked.id, connectionName: asked.connectionName, token },
  };
}
