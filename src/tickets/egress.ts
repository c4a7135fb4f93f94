import { isOfOrigin, originOf } from './ticketAddress.ts';
import { type TicketSystem } from './ticketSystem.ts';

/** Whether something may be sent there. */
export type TicketEgress = (system: string, address: string) => boolean;

/** Every origin that ticket systems are asked at: that of a system's own address in the settings, and no other. */
export function createTicketEgress(systems: readonly Pick<TicketSystem, 'name' | 'url'>[]): TicketEgress {
  const origins = new Map(systems.map(({ name, url }) => [name, originOf(url)]));
  return (system, address) => isOfOrigin(address, origins.get(system));
}
