/** What the log may say of an unexpected error: where it came from, never its message, which may quote people or tokens. */
export interface ErrorFacts {
  readonly errorName: string;
  readonly errorCode: string | undefined;
  /** The frames of the stack, innermost first. */
  readonly errorAt: readonly string[];
}

/** Facts about something that was thrown, fit for the log. */
export function errorFacts(error: unknown): ErrorFacts {
  if (!(error instanceof Error)) return { errorName: typeof error, errorCode: undefined, errorAt: [] };
  const { code } = error as { code?: unknown };
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return {
    errorName: error.name,
    errorCode: typeof code === 'string' ? code : undefined,
    errorAt: frames.slice(0, 8).map((frame) => frame.trim()),
  };
}
