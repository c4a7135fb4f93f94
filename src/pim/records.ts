/**
 * What Latchkey itself remembers, and the ports through which it does: conversations, operations, requests it follows,
 * cards, the outbox, claims, preferences, the audit trail. Entra cannot know these; losing them costs notifications,
 * never access. Every method belongs to one tenant: the tenant is part of each key.
 */
export type * from './audit.ts';
export type * from './cardRecords.ts';
export type * from './claims.ts';
export type * from './conversations.ts';
export type * from './followedRequests.ts';
export type * from './intents.ts';
export type * from './lookback.ts';
export type * from './outbox.ts';
export type * from './preferences.ts';
export type * from './signIns.ts';
