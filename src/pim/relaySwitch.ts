import { type Clock } from './ports.ts';

/** Whether changes go to PIM, and since when. */
export interface RelayState {
  readonly isOn: boolean;
  /** `undefined` where it was never turned. */
  readonly changedAt: Date | undefined;
  /** In the words of whoever turned it; empty without any. */
  readonly reason: string;
}

/** Stops every change to PIM at once, for whoever runs Latchkey. Reading is never held up. */
export interface RelaySwitch {
  /** Rejects where it cannot be read; who asks then takes it for off. */
  state(): Promise<RelayState>;
}

/** Somebody turns the switch. `by` names them for the audit trail, as the machine knows them. */
export interface RelayTurn {
  readonly isOn: boolean;
  readonly by: string;
  readonly reason: string;
}

/** How old what is known may be when a change goes out. */
const STALE_AFTER_MS = 2_000;

/** A state that is read again when what is known is two seconds old; once, however many ask. A failure is not kept. */
export function recentState<State>(
  source: { readonly state: () => Promise<State> },
  clock: Clock,
): () => Promise<State> {
  let known: { readonly state: Promise<State>; readonly askedAt: number } | undefined;
  return () => {
    const now = clock.now().getTime();
    // A clock that was set back must not keep an old state young.
    if (known !== undefined && now >= known.askedAt && now - known.askedAt < STALE_AFTER_MS) {
      return known.state;
    }
    const asked = { state: source.state(), askedAt: now };
    known = asked;
    asked.state.catch(() => {
      if (known === asked) known = undefined;
    });
    return asked.state;
  };
}
