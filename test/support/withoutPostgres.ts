/**
 * Says what is left out on a machine without PostgreSQL.
 * @throws Error where `CI` is `true`: there nothing may be left out unnoticed
 */
export function leaveOut(
  sentence: string,
  {
    environment = process.env,
    say = (line: string): unknown => process.stderr.write(`${line}\n`),
  }: { readonly environment?: NodeJS.ProcessEnv; readonly say?: (line: string) => unknown } = {},
): void {
  const whole = `There is no PostgreSQL here: ${sentence}`;
  if (environment['CI'] === 'true') throw new Error(whole);
  say(whole);
}
