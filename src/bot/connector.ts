import { type Activity } from 'botbuilder';
import { z } from 'zod';
import { askAgain, askOnce, type ConnectorCall, type ConnectorOptions } from './connectorCall.ts';
import { SendError } from './sendError.ts';

/** Where a conversation lives. */
export interface ConversationAddress {
  readonly serviceUrl: string;
  readonly conversationId: string;
}

/** Somebody in a conversation, as Teams' roster has them. */
export interface Member {
  /** Teams' own id, `29:…`. */
  readonly id: string;
  readonly name?: string;
  readonly aadObjectId?: string;
  readonly userPrincipalName?: string;
  readonly tenantId?: string;
}

/** Whose conversation is asked for, by Teams' own ids. */
export interface PersonalConversation {
  readonly serviceUrl: string;
  readonly tenantId: string;
  readonly userId: string;
  readonly botId: string;
}

/** The Teams connector as the bot uses it. Every method throws `SendError` and nothing else. */
export interface Connector {
  /** The personal conversation with a person, made where it is not there yet; the same one each time. */
  createConversation(ask: PersonalConversation): Promise<{ readonly conversationId: string }>;
  /** Sent once and never again from here: creating is not idempotent. The id is `''` where Teams gives none (typing). */
  send(
    conversation: ConversationAddress,
    activity: Partial<Activity>,
    replyToId?: string,
  ): Promise<{ readonly id: string }>;
  update(conversation: ConversationAddress, activityId: string, activity: Partial<Activity>): Promise<void>;
  remove(conversation: ConversationAddress, activityId: string): Promise<void>;
  members(conversation: ConversationAddress): Promise<readonly Member[]>;
}

const maximumPages = 50;

const createdShape = z.looseObject({ id: z.string().default('') });
const memberShape = z.looseObject({
  id: z.string(),
  name: z.string().nullish(),
  aadObjectId: z.string().nullish(),
  objectId: z.string().nullish(),
  userPrincipalName: z.string().nullish(),
  tenantId: z.string().nullish(),
});
const pageShape = z.looseObject({
  members: z.array(memberShape),
  continuationToken: z.string().nullish(),
});

/** Makes the thin client through which everything goes out (Bot Connector REST API, v3). */
export function createConnector(options: ConnectorOptions): Connector {
  const activityCall = (
    method: 'PUT' | 'DELETE',
    { serviceUrl, conversationId }: ConversationAddress,
    activityId: string,
    body?: Partial<Activity>,
  ): ConnectorCall => ({ method, serviceUrl, path: [conversationId, 'activities', activityId], body });

  return {
    createConversation: async (ask) => createConversation(ask, options),
    async send({ serviceUrl, conversationId }, activity, replyToId) {
      const path = [conversationId, 'activities', ...(replyToId === undefined ? [] : [replyToId])];
      const { id } = await askOnce(
        { method: 'POST', serviceUrl, path, body: activity },
        createdShape,
        options,
      );
      return { id };
    },
    async update(conversation, activityId, activity) {
      await askAgain(activityCall('PUT', conversation, activityId, activity), z.unknown(), options);
    },
    async remove(conversation, activityId) {
      await askAgain(activityCall('DELETE', conversation, activityId), z.unknown(), options);
    },
    members: async (conversation) => membersOf(conversation, options),
  };
}

async function createConversation(
  { serviceUrl, tenantId, userId, botId }: PersonalConversation,
  options: ConnectorOptions,
): Promise<{ readonly conversationId: string }> {
  const body = {
    isGroup: false,
    bot: { id: botId },
    members: [{ id: userId }],
    tenantId,
    channelData: { tenant: { id: tenantId } },
  };
  const { id } = await askOnce({ method: 'POST', serviceUrl, path: [], body }, createdShape, options);
  if (id === '') throw new SendError('unclear', { code: 'UnreadableAnswer' });
  return { conversationId: id };
}

async function membersOf(
  { serviceUrl, conversationId }: ConversationAddress,
  options: ConnectorOptions,
): Promise<readonly Member[]> {
  const members: Member[] = [];
  let continuationToken: string | null | undefined;
  for (let page = 0; page < maximumPages; page += 1) {
    const query: Record<string, string> = { pageSize: '500' };
    if (typeof continuationToken === 'string') query['continuationToken'] = continuationToken;
    const path = [conversationId, 'pagedmembers'];
    const found = await askAgain({ method: 'GET', serviceUrl, path, query }, pageShape, options);
    members.push(...found.members.map(memberOf));
    ({ continuationToken } = found);
    if (continuationToken === undefined || continuationToken === null || continuationToken === '') break;
  }
  return members;
}

/** Microsoft has the Entra id under either name. */
function memberOf(member: z.infer<typeof memberShape>): Member {
  return {
    id: member.id,
    name: member.name ?? undefined,
    aadObjectId: member.aadObjectId ?? member.objectId ?? undefined,
    userPrincipalName: member.userPrincipalName ?? undefined,
    tenantId: member.tenantId ?? undefined,
  };
}
