/** What a caller has to show, as a header. A sandbox has no real secret. */
export const ticketKeys = {
  changes: 'Basic bGF0Y2hrZXk6aGFyYm91cg==',
  issues: 'Bearer issues-of-the-offline-tenant',
} as const;

/** The same by the names that the sandbox's settings give them. */
export const ticketKeysInEnvironment: Readonly<Record<string, string>> = {
  LATCHKEY_TICKET_SECRET_CHANGES: ticketKeys.changes,
  LATCHKEY_TICKET_SECRET_ISSUES: ticketKeys.issues,
};
