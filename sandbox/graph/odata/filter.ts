import { badRequest } from '../graphError.ts';

/** What a property can be compared with. Instants and GUIDs stay text. */
export type Literal = string | number | boolean | null;

/** The comparisons of OData that Graph knows. */
export type Comparison = 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le';

/** The functions of OData that Graph knows in `$filter`. */
export type FilterFunction = 'startswith' | 'endswith' | 'contains';

/** A parsed `$filter`. Paths keep their slashes: `initiatedBy/user/id`. */
export type Filter =
  | { readonly kind: 'or' | 'and'; readonly left: Filter; readonly right: Filter }
  | { readonly kind: 'not'; readonly operand: Filter }
  | {
      readonly kind: 'compare';
      readonly path: string;
      readonly operator: Comparison;
      readonly value: Literal;
    }
  | { readonly kind: 'in'; readonly path: string; readonly values: readonly Literal[] }
  | { readonly kind: 'call'; readonly name: FilterFunction; readonly path: string; readonly value: Literal }
  | { readonly kind: 'any'; readonly path: string; readonly variable: string; readonly body: Filter };

interface Token {
  readonly kind: 'string' | 'word' | 'mark' | 'end';
  readonly text: string;
  readonly position: number;
}

const comparisons: ReadonlySet<string> = new Set(['eq', 'ne', 'gt', 'ge', 'lt', 'le']);
const functions: ReadonlySet<string> = new Set(['startswith', 'endswith', 'contains']);

/** Parses a `$filter`. Throws the 400 that Graph answers to a clause it cannot read. */
export function parseFilter(text: string): Filter {
  return new FilterParser(text).whole();
}

function tokens(text: string): Token[] {
  const found: Token[] = [];
  // A quote inside a string is written twice.
  const pattern = /\s*(?:'((?:[^']|'')*)'|([\w.@$:+-]+(?:\/[\w.@$-]+)*)|([(),/]))/y;
  while (pattern.lastIndex < text.trimEnd().length) {
    const position = pattern.lastIndex;
    const match = pattern.exec(text);
    if (match === null) throw syntaxError(text, position);
    const [, quoted, word, mark] = match;
    if (quoted !== undefined) found.push({ kind: 'string', text: quoted.replaceAll("''", "'"), position });
    else if (word !== undefined) found.push({ kind: 'word', text: word, position });
    else found.push({ kind: 'mark', text: mark ?? '', position });
  }
  return [...found, { kind: 'end', text: '', position: text.length }];
}

const syntaxError = (text: string, position: number): Error =>
  badRequest(`Invalid filter clause: Syntax error at position ${position} in '${text}'.`);

class FilterParser {
  readonly #text: string;
  readonly #tokens: Token[];
  #next = 0;

  constructor(text: string) {
    this.#text = text;
    this.#tokens = tokens(text);
  }

  whole(): Filter {
    const filter = this.#or();
    if (this.#peek().kind !== 'end') throw this.#error();
    return filter;
  }

  #or(): Filter {
    let left = this.#and();
    while (this.#takeWord('or')) left = { kind: 'or', left, right: this.#and() };
    return left;
  }

  #and(): Filter {
    let left = this.#term();
    while (this.#takeWord('and')) left = { kind: 'and', left, right: this.#term() };
    return left;
  }

  #term(): Filter {
    if (this.#takeWord('not')) return { kind: 'not', operand: this.#term() };
    if (this.#takeMark('(')) {
      const inner = this.#or();
      this.#expectMark(')');
      return inner;
    }
    const path = this.#word();
    if (this.#isMark('(')) return this.#callOrLambda(path);
    return this.#comparison(path);
  }

  #callOrLambda(name: string): Filter {
    this.#expectMark('(');
    const lower = name.toLowerCase();
    if (functions.has(lower)) return this.#call(lower as FilterFunction);
    if (!lower.endsWith('/any')) throw this.#error();
    const variable = this.#lambdaVariable();
    const body = this.#or();
    this.#expectMark(')');
    return { kind: 'any', path: name.slice(0, -'/any'.length), variable, body };
  }

  /** `t:t/id` and `t: t/id` are both written: the colon came with the first word, whose rest belongs to the body. */
  #lambdaVariable(): string {
    const token = this.#take();
    const [variable, rest, ...more] = token.text.split(':');
    if (token.kind !== 'word' || variable === undefined || rest === undefined || more.length > 0)
      throw this.#error();
    if (rest !== '') {
      this.#next -= 1;
      this.#tokens[this.#next] = { ...token, text: rest };
    }
    return variable;
  }

  #call(name: FilterFunction): Filter {
    const path = this.#word();
    this.#expectMark(',');
    const value = this.#literal();
    this.#expectMark(')');
    const call: Filter = { kind: 'call', name, path, value };
    if (!this.#takeWord('eq')) return call;
    const wanted = this.#literal();
    return wanted === false ? { kind: 'not', operand: call } : call;
  }

  #comparison(path: string): Filter {
    const operator = this.#word().toLowerCase();
    if (operator === 'in') return { kind: 'in', path, values: this.#list() };
    if (!comparisons.has(operator)) throw this.#error();
    return { kind: 'compare', path, operator: operator as Comparison, value: this.#literal() };
  }

  #list(): Literal[] {
    this.#expectMark('(');
    const values = [this.#literal()];
    while (this.#takeMark(',')) values.push(this.#literal());
    this.#expectMark(')');
    return values;
  }

  #literal(): Literal {
    const token = this.#take();
    if (token.kind === 'string') return token.text;
    if (token.kind !== 'word') throw this.#error();
    const constant = { null: null, true: true, false: false }[token.text.toLowerCase()];
    if (constant !== undefined) return constant;
    if (/^-?\d+(\.\d+)?$/.test(token.text)) return Number(token.text);
    // Bare words are instants or GUIDs; a property name on the right is not a thing Graph takes.
    if (/^\d{4}-\d\d-\d\d(T|$)/.test(token.text) || /^[0-9a-f]{8}-/i.test(token.text)) return token.text;
    throw this.#error();
  }

  #word(): string {
    const token = this.#take();
    if (token.kind !== 'word') throw this.#error();
    return token.text;
  }

  #takeWord(word: string): boolean {
    const token = this.#peek();
    if (token.kind !== 'word' || token.text.toLowerCase() !== word) return false;
    this.#next += 1;
    return true;
  }

  #isMark(mark: string): boolean {
    const token = this.#peek();
    return token.kind === 'mark' && token.text === mark;
  }

  #takeMark(mark: string): boolean {
    if (!this.#isMark(mark)) return false;
    this.#next += 1;
    return true;
  }

  #expectMark(mark: string): void {
    if (!this.#takeMark(mark)) throw this.#error();
  }

  #take(): Token {
    const token = this.#peek();
    this.#next += 1;
    return token;
  }

  #peek(): Token {
    return (
      this.#tokens[Math.min(this.#next, this.#tokens.length - 1)] ?? { kind: 'end', text: '', position: 0 }
    );
  }

  #error(): Error {
    return syntaxError(this.#text, this.#peek().position);
  }
}
