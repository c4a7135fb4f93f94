import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BotProcess, startBot } from '../../sandbox/botProcess.ts';
import { tenants } from '../../sandbox/tenants/tenants.ts';
import { type Findings } from '../findings.ts';
import { type Part } from '../part.ts';
import { ServedTenant, type TenantPerson } from '../tenant.ts';
import { Front } from './front.ts';
import { Playground } from './playground.ts';
import { tellStory } from './story.ts';

/** Whatever was started, to be ended in the other order. */
class Started {
  readonly #ends: (() => Promise<unknown>)[] = [];

  keep<Thing>(thing: Thing, end: (thing: Thing) => Promise<unknown>): Thing {
    this.#ends.push(() => end(thing));
    return thing;
  }

  async end(): Promise<void> {
    for (const end of this.#ends.reverse()) await end();
  }
}

async function readyBot(started: Started, front: Front): Promise<BotProcess> {
  const { harbour } = tenants;
  if (harbour === undefined) throw new Error('The offline tenant is gone');
  const options = { tenant: harbour.directory, sandboxUrl: front.url, isVerbose: false, onAnyPort: true };
  const bot = started.keep(await startBot(options), (one) => one.stop());
  return bot;
}

async function run(findings: Findings): Promise<void> {
  const started = new Started();
  try {
    const folder = started.keep(await mkdtemp(join(tmpdir(), 'conformance-playground-')), (path) =>
      rm(path, { recursive: true, force: true }),
    );
    const front = started.keep(await Front.open(), (one) => one.close());
    const tenant = started.keep(await ServedTenant.start(front.url), (one) => one.stop());
    const bot = await readyBot(started, front);
    front.standBefore({ sandboxUrl: tenant.ownUrl, botEndpoint: bot.endpoint });
    if (!(await bot.ready())) throw new Error(`The bot did not become ready: ${bot.lastLines().join('\n')}`);
    const open = async (name: string): Promise<Playground> => {
      const person: TenantPerson = tenant.person(name);
      const key = name.toLowerCase();
      const given = {
        info: tenant.info,
        person,
        folder,
        botEndpoint: front.botEndpointFor(key),
        sandboxUrl: front.url,
      };
      const playground = started.keep(await Playground.start(given), (one) => one.stop());
      front.add(key, { id: person.id, connectorUrl: playground.connectorUrl });
      return playground;
    };
    const [ana, ben] = [await open('Ana'), await open('Ben')];
    await tellStory({ findings, tenant, front, ana, ben });
  } finally {
    await started.end();
  }
}

/** Two Microsoft 365 Agents Playgrounds as two people, at the bot as it is shipped. */
export const playgroundPart: Part = { packages: ['@microsoft/m365agentsplayground'], run };
