import { randomUUID } from 'node:crypto';
import { CallLog } from './callLog.ts';
import { ShiftedClock } from './clock.ts';
import { createControl } from './control.ts';
import { DeletedUsers } from './deletedUsers.ts';
import { createEntra } from './entra/entra.ts';
import { Faults } from './faults.ts';
import { createGraph } from './graph/graph.ts';
import { SandboxJournal } from './journal.ts';
import { createPlayground } from './playground/playground.ts';
import { listen } from './server.ts';
import { createTeams } from './teams/teams.ts';
import { type OfflineTenant } from './tenants/offlineTenant.ts';
import { nameIn } from './tenants/tenants.ts';
import { createTickets } from './tickets/tickets.ts';
import { type World } from './world.ts';

/** A running offline tenant. */
export interface Sandbox {
  readonly baseUrl: string;
  /** Where it listens; another one than `baseUrl` where something stands in front of it. */
  readonly ownUrl: string;
  readonly clock: ShiftedClock;
  /** Where activities go, set once the bot listens, and how it is killed. */
  readonly bot: World['bot'];
  stop(): Promise<void>;
}

/**
 * Puts the parts together and listens on 127.0.0.1 (port 0: any free one). `publicUrl` is where clients reach it when something
 * stands in front of it: tokens and links name that address. `startShiftMs` is how far its clock is ahead of the real one when it
 * starts, and after each reset. Rejects when the port is taken.
 */
export async function startSandbox(
  offline: OfflineTenant,
  port: number,
  publicUrl?: string,
  startShiftMs = 0,
): Promise<Sandbox> {
  // A copy, because the directory can be changed.
  const tenant = structuredClone(offline.directory);
  const deletedUsers = new DeletedUsers(tenant);
  const server = await listen(port);
  const baseUrl = publicUrl ?? server.baseUrl;
  const clock = new ShiftedClock(Date.now, startShiftMs);
  const journal = new SandboxJournal(clock);
  const log = { calls: new CallLog(), faults: new Faults(), journal, clock };
  const bot: World['bot'] = { endpoint: undefined };
  const { areas: login, tokens, settings } = await createEntra({ baseUrl, tenant, clock, journal });
  const world: World = { baseUrl, tenant, clock, journal, tokens, bot, newId: () => randomUUID() };
  const teams = createTeams(world);
  const graph = createGraph(world, teams.installations, offline.roleManagement);
  const tickets = createTickets(world);
  const parts = [...login, graph, ...teams.areas, tickets, createPlayground(world)];
  const reset = async (): Promise<void> => {
    await clock.reset();
    for (const part of [deletedUsers, log.faults, log.calls, journal, settings, ...parts]) part.reset();
  };
  const portal = (body: unknown): ReturnType<typeof graph.portal> => graph.portal(body);
  const directory = (body: unknown): ReturnType<typeof graph.changeDirectory> => graph.changeDirectory(body);
  const auditLog: typeof graph.tuneAuditLog = (wanted) => {
    graph.tuneAuditLog(wanted);
  };
  const { changeTicket } = tickets;
  const installFor = async (ids: readonly string[]): Promise<number> => {
    const taken = await Promise.all(ids.map((id) => teams.installations.addAnew(id)));
    return taken.filter(Boolean).length;
  };
  const doors = { reset, portal, directory, auditLog, deletedUsers, changeTicket, installFor };
  const control = createControl({ ...log, ...doors, baseUrl, tenant, settings, tokens, bot });
  server.serve({ ...log, areas: [control, ...parts], nameOf: (actor) => nameIn(offline.directory, actor) });
  return {
    baseUrl,
    ownUrl: server.baseUrl,
    clock,
    bot,
    stop: async () => {
      clock.stop();
      await server.close();
    },
  };
}
