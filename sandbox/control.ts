import { z } from 'zod';
import { adminConsent } from './adminConsent.ts';
import { type CallLog } from './callLog.ts';
import { type ShiftedClock } from './clock.ts';
import { type DeletedUsers } from './deletedUsers.ts';
import { type EntraSettings } from './entra/settings.ts';
import { type Fault, type Faults } from './faults.ts';
import { type SandboxJournal } from './journal.ts';
import { environmentOf } from './ownBot.ts';
import { type SeededTenant } from './tenants/seededTenant.ts';
import { type Answer, type Area, type Call, type EntraTokens, type World } from './world.ts';

/** Everything control turns the knobs of. */
export interface Controlled {
  readonly baseUrl: string;
  readonly tenant: SeededTenant;
  readonly clock: ShiftedClock;
  readonly journal: SandboxJournal;
  readonly calls: CallLog;
  readonly faults: Faults;
  readonly settings: EntraSettings;
  readonly tokens: EntraTokens;
  readonly bot: World['bot'];
  /** Back to the seed, in every part; resolves when the bot's clock has followed. */
  readonly reset: () => Promise<void>;
  /** What a person does in the Entra portal, without the bot; answered by the role management part. */
  readonly portal: (body: unknown) => Promise<Answer>;
  /** What an administrator changes about a person, group, unit or role; answered by the directory. */
  readonly directory: (body: unknown) => Answer;
  /** How late rows come in the directory's audit log, and whether reading it is limited. */
  readonly auditLog: (wanted: z.output<typeof auditLog>) => void;
  readonly deletedUsers: DeletedUsers;
  /** Adds the app for these people, as a setup policy of Teams does; answers how many the bot has heard of. */
  readonly installFor: (ids: readonly string[]) => Promise<number>;
  /** What somebody changes about a ticket, in a ticket system of the offline tenant. */
  readonly changeTicket: (body: unknown) => Answer;
}

type Knob = (controlled: Controlled, call: Call) => Promise<Answer> | Answer;

/** The knobs of the sandbox, for the page and for tests. No bearer: whoever reaches loopback may turn them. */
export function createControl(controlled: Controlled): Area {
  return {
    name: 'control',
    prefixes: ['/control/'],
    answer: async (call) => {
      const knob = knobs[`${call.method} ${call.path}`];
      if (knob === undefined) return undefined;
      try {
        return await knob(controlled, call);
      } catch (error) {
        if (error instanceof z.ZodError) return refused(z.prettifyError(error));
        if (error instanceof SyntaxError) return refused(error.message);
        throw error;
      }
    },
    reset: () => undefined,
  };
}

const done: Answer = { status: 204 };

