import { guides } from './guides.ts';
import { settingsRule } from './settingsRule.ts';

/** The baseline wants a ticket, and the role is activated without. PIM does not look into the ticket system. */
export const noTicket = settingsRule({
  id: 'no-ticket',
  severity: 'low',
  otherwise: 'low',
  sources: [guides.settings],
  fault: ({ settings, tier }) =>
    tier?.ticket === true && !settings.activation.isTicketRequired
      ? { facts: { tier: tier.name } }
      : undefined,
});
