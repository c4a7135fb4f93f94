import { setTimeout as pause } from 'node:timers/promises';
import { verbs } from '../../cards/verbs.ts';
import { type Admission, type PilotDoor } from '../../pim/pilot/pilotDoor.ts';
import { wordsFor } from '../../words/wordsFor.ts';
import { understand, type Understood } from '../commands.ts';
import { type Continuation } from '../signIn/continuations.ts';
import { parsePress, type Press } from '../pressedButtons.ts';
import { type Session } from '../sessions.ts';

/** Why nothing is done, in the person's own words; `undefined`: they are served. */
export type Turned = Promise<string | undefined>;

/** How long an answer may wait for the directory: Teams itself gives up soon after. Milliseconds. */
const PATIENCE = 2_500;

/**
 * The door of a first group, where everything comes through that people say, press, or go on with after a sign-in. Nothing
 * that a message or a card says is a reason to let anybody in: the door looks at its own records.
 */
export class PilotGate {
  readonly #door: PilotDoor;
  constructor(door: PilotDoor) {
    this.#door = door;
  }

  /** Anything that has no door of its own. */
  person(session: Session): Turned {
    return this.#turned(session, () => Promise.resolve('notYet'));
  }

  /** A typed line. Signing out is open to everybody. */
  words(session: Session, understood: Understood): Turned {
    if (understood.command === 'signOut') return Promise.resolve(undefined);
    return this.#turned(session, () =>
      (understood.command === 'approve' || understood.command === 'deny') && understood.number !== undefined
        ? this.#door.numbered(session.person, understood.number)
        : Promise.resolve('notYet'),
    );
  }

  /** A pressed button. */
  press(session: Session, press: Press): Turned {
    return this.#turned(session, () => this.#pressed(session, press));
  }

  /** What goes on after a sign-in: somebody may have left the group meanwhile. */
  continuation(session: Session, continuation: Continuation): Turned {
    switch (continuation.kind) {
      case 'text':
        return this.words(session, understand(continuation.text));
      case 'press': {
        const press = parsePress(continuation.message);
        return press === undefined ? this.person(session) : this.press(session, press);
      }
      case 'operation':
        return this.#turned(session, () => this.#door.operation(session.person, continuation.operationId));
    }
  }

  #pressed({ person }: Session, press: Press): Promise<Admission> {
    switch (press.verb) {
      case verbs.approveRequest:
      case verbs.denyRequest:
      case verbs.refreshRequest:
        return this.#door.card(person, press.cardId);
      case verbs.startSignIn:
        return press.operationId === undefined
          ? Promise.resolve('notYet')
          : this.#door.operation(person, press.operationId);
      default:
        return Promise.resolve('notYet');
    }
  }

  /** Members are let in; others only where `otherwise` finds a reason. */
  async #turned(session: Session, otherwise: () => Promise<Admission>): Turned {
    const { replies } = wordsFor(session.card.locale);
    switch (await inTime(this.#admission(session, otherwise))) {
      case 'served':
        return undefined;
      case 'notYet':
        return replies.pilotOnly;
      case 'unknown':
        return replies.pilotUnknown;
    }
  }

  async #admission({ person }: Session, otherwise: () => Promise<Admission>): Promise<Admission> {
    const admission = await this.#door.person(person);
    if (admission === 'served') return admission;
    const found = await otherwise();
    return found === 'notYet' ? admission : found;
  }
}

/** A directory that takes too long has not said that somebody belongs to the group. */
async function inTime(admission: Promise<Admission>): Promise<Admission> {
  const timer = new AbortController();
  const late = pause(PATIENCE, 'unknown' as const, { signal: timer.signal });
  late.catch(() => undefined);
  try {
    return await Promise.race([admission, late]);
  } finally {
    timer.abort();
    // Where it lost, nobody is left to hear of it.
    admission.catch(() => undefined);
  }
}
