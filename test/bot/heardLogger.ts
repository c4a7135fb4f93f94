import { type Logger } from '../../src/pim/logger.ts';

/** One line that a component logged. */
export interface HeardLine {
  readonly level: keyof Logger;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly message: string;
}

/** A logger that keeps what it hears. */
export class HeardLogger implements Logger {
  readonly lines: HeardLine[] = [];

  debug(facts: object, message: string): void {
    this.#hear('debug', facts, message);
  }
  info(facts: object, message: string): void {
    this.#hear('info', facts, message);
  }
  warn(facts: object, message: string): void {
    this.#hear('warn', facts, message);
  }
  error(facts: object, message: string): void {
    this.#hear('error', facts, message);
  }

  /** Facts of the lines with this event. */
  of(event: string): readonly HeardLine['facts'][] {
    return this.lines.map(({ facts }) => facts).filter((facts) => facts['event'] === event);
  }

  /** Everything that was logged, as one text to look for secrets in. */
  get text(): string {
    return JSON.stringify(this.lines);
  }

  #hear(level: keyof Logger, facts: object, message: string): void {
    this.lines.push({ level, facts: facts as HeardLine['facts'], message });
  }
}