const knobs: Readonly<Record<string, Knob>> = {
  'GET /control/tenant': ({ tenant, settings, baseUrl }) => ({
    status: 200,
    body: {
      tenantId: tenant.id,
      tenantName: tenant.name,
      appId: tenant.registration.appId,
      secret: settings.secrets[0] ?? null,
      people: tenant.users.map((user) => ({
        id: user.id,
        name: user.displayName,
        userPrincipalName: user.userPrincipalName,
        isInstalled: user.hasAppInstalled,
      })),
      baseUrl,
    },
  }),
  'GET /control/environment': ({ tenant, settings, baseUrl }) => ({
    status: 200,
    body: environmentOf(tenant, settings, baseUrl),
  }),
  'POST /control/reset': async ({ reset }) => {
    await reset();
    return done;
  },
  'GET /control/clock': ({ clock }) => time(clock),
  'POST /control/clock': moveClock,
  'GET /control/faults': ({ faults }) => ({ status: 200, body: { faults: faults.list() } }),
  'POST /control/faults': addFault,
  'DELETE /control/faults': ({ faults }) => {
    faults.clear();
    return done;
  },
  'GET /control/calls': ({ calls }, call) => {
    const path = call.query.get('path');
    const since = Number(call.query.get('since') ?? 0);
    return {
      status: 200,
      body: { calls: calls.matching(path === null ? undefined : new RegExp(path), since) },
    };
  },
  'GET /control/call-kinds': ({ calls }) => ({ status: 200, body: calls.kinds.list() }),
  'DELETE /control/calls': ({ calls }) => {
    calls.reset();
    return done;
  },
  'POST /control/bot': ({ bot }, call) => {
    bot.endpoint = z.object({ endpoint: z.url() }).parse(json(call)).endpoint;
    return done;
  },
  'POST /control/bot/kill': killBot,
  'POST /control/installations': install,
  'POST /control/portal': ({ portal }, call) => portal(json(call)),
  'POST /control/directory': ({ directory }, call) => directory(json(call)),
  'POST /control/tickets': ({ changeTicket }, call) => changeTicket(json(call)),
  'POST /control/consent': ({ settings, journal }, call) => {
    settings.consentedScopes = z.object({ scopes: z.array(z.string()) }).parse(json(call)).scopes;
    journal.add(turned('Consent was set anew'));
    return done;
  },
  'POST /control/admin-consent': (controlled, call) => adminConsent(controlled, json(call)),
  'POST /control/application-permissions': ({ settings, journal }, call) => {
    settings.applicationPermissions = z.object({ roles: z.array(z.string()) }).parse(json(call)).roles;
    journal.add(turned('Application permissions were set anew'));
    return done;
  },
  'POST /control/credentials': ({ settings }, call) => {
    const { secrets, certificates, redirectUris, managedIdentities, publicClients, vaultSecrets } =
      credentials.parse(json(call));
    settings.secrets = secrets ?? settings.secrets;
    settings.certificates = certificates ?? settings.certificates;
    settings.redirectUris = redirectUris ?? settings.redirectUris;
    settings.managedIdentities = managedIdentities ?? settings.managedIdentities;
    settings.publicClients = publicClients ?? settings.publicClients;
    settings.vaultSecrets = vaultSecrets ?? settings.vaultSecrets;
    return done;
  },
  'POST /control/tokens': async ({ tokens }, call) => {
    const wanted = wantedToken.parse(json(call));
    const token =
      'person' in wanted ? tokens.teamsSignOnToken(wanted.person) : tokens.channelToken(wanted.serviceUrl);
    return { status: 200, body: { token: await token } };
  },
  'POST /control/audit-log': ({ auditLog: tune }, call) => {
    tune(auditLog.parse(json(call)));
    return done;
  },
  'POST /control/deleted-users': ({ deletedUsers, journal }, call) => {
    const { person } = z.strictObject({ person: z.guid() }).parse(json(call));
    if (!deletedUsers.delete(person)) return refused('Nobody has this id.');
    journal.add(turned('Somebody was deleted from the directory'));
    return done;
  },
  'POST /control/conditional-access': ({ settings }, call) => {
    const { actor, challengesOnBehalfOf } = conditionalAccess.parse(json(call));
    if (challengesOnBehalfOf) settings.challenged.add(actor);
    else settings.challenged.delete(actor);
    return done;
  },
};

const credentials = z.strictObject({
  secrets: z.array(z.string()).optional(),
  certificates: z.array(z.string().startsWith('-----BEGIN ')).optional(),
  redirectUris: z.array(z.url()).optional(),
  managedIdentities: z.array(z.guid().toLowerCase()).optional(),
  publicClients: z
    .array(
      z.strictObject({
        appId: z.guid().toLowerCase(),
        displayName: z.string().min(1),
        scopes: z.array(z.string()),
      }),
    )
    .optional(),
  vaultSecrets: z.record(z.string(), z.string()).optional(),
});

/** The sign-on token a person's Teams client holds, or the Bot Service's token for a serviceUrl. */
const wantedToken = z.union([z.strictObject({ person: z.guid() }), z.strictObject({ serviceUrl: z.url() })]);

const auditLog = z.strictObject({
  lagSeconds: z
    .strictObject({ least: z.number().nonnegative(), most: z.number().nonnegative() })
    .refine(({ least, most }) => least <= most, 'least is more than most')
    .optional(),
  isReadLimited: z.boolean().optional(),
});

