import { setTimeout as pause } from 'node:timers/promises';
import { type TeamsUser } from '../test/support/teamsUser.ts';
import { type Spread, spreadOf } from './statistics.ts';
import { type Tenant } from './tenant.ts';

/** How many presses are measured. */
export interface AcknowledgementPlan {
  readonly presses: number;
  readonly decisions: number;
}

/** From a press until the client has its answer, in milliseconds, while every Graph call takes two seconds. */
export interface AcknowledgementFigures {
  readonly graphTakesMs: number;
  readonly all: Spread;
  readonly byButton: Readonly<Record<string, Spread>>;
}

const GRAPH_TAKES_MS = 2_000;
const ENOUGH_TIMES = 100_000;
const PAUSE_MS = 25;
/** Names of people are kept for ten minutes. */
const FORGOTTEN_AFTER_MINUTES = 11;

const people = ['Ana', 'Ben', 'Gus', 'Fay'];

/** A button on somebody's card, pressed as often as wanted without looking at the chat in between. */
interface Button {
  readonly oid: string;
  readonly activityId: string;
  readonly action: object;
  readonly inputs: object;
}

interface Buttons {
  readonly myRoles: readonly Button[];
  readonly approve: Button;
  readonly activate: Button;
}

/** Presses every kind of button while Graph is slow. */
export async function measureAcknowledgements(
  tenant: Tenant,
  { presses, decisions }: AcknowledgementPlan,
): Promise<AcknowledgementFigures> {
  const buttons = await drawButtons(tenant);
  // So long ago that no name is remembered.
  await tenant.forward(FORGOTTEN_AFTER_MINUTES);
  const { control } = tenant;
  await control.faults.add({ match: { path: '^/graph/' }, delayMs: GRAPH_TAKES_MS, times: ENOUGH_TIMES });
  try {
    const times = {
      'My roles, first press': await pressEach(tenant, buttons.myRoles, buttons.myRoles.length),
      'My roles': await pressEach(tenant, buttons.myRoles, presses),
      Approve: await pressEach(tenant, [buttons.approve], decisions),
      'Activate, on a form': await pressEach(tenant, [buttons.activate], decisions),
    };
    return {
      graphTakesMs: GRAPH_TAKES_MS,
      all: spreadOf(Object.values(times).flat()),
      byButton: Object.fromEntries(Object.entries(times).map(([kind, each]) => [kind, spreadOf(each)])),
    };
  } finally {
    await control.faults.clear();
  }
}

async function pressEach(
  { url }: Tenant,
  buttons: readonly Button[],
  amount: number,
): Promise<readonly number[]> {
  const times: number[] = [];
  for (let index = 0; index < amount; index += 1) {
    const { oid, ...press } = buttons[index % buttons.length] ?? { oid: '' };
    const startedAt = performance.now();
    const answer = await fetch(`${url}/client/chats/${oid}/actions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(press),
    });
    const { botStatus } = (await answer.json()) as { readonly botStatus?: number | null };
    if (botStatus !== 200) throw new Error(`A press was answered ${String(botStatus)}`);
    times.push(performance.now() - startedAt);
    await pause(PAUSE_MS);
  }
  return times;
}

/** Cards with everything that is pressed later, drawn while Graph is fast. */
async function drawButtons(tenant: Tenant): Promise<Buttons> {
  const ana = tenant.person('Ana');
  const ben = tenant.person('Ben');
  const approve = await buttonAfter(ben, 'request.approve', { comment: 'slow' }, () =>
    ana.say('activate exchange admin for 30 min because Graph is slow'),
  );
  const form = { justification: 'slow', durationMinutes: '30' };
  const activate = await buttonAfter(ana, 'activation.submit', form, () =>
    ana.say('activate helpdesk admin'),
  );
  const myRoles: Button[] = [];
  for (const name of people) {
    const person = tenant.person(name);
    myRoles.push(await buttonAfter(person, 'roles.show', {}, () => person.say('help')));
  }
  return { myRoles, approve, activate };
}

async function buttonAfter(
  person: TeamsUser,
  verb: string,
  inputs: object,
  act: () => Promise<unknown>,
): Promise<Button> {
  const after = await person.mark();
  await act();
  const { message, action } = await person.waitForButton(verb, { after });
  const { type, id, data = {} } = action.json;
  return { oid: person.oid, activityId: message.id, action: { type, verb, id, data }, inputs };
}
