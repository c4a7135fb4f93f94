import { type Clock } from '../pim/ports.ts';

/** What a command gets from outside: never from the process itself. */
export interface CommandWorld {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  /** Who types, as the machine knows them. */
  readonly operator: string;
  /** One line for the person who typed the command. */
  readonly print: (line: string) => void;
  /** One line beside what the command is there to print: how it goes, and what went wrong. */
  readonly complain: (line: string) => void;
}

/** One thing that `npm run cli -- <name>` does. */
export interface CliCommand {
  readonly name: string;
  /** Half a sentence for the list of commands. */
  readonly summary: string;
  /** What `<name> --help` says, line by line. */
  readonly usage: readonly string[];
  /**
   * Answers with the exit code: 0, or what the command found.
   * @throws Refusal when it cannot be done as asked
   */
  readonly run: (args: readonly string[], world: CommandWorld) => Promise<number>;
}

/** A command that cannot be done as asked; every reason is a sentence that says what to do. */
export class Refusal extends Error {
  readonly reasons: readonly string[];
  constructor(reasons: readonly string[]) {
    super(reasons.join('\n'));
    this.name = 'Refusal';
    this.reasons = reasons;
  }
}

/** Why a file could not be read or written, as a sentence. */
export function fileRefusal(file: string, verb: 'read' | 'written', error: unknown): Refusal {
  const { code = 'no reason given' } = error as { readonly code?: string };
  return new Refusal([`${file} cannot be ${verb} (${code}).`]);
}
