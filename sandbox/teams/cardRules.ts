import { isObject, stringAt, type Json } from './json.ts';

/** The newest Adaptive Cards version that Teams draws in a bot's message. */
const NEWEST: readonly [number, number] = [1, 5];

/** Properties of elements and actions that hold further elements, actions or a nested card. */
const LISTS = [
  'body',
  'items',
  'columns',
  'rows',
  'cells',
  'actions',
  'inlines',
  'images',
  'facts',
  'choices',
];
const SINGLES = ['selectAction', 'inlineAction', 'card', 'fallback'];
/** Lists whose members carry no `type` of their own, or may leave it out. */
const UNTYPED = ['facts', 'choices', 'rows', 'cells', 'columns', 'images', 'inlines'];

/** What is wrong with the shape of an Adaptive Card, in a few words; `undefined` when nothing is. */
export function faultOfCard(card: unknown): string | undefined {
  if (!isObject(card)) return 'it has no content';
  if (card['type'] !== 'AdaptiveCard') return 'its type has to be AdaptiveCard';
  return faultOfVersion(card['version']) ?? faultOfElement(card, 'card') ?? duplicateInputId(card);
}

function faultOfVersion(version: unknown): string | undefined {
  const [, major, minor] = /^(\d+)\.(\d+)$/.exec(typeof version === 'string' ? version : '') ?? [];
  if (major === undefined || minor === undefined) return 'its version has to be a string such as "1.5"';
  const isTooNew = Number(major) > NEWEST[0] || (Number(major) === NEWEST[0] && Number(minor) > NEWEST[1]);
  return isTooNew ? `version ${major}.${minor} is newer than ${NEWEST.join('.')}` : undefined;
}

function faultOfElement(element: Json, place: string): string | undefined {
  for (const key of LISTS) {
    const list = element[key];
    if (list === undefined || (key === 'columns' && element['type'] === 'Table')) continue;
    if (!Array.isArray(list)) return `${place}.${key} has to be an array`;
    for (const [index, member] of (list as readonly unknown[]).entries()) {
      const fault = faultOfMember(member, key, `${place}.${key}[${index}]`);
      if (fault !== undefined) return fault;
    }
  }
  for (const key of SINGLES) {
    const single = element[key];
    if (single === undefined || (key === 'fallback' && single === 'drop')) continue;
    const fault = faultOfMember(single, key, `${place}.${key}`);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function faultOfMember(member: unknown, key: string, place: string): string | undefined {
  if (key === 'inlines' && typeof member === 'string') return undefined;
  if (!isObject(member)) return `${place} has to be an object`;
  const type = stringAt(member, 'type');
  if (type === undefined && !UNTYPED.includes(key)) return `${place} has no type`;
  if (type?.startsWith('Input.') === true && stringAt(member, 'id') === undefined) {
    return `${place} is an input without an id`;
  }
  return faultOfElement(member, place);
}

/** Clients merge inputs by id: two with the same id would overwrite each other. Alternatives (`fallback`) may share. */
function duplicateInputId(card: Json): string | undefined {
  const seen = new Set<string>();
  for (const id of inputIds(card)) {
    if (seen.has(id)) return `two inputs have the id "${id}"`;
    seen.add(id);
  }
  return undefined;
}

function inputIds(element: unknown): readonly string[] {
  if (Array.isArray(element)) return element.flatMap(inputIds);
  if (!isObject(element)) return [];
  const own = stringAt(element, 'type')?.startsWith('Input.') === true ? [stringAt(element, 'id') ?? ''] : [];
  const inside = [...LISTS, 'selectAction', 'inlineAction', 'card'].flatMap((key) => inputIds(element[key]));
  return [...own, ...inside];
}