const conditionalAccess = z.strictObject({ actor: z.guid(), challengesOnBehalfOf: z.boolean() });

const move = z.union([
  z.strictObject({ forwardMs: z.number().int().nonnegative() }),
  z.strictObject({ toNextEvent: z.literal(true) }),
]);

const wantedFault = z.strictObject({
  match: z
    .strictObject({
      method: z.string().optional(),
      path: z.string().optional(),
      actor: z.string().optional(),
    })
    .default({}),
  times: z.number().int().positive().default(1),
  status: z.number().int().min(200).max(599).optional(),
  headers: z.record(z.string(), z.string()).optional(),
  body: z.unknown().optional(),
  delayMs: z.number().int().nonnegative().optional(),
  holdMs: z.number().int().nonnegative().optional(),
  cut: z.enum(['before', 'after']).optional(),
});

async function moveClock({ clock, journal }: Controlled, call: Call): Promise<Answer> {
  const wanted = move.parse(json(call));
  const next = clock.upcoming()[0];
  const untilNextMs = next === undefined ? 0 : Math.max(0, next.getTime() - clock.now().getTime()) + 1;
  const forwardMs = 'forwardMs' in wanted ? wanted.forwardMs : untilNextMs;
  await clock.forward(forwardMs);
  journal.add(turned(`The clock moved forward by ${inWords(forwardMs)}`));
  return time(clock);
}

function addFault({ faults, journal }: Controlled, call: Call): Answer {
  const { match, ...wanted } = wantedFault.parse(json(call));
  const path = match.path === undefined ? undefined : new RegExp(match.path);
  const fault: Fault = { ...wanted, match: { ...match, path } };
  journal.add(turned(`Something will break: ${match.method ?? 'any call'} ${match.path ?? ''}`.trimEnd()));
  return { status: 200, body: { id: faults.add(fault) } };
}

const wantedInstallations = z.strictObject({ people: z.array(z.guid().toLowerCase()).optional() });

async function install({ tenant, installFor }: Controlled, call: Call): Promise<Answer> {
  const { people } = wantedInstallations.parse(json(call));
  const wanted = people ?? tenant.users.filter(({ hasAppInstalled }) => hasAppInstalled).map(({ id }) => id);
  if (wanted.some((id) => tenant.users.every((user) => user.id !== id)))
    return refused('Nobody has this id.');
  return { status: 200, body: { installedFor: wanted.length, takenByBot: await installFor(wanted) } };
}

async function killBot({ bot, journal }: Controlled): Promise<Answer> {
  if (bot.killAndRestart === undefined)
    return refused('This sandbox did not start the bot, so it cannot kill it.');
  journal.add(turned('Latchkey was killed'));
  const isBack = await bot.killAndRestart();
  journal.add(
    turned(
      isBack ? 'Latchkey was started again and is ready' : 'Latchkey was started again and is not ready',
    ),
  );
  return done;
}

function time(clock: ShiftedClock): Answer {
  return { status: 200, body: { now: clock.now(), shiftMs: clock.shiftMs, upcoming: clock.upcoming() } };
}

function turned(summary: string): Parameters<SandboxJournal['add']>[0] {
  return { kind: 'control', summary, actor: undefined, status: undefined, wire: undefined };
}

function inWords(milliseconds: number): string {
  const units = [
    ['day', 86_400_000],
    ['hour', 3_600_000],
    ['minute', 60_000],
    ['second', 1_000],
  ] as const;
  const [name, length] = units.find(([, unitMs]) => milliseconds >= unitMs) ?? ['millisecond', 1];
  const count = Math.round((milliseconds / length) * 10) / 10;
  return `${count} ${name}${count === 1 ? '' : 's'}`;
}

function json(call: Call): unknown {
  return JSON.parse(call.body.length === 0 ? '{}' : call.body.toString());
}

function refused(message: string): Answer {
  return { status: 400, body: { error: { code: 'BadRequest', message } } };
}
