import { type Clock } from '../pim/ports.ts';
import { type SendError } from './sendError.ts';

/** Where nothing came of any call for so long, it is no hiccup. */
const CUT_OFF_MS = 120_000;
/** What is to be sent is tried again within a quarter of an hour; where nothing failed for longer, nothing was tried. */
const REMEMBERED_MS = 1_200_000;

/** Watches how calls to the connector end that are made anyway: whether Teams takes anything from the bot at all. */
export class TeamsWatch {
  readonly #clock: Clock;
  /** The first and the last of those calls of which nothing came, with none in between that Teams took. */
  #failing: { readonly since: number; readonly last: number } | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Teams did what it was asked. */
  taken(): void {
    this.#failing = undefined;
  }

  /** Teams did not. */
  failed(error: Pick<SendError, 'kind' | 'status'>): void {
    // Too much at once: it says neither that Teams would take it from the bot nor that it would not.
    if (error.kind === 'throttled') return;
    if (isAboutTheCall(error)) {
      this.taken();
      return;
    }
    const now = this.#clock.now().getTime();
    this.#failing = { since: this.#remembered(now)?.since ?? now, last: now };
  }

  /** Whether every call of two minutes or more came to nothing, whoever it was for. `false` where none was made lately. */
  isCutOff(): boolean {
    const failing = this.#remembered(this.#clock.now().getTime());
    return failing !== undefined && failing.last - failing.since >= CUT_OFF_MS;
  }

  #remembered(now: number) {
    const failing = this.#failing;
    const age = failing === undefined ? -1 : now - failing.last;
    return age >= 0 && age <= REMEMBERED_MS ? failing : undefined;
  }
}

/** Teams knew the bot, and decided about this person, chat or message: whoever blocked it speaks for nobody else. */
const isAboutTheCall = ({ status }: Pick<SendError, 'status'>): boolean =>
  status !== undefined && status >= 400 && status < 500 && status !== 401;
