import { type Limit } from '../rateLimits.ts';

/** What one bot may do, per thread or per tenant. Source: "Optimize your bot with rate limiting" of Teams. */
export const limits = {
  send: [
    { calls: 7, seconds: 1 },
    { calls: 8, seconds: 2 },
    { calls: 60, seconds: 30 },
    { calls: 1800, seconds: 3600 },
  ],
  members: [
    { calls: 14, seconds: 1 },
    { calls: 16, seconds: 2 },
    { calls: 120, seconds: 30 },
    { calls: 3600, seconds: 3600 },
  ],
  tenant: [{ calls: 50, seconds: 1 }],
} as const satisfies Record<string, readonly Limit[]>;
