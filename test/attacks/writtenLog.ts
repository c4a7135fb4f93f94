import assert from 'node:assert/strict';
import { type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';

const POLL_MS = 20;
const WAIT_MS = 10_000;

/** A line of the bot's log, as it stood in its output. */
export interface WrittenLine {
  readonly text: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** What a bot has written since it was first started, over restarts. */
export class WrittenLog {
  readonly lines: WrittenLine[] = [];
  /** What it wrote that is no line of JSON. */
  readonly otherOutput: string[] = [];

  /** Hears a process that writes nowhere else than into pipes. */
  listen({ stdout, stderr }: ChildProcess): void {
    assert.ok(stdout && stderr);
    createInterface({ input: stdout }).on('line', (text) => {
      const facts = factsOf(text);
      if (facts === undefined) this.otherOutput.push(text);
      else this.lines.push({ text, facts });
    });
    createInterface({ input: stderr }).on('line', (text) => this.otherOutput.push(text));
  }

  /** Lines with this event, those from `since` on. */
  linesOf(event: string, since = 0): readonly WrittenLine[] {
    return this.lines.slice(since).filter(({ facts }) => facts['event'] === event);
  }

  /** Waits until a line with this event stands after the first `since` lines. */
  async waitForLine(event: string, since = 0): Promise<WrittenLine> {
    const deadlineAt = performance.now() + WAIT_MS;
    for (;;) {
      const found = this.linesOf(event, since)[0];
      if (found !== undefined) return found;
      if (performance.now() > deadlineAt) {
        const written = this.lines.slice(since).map(({ text }) => text);
        assert.fail(`No ${event} was logged. The log:\n${written.join('\n')}`);
      }
      await pause(POLL_MS);
    }
  }

  /** All of it, for whoever has to find out why. */
  text(): string {
    return [...this.otherOutput, ...this.lines.map(({ text }) => text)].join('\n');
  }
}

function factsOf(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
