import { Refusal } from './command.ts';

/**
 * The options of a command line, each `--name value` or `--name=value`. The last of several counts.
 * @throws Refusal for an option that is not among `names`, one without its value, and a word too many
 */
export function readOptions<Name extends string>(
  args: readonly string[],
  names: readonly Name[],
): Readonly<Partial<Record<Name, string>>> {
  const isKnown = (name: string): name is Name => names.some((known) => known === name);
  const reasons: string[] = [];
  const options: Partial<Record<Name, string>> = {};
  const rest = [...args];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    const { name, written } = /^--(?<name>[^=]+)(?:=(?<written>.*))?$/s.exec(word)?.groups ?? {};
    if (name === undefined) {
      reasons.push(`"${word}" is one word too many.`);
      continue;
    }
    const value = written ?? (rest[0]?.startsWith('--') === false ? rest.shift() : undefined);
    if (!isKnown(name)) reasons.push(`There is no option --${name}.`);
    else if (value === undefined || value.trim() === '') reasons.push(`--${name} needs a value.`);
    else options[name] = value.trim();
  }
  if (reasons.length > 0) throw new Refusal(reasons);
  return options;
}
