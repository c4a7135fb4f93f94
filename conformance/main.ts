import { parseArgs } from 'node:util';
import { cardsPart } from './cards/cardsPart.ts';
import { cliPart } from './cli/cliPart.ts';
import { exitCodeOf, type Finding, Findings, tableOf } from './findings.ts';
import { graphPart } from './graph/graphPart.ts';
import { howToInstall, missingOf, versionOf } from './packages.ts';
import { type Part } from './part.ts';
import { playgroundPart } from './playground/playgroundPart.ts';

const parts: Readonly<Record<string, Part>> = {
  cli: cliPart,
  graph: graphPart,
  cards: cardsPart,
  playground: playgroundPart,
};

const usage = `Usage: npm run conformance -- [--only ${Object.keys(parts).join(',')}] [--json]`;

/** What the command line asks for; an unknown word ends the process with the usage. */
function asked(): { readonly names: readonly string[]; readonly isJson: boolean } {
  try {
    const { values } = parseArgs({
      options: { only: { type: 'string' }, json: { type: 'boolean', default: false } },
    });
    const names = values.only?.split(',') ?? Object.keys(parts);
    const unknown = names.filter((name) => !Object.hasOwn(parts, name));
    if (unknown.length > 0) throw new Error(`There is no part ${unknown.join(', ')}`);
    return { names, isJson: values.json };
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
    process.exit(2);
  }
}

/** A part that ends by an error has failed, and the others go on. */
async function runPart(name: string, { run }: Part, isJson: boolean): Promise<readonly Finding[]> {
  const findings = new Findings(name, ({ check, verdict, seen }) => {
    if (!isJson) console.error(`${name}: ${check} – ${verdict === 'met' ? 'met' : `${verdict}: ${seen}`}`);
  });
  try {
    await run(findings);
  } catch (error) {
    findings.that(
      'runs to its end',
      'no error',
      error instanceof Error ? error.message : String(error),
      false,
    );
    if (!isJson) console.error(error);
  }
  return findings.all;
}

const { names, isJson } = asked();
const wanted = names.flatMap((name) => parts[name]?.packages ?? []);
const missing = missingOf(wanted);
if (missing.length > 0) {
  console.error(`Not installed: ${missing.join(', ')}. Install with: ${howToInstall}`);
  process.exit(2);
}
const findings: Finding[] = [];
for (const name of names) {
  const part = parts[name];
  if (part !== undefined) findings.push(...(await runPart(name, part, isJson)));
}
const versions = Object.fromEntries([...new Set(wanted)].map((name) => [name, versionOf(name)]));
console.log(
  isJson
    ? JSON.stringify({ versions, findings }, null, 2)
    : `${Object.entries(versions)
        .map(([name, version]) => `${name} ${version}`)
        .join(', ')}\n\n${tableOf(findings)}`,
);
process.exit(exitCodeOf(findings));
