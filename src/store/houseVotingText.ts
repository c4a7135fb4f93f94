import { type Demand } from '../pim/houseRules/chains.ts';
import { type Seat } from '../pim/houseRules/stages.ts';
import { type VotingStanding } from '../pim/houseRules/votings/standing.ts';
import { type HouseVoting } from '../pim/houseRules/votings/houseVoting.ts';

/** A value with its times as JSON holds them. */
type Written<T> = T extends Date
  ? string
  : T extends readonly (infer E)[]
    ? readonly Written<E>[]
    : T extends string | number | boolean | null | undefined
      ? T
      : { readonly [K in keyof T]: Written<T[K]> };

const instant = (text: string | undefined): Date | undefined =>
  text === undefined ? undefined : new Date(text);

/** What a column of ours holds; only this program writes it. */
const written = <T>(value: unknown): Written<T> => value as Written<T>;

/** What rules ask, from its column. */
export function demandIn(value: unknown): Demand {
  const { delegations, ...rest } = written<Demand>(value);
  return {
    ...(rest as Omit<Demand, 'delegations'>),
    delegations: delegations.map(({ from, until, ...one }) => ({
      ...one,
      from: new Date(from),
      until: new Date(until),
    })),
  };
}

/** What the rules of now ask, from its column. */
export function currentIn(value: unknown): NonNullable<HouseVoting['current']> {
  const { demand, since } = written<NonNullable<HouseVoting['current']>>(value);
  return { demand: demandIn(demand), since: new Date(since) };
}

/** Where it stood, from its column. */
export function standingIn(value: unknown): VotingStanding {
  const { on, completeAt, validUntil, ...rest } = written<VotingStanding>(value);
  return {
    ...(rest as Omit<VotingStanding, 'on'>),
    on: on.map(({ since, until, escalatesAt, remindAt, ...stage }) => ({
      ...stage,
      since: new Date(since),
      until: new Date(until),
      escalatesAt: instant(escalatesAt),
      remindAt: instant(remindAt),
    })),
    ...(completeAt === undefined ? {} : { completeAt: new Date(completeAt) }),
    ...(validUntil === undefined ? {} : { validUntil: new Date(validUntil) }),
  };
}

/** Who set out to relay it, from its column. */
export function relayIn(value: unknown): NonNullable<HouseVoting['relay']> {
  const relay = written<NonNullable<HouseVoting['relay']>>(value);
  return { ...relay, at: new Date(relay.at) };
}

/** What a vote answers, from its column: a seat that nobody stands in for has no such field there. */
export const seatsIn = (value: unknown): readonly Seat[] =>
  written<readonly Seat[]>(value).map(({ chain, stage, ...rest }) => ({
    chain,
    stage,
    onBehalfOf: rest.onBehalfOf,
  }));

type About = Pick<HouseVoting, 'role' | 'minutes' | 'startAt'>;

/** The rest of what was asked for, as its column holds it. */
export const aboutText = ({ role, minutes, startAt }: About): string =>
  JSON.stringify({ role, minutes, startAt });

/** The same again. */
export function aboutIn(value: unknown): About {
  const { role, minutes, startAt } = written<About>(value);
  return {
    role: { ...role, tier: role.tier },
    minutes,
    startAt: instant(startAt),
  };
}
