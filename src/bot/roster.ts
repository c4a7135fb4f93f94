import { type Connector, type ConversationAddress, type Member } from './connector.ts';

/** The part of the SDK's connector client that `TeamsInfo` reads rosters with. */
export interface RosterClient {
  readonly conversations: {
    getConversationMember(conversationId: string, memberId: string): Promise<Member>;
    getConversationMembers(conversationId: string): Promise<readonly Member[]>;
    getConversationPagedMembers(conversationId: string): Promise<{ readonly members: readonly Member[] }>;
  };
}

/**
 * Stands where botbuilder looks for its connector client, so that its `TeamsInfo`, and with it the welcome of
 * `TeamsActivityHandler`, reads rosters through our connector.
 */
export function rosterOf(connector: Connector, { serviceUrl }: ConversationAddress): RosterClient {
  const membersOf = async (conversationId: string): Promise<readonly Member[]> =>
    connector.members({ serviceUrl, conversationId });
  return {
    conversations: {
      async getConversationMember(conversationId, memberId) {
        const members = await membersOf(conversationId);
        const member = members.find(({ id, aadObjectId }) => id === memberId || aadObjectId === memberId);
        if (member === undefined) throw new MemberNotFoundError();
        return member;
      },
      getConversationMembers: membersOf,
      async getConversationPagedMembers(conversationId) {
        return { members: await membersOf(conversationId) };
      },
    },
  };
}

/** In the form in which botbuilder recognises somebody who has just left. */
class MemberNotFoundError extends Error {
  readonly body = { error: { code: 'ConversationNotFound' } };
  constructor() {
    super('There is no such member');
    this.name = 'MemberNotFoundError';
  }
}
