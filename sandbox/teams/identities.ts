import { createHash } from 'node:crypto';

const digest = (algorithm: string, text: string): string =>
  createHash(algorithm).update(text).digest('base64url');

/** The id by which the Teams connector knows a person (MRI): the same for the same person on every run. */
export const personMri = (oid: string): string => `29:1${digest('sha384', `person ${oid}`)}`;

/** The id by which the Teams connector knows the bot. */
export const botMri = (appId: string): string => `28:${appId}`;

/** The personal conversation of a person with the bot; creating it again gives the same id, as in Teams. */
export const personalConversationId = (appId: string, oid: string): string =>
  `a:1${digest('sha512', `chat ${appId} ${oid}`)}`;

/** The channel of the one team that the sandbox has. */
export const channelConversationId = (tenantId: string): string =>
  `19:${digest('sha256', `channel ${tenantId}`)}@thread.tacv2`;
