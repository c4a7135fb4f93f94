import assert from 'node:assert/strict';
import { type Continuation } from '../../../src/bot/signIn/continuations.ts';
import { type Session } from '../../../src/bot/sessions.ts';
import { createSignInDesk, type SignInDesk } from '../../../src/bot/signIn/signIn.ts';
import { PimError } from '../../../src/pim/errors.ts';
import { type Person } from '../../../src/pim/ids.ts';
import { type SignOnVerifier } from '../../../src/pim/ports.ts';
import { type SignIn } from '../../../src/pim/records.ts';
import { aSession, RecordingChat } from '../../support/chatWorld.ts';
import { InMemorySignIns } from '../../support/inMemorySignOns.ts';
import { OperationWorld } from '../../support/operationWorld.ts';

/** What goes on after most of the sign-ins here. */
export const toRoles: Continuation = { kind: 'text', text: 'my roles' };

/** Ana at a desk that asks for sign-ins and takes them; Ben is somebody else. */
export interface SignInWorld {
  readonly world: OperationWorld;
  readonly ana: Person;
  readonly ben: Person;
  readonly session: Session;
  readonly chat: RecordingChat;
  readonly signIns: InMemorySignIns;
  readonly desk: SignInDesk;
  /** A token is the id of whom it proves; a test may put another verifier in its place. */
  verify: SignOnVerifier['verify'];
  /** An instant so many minutes from now. */
  inMinutes(minutes: number): Date;
  /** The newest sign-in that Ana was asked for. */
  open(): Promise<SignIn>;
}

/** Makes it. */
export async function signInWorld(): Promise<SignInWorld> {
  const world = new OperationWorld();
  const [ana, ben] = [await world.person('Ana Ruiz'), await world.person('Ben Okafor')];
  const [chat, signIns] = [new RecordingChat(), new InMemorySignIns(world.clock)];
  const inMinutes = (minutes: number): Date => new Date(world.clock.now().getTime() + minutes * 60_000);
  const made: SignInWorld = {
    world,
    ana,
    ben,
    session: aSession(ana, world.clock),
    chat,
    signIns,
    desk: createSignInDesk({
      ...world.with({}),
      signIns,
      verifier: { verify: (token) => made.verify(token) },
      chatOf: () => chat,
      appId: 'app-1',
      publicUrl: 'https://latchkey.example.com',
      forgetProofs: (person) => world.tokens.forget(person),
    }),
    verify: (token) => {
      const person = [ana, ben].find(({ id }) => id === token);
      if (person === undefined) return Promise.reject(new PimError('forbidden', 'Not a token of ours'));
      return Promise.resolve({ person, expiresAt: inMinutes(60) });
    },
    inMinutes,
    open: async () => {
      const [signIn] = await signIns.openOf(ana);
      assert.ok(signIn);
      return signIn;
    },
  };
  return made;
}
