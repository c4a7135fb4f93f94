import { type Answer } from '../world.ts';

/** An error answer of the connector, in the shape that Teams gives it. */
export function refuse(
  status: number,
  code: string,
  message: string,
  headers?: Readonly<Record<string, string>>,
): Answer {
  return { status, headers, body: { error: { code, message } } };
}

/** What the connector refuses by name; the codes are those of Teams, the sentences are the sandbox's. */
export const refusals = {
  unauthorized: (reason: string): Answer =>
    refuse(401, 'Unauthorized', `The bearer token is no good: ${reason}`),
  botNotRegistered: (): Answer =>
    refuse(401, 'BotNotRegistered', 'The token belongs to no bot of this sandbox.'),
  badSyntax: (message: string): Answer => refuse(400, 'BadSyntax', message),
  badArgument: (message: string): Answer => refuse(400, 'BadArgument', message),
  badRequest: (message: string): Answer => refuse(400, 'BadRequest', message),
  forbidden: (message: string): Answer => refuse(403, 'ForbiddenOperationException', message),
  notInstalled: (): Answer =>
    refuse(
      403,
      'ForbiddenOperationException',
      'The person does not have the app installed in personal scope.',
    ),
  writesBlocked: (): Answer => refuse(403, 'MessageWritesBlocked', 'The person has removed the app.'),
  blockedByUser: (): Answer => refuse(403, 'ConversationBlockedByUser', 'The person has blocked the bot.'),
  conversationNotFound: (): Answer => refuse(404, 'ConversationNotFound', 'There is no such conversation.'),
  activityNotFound: (): Answer =>
    refuse(404, 'ActivityNotFoundInConversation', 'The conversation has no such message.'),
  memberNotFound: (): Answer =>
    refuse(404, 'MemberNotFoundInConversation', 'The conversation has no such member.'),
  tooBig: (): Answer => refuse(413, 'MessageSizeTooBig', 'The message is larger than 100 KB.'),
  throttled: (retryAfterSeconds: number): Answer =>
    refuse(429, 'Throttled', 'Too many calls to this conversation.', {
      'retry-after': String(retryAfterSeconds),
    }),
} as const;
