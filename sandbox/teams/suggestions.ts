import { readFile } from 'node:fs/promises';
import { arrayAt, isObject, stringAt } from './json.ts';

/** A command that the compose box offers. */
export interface Suggestion {
  readonly title: string;
  readonly description: string;
}

/** Offered while there is no manifest. */
const WITHOUT_MANIFEST: readonly Suggestion[] = [
  { title: 'activate', description: 'Activate one of your roles' },
  { title: 'my roles', description: 'Your eligible and active roles' },
  { title: 'pending', description: 'Requests that wait for you' },
  { title: 'help', description: 'What you can say' },
];

/** The commands of the app manifest, as Teams offers them; a short list of our own where the file is missing or bad. */
export async function suggestions(manifestFile: URL): Promise<readonly Suggestion[]> {
  const commands = commandsOf(await contentOf(manifestFile));
  return commands.length > 0 ? commands : WITHOUT_MANIFEST;
}

async function contentOf(file: URL): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    return undefined;
  }
}

function commandsOf(manifest: unknown): readonly Suggestion[] {
  const bots = isObject(manifest) ? arrayAt(manifest, 'bots').filter(isObject) : [];
  return bots
    .flatMap((bot) => arrayAt(bot, 'commandLists').filter(isObject))
    .flatMap((list) => arrayAt(list, 'commands').filter(isObject))
    .map((command) => ({
      title: stringAt(command, 'title') ?? '',
      description: stringAt(command, 'description') ?? '',
    }));
}
