/** A JSON object of a card, read loosely: tests look at cards as a person does, not as a schema does. */
export type Json = Readonly<Record<string, unknown>>;

/** A button of a card, with the inputs whose values a client would send along. */
export interface CardAction {
  readonly title: string;
  readonly type: string;
  readonly verb: string | undefined;
  /** The action as the card has it. */
  readonly json: Json;
  /** Inputs that the client gathers for this button (none with `associatedInputs: 'none'`). */
  readonly inputs: readonly Json[];
}

const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The string under `key`, or `undefined`. */
export const textAt = (json: Json, key: string): string | undefined => {
  const value = json[key];
  return typeof value === 'string' ? value : undefined;
};

const objectsAt = (json: Json, key: string): readonly Json[] => {
  const value = json[key];
  return Array.isArray(value) ? value.filter(isJson) : [];
};

/** Elements directly inside an element: containers, columns, table cells. */
function childrenOf(element: Json): readonly Json[] {
  return [
    ...objectsAt(element, 'body'),
    ...objectsAt(element, 'items'),
    ...objectsAt(element, 'columns').filter((column) => column['items'] !== undefined),
    ...objectsAt(element, 'rows'),
    ...objectsAt(element, 'cells'),
  ];
}

const isInput = (element: Json): boolean => textAt(element, 'type')?.startsWith('Input.') ?? false;

/** Inputs of a card, but not of the cards nested in `Action.ShowCard`. */
function inputsOf(element: Json): readonly Json[] {
  return [...(isInput(element) ? [element] : []), ...childrenOf(element).flatMap(inputsOf)];
}

/** Actions of a card in reading order, those of nested cards (`Action.ShowCard`) included. */
export function actionsOf(card: Json, outer: readonly Json[] = []): readonly CardAction[] {
  const inScope = [...outer, ...inputsOf(card)];
  const ofElement = (element: Json): readonly CardAction[] => {
    const own = [...objectsAt(element, 'actions'), ...selectActionOf(element), ...inlineActionOf(element)];
    return [...childrenOf(element).flatMap(ofElement), ...own.flatMap((action) => expand(action, inScope))];
  };
  return ofElement(card);
}

const selectActionOf = (element: Json): readonly Json[] =>
  isJson(element['selectAction']) ? [element['selectAction']] : [];

const inlineActionOf = (element: Json): readonly Json[] =>
  isJson(element['inlineAction']) ? [element['inlineAction']] : [];

function expand(action: Json, inScope: readonly Json[]): readonly CardAction[] {
  const own: CardAction = {
    title: textAt(action, 'title') ?? '',
    type: textAt(action, 'type') ?? '',
    verb: textAt(action, 'verb') ?? (isJson(action['data']) ? textAt(action['data'], 'verb') : undefined),
    json: action,
    inputs: action['associatedInputs'] === 'none' ? [] : inScope,
  };
  const nested = isJson(action['card']) ? actionsOf(action['card'], inScope) : [];
  return [own, ...nested];
}

/** What a person can read on a card, a line per element: texts, facts, labels, choices, titles of buttons. */
export function textOf(card: Json): string {
  return linesOf(card).join('\n');
}

function linesOf(element: Json): readonly string[] {
  if (element['isVisible'] === false) return [];
  return [
    ...ownLines(element),
    ...childrenOf(element).flatMap(linesOf),
    ...[...objectsAt(element, 'actions'), ...inlineActionOf(element)].map(
      (action) => textAt(action, 'title') ?? '',
    ),
  ].filter((line) => line !== '');
}

function ownLines(element: Json): readonly string[] {
  const inlines = element['inlines'];
  return [
    textAt(element, 'label') ?? '',
    textAt(element, 'text') ?? '',
    textAt(element, 'type') === 'Input.Toggle' ? (textAt(element, 'title') ?? '') : '',
    Array.isArray(inlines) ? inlines.map(inlineText).join('') : '',
    ...objectsAt(element, 'facts').map(
      (fact) => `${textAt(fact, 'title') ?? ''}: ${textAt(fact, 'value') ?? ''}`,
    ),
    ...objectsAt(element, 'choices').map((choice) => textAt(choice, 'title') ?? ''),
    ...objectsAt(element, 'buttons').map((button) => textAt(button, 'title') ?? ''),
  ];
}

function inlineText(inline: unknown): string {
  if (typeof inline === 'string') return inline;
  return isJson(inline) ? (textAt(inline, 'text') ?? '') : '';
}
