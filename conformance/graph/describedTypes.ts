import { readFile } from 'node:fs/promises';
import ts from 'typescript';

/** Something in an answer that the description of Graph does not have, or has another way. */
export interface TypeDeviation {
  /** `unifiedRoleAssignmentScheduleRequest.scheduleInfo.expiration.type` */
  readonly at: string;
  readonly what: string;
}

const schemaStart = /^ {8}(?:'([\w.]+)'|(\w+)):/u;
const prefix = 'microsoft.graph.';

/**
 * Microsoft's description of Graph v1.0 as types (openapi-typescript), cut down to what some entities need, so that the
 * compiler has thousands of lines to read and not half a million.
 */
export class DescribedTypes {
  readonly #checker: ts.TypeChecker;
  readonly #schemas: ts.Type;
  readonly #anchor: ts.Node;
  /** How many types were taken over. */
  readonly size: number;

  private constructor(program: ts.Program, file: ts.SourceFile, size: number) {
    this.#checker = program.getTypeChecker();
    const statement = file.statements[0];
    if (statement === undefined) throw new Error('No types were read');
    this.#anchor = statement;
    this.#schemas = this.#checker.getTypeAtLocation(statement);
    this.size = size;
  }

  static async read(file: string, entities: readonly string[]): Promise<DescribedTypes> {
    const blocks = schemaBlocks(await readFile(file, 'utf8'));
    const needed = closure(
      blocks,
      entities.map((name) => `${prefix}${name}`),
    );
    const body = [...needed].map((name) => blocks.get(name)).join('\n');
    const text = `interface schemas {\n${body}\n}\ninterface components { schemas: schemas }\n`
      // "Record<string, never> | null" stands for "null" and would take any property.
      .replaceAll('(Record<string, never> | null)', 'null');
    const { program, source } = programOf(text);
    return new DescribedTypes(program, source, needed.size);
  }

  /** Whether there is a type of this name. */
  has(entity: string): boolean {
    return this.#schemas.getProperty(`${prefix}${entity}`) !== undefined;
  }

  /** What is another way in this entity than its type says. OData's annotations are no properties. */
  deviations(entity: string, value: unknown): readonly TypeDeviation[] {
    const symbol = this.#schemas.getProperty(`${prefix}${entity}`);
    if (symbol === undefined) return [{ at: entity, what: 'not described' }];
    const found = new Map<string, TypeDeviation>();
    this.#check(value, this.#typeOf(symbol), entity, (at, what) => found.set(`${at} ${what}`, { at, what }));
    return [...found.values()];
  }

  #check(value: unknown, type: ts.Type, at: string, tell: (at: string, what: string) => void): void {
    const kinds = type.isUnion() ? type.types : [type];
    const has = (flag: ts.TypeFlags): boolean => kinds.some(({ flags }) => (flags & flag) !== 0);
    if (has(ts.TypeFlags.Any | ts.TypeFlags.Unknown)) return;
    if (value === null) {
      if (!has(ts.TypeFlags.Null)) tell(at, 'null where the description has none');
    } else if (typeof value === 'string') {
      const literals = kinds.flatMap((kind) => (kind.isStringLiteral() ? [kind.value] : []));
      if (literals.length > 0 && !has(ts.TypeFlags.String) && !literals.includes(value))
        tell(at, `'${value}' is not one of its values`);
      else if (literals.length === 0 && !has(ts.TypeFlags.String)) tell(at, 'a text where none is described');
    } else if (typeof value === 'boolean') {
      if (!has(ts.TypeFlags.BooleanLike)) tell(at, 'a Boolean where none is described');
    } else if (typeof value === 'number') {
      if (!has(ts.TypeFlags.NumberLike)) tell(at, 'a number where none is described');
    } else if (Array.isArray(value)) this.#checkList(value, kinds, at, tell);
    else this.#checkObject(value as Readonly<Record<string, unknown>>, kinds, at, tell);
  }

  #checkList(
    list: readonly unknown[],
    kinds: readonly ts.Type[],
    at: string,
    tell: (at: string, what: string) => void,
  ): void {
    const array = kinds.find((kind) => this.#checker.isArrayType(kind));
    const of = array && this.#checker.getTypeArguments(array as ts.TypeReference)[0];
    if (of === undefined) tell(at, 'a list where none is described');
    else for (const item of list) this.#check(item, of, `${at}[]`, tell);
  }

  #checkObject(
    value: Readonly<Record<string, unknown>>,
    kinds: readonly ts.Type[],
    at: string,
    tell: (at: string, what: string) => void,
  ): void {
    const named = this.#namedType(value['@odata.type']);
    const objects = named
      ? [named]
      : kinds.filter(({ flags }) => (flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) !== 0);
    const type = objects[0];
    if (type === undefined) {
      tell(at, 'an object where none is described');
      return;
    }
    for (const [name, inside] of Object.entries(value)) {
      if (name.includes('@')) continue;
      const property = this.#checker.getPropertyOfType(type, name);
      if (property === undefined) tell(`${at}.${name}`, 'a property that is not described');
      else this.#check(inside, this.#typeOf(property), `${at}.${name}`, tell);
    }
  }

  /** The type that `@odata.type` names, where an entity is one of several kinds. */
  #namedType(name: unknown): ts.Type | undefined {
    if (typeof name !== 'string') return undefined;
    const symbol = this.#schemas.getProperty(name.replace(/^#/u, ''));
    return symbol && this.#typeOf(symbol);
  }

  #typeOf(symbol: ts.Symbol): ts.Type {
    return this.#checker.getTypeOfSymbolAtLocation(symbol, this.#anchor);
  }
}

/** The text of each type below `components.schemas`, by its name. */
function schemaBlocks(text: string): ReadonlyMap<string, string> {
  const start = text.indexOf('export interface components {');
  const end = text.indexOf('\n    responses: {', start);
  const blocks = new Map<string, string>();
  let name: string | undefined;
  let lines: string[] = [];
  for (const line of text.slice(start, end).split('\n')) {
    const found = schemaStart.exec(line);
    if (found !== null || /^ {4}\S|^ {8}\/\*\*/u.test(line)) {
      if (name !== undefined) blocks.set(name, lines.join('\n'));
      name = found?.[1] ?? found?.[2];
      lines = [];
    }
    if (name !== undefined) lines.push(line);
  }
  if (name !== undefined) blocks.set(name, lines.join('\n'));
  return blocks;
}

/** Those types, and all that they mention. */
function closure(blocks: ReadonlyMap<string, string>, roots: readonly string[]): ReadonlySet<string> {
  const needed = new Set<string>();
  const open = [...roots];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const block = blocks.get(name);
    if (block === undefined || needed.has(name)) continue;
    needed.add(name);
    for (const [, mentioned = ''] of block.matchAll(/components\['schemas'\]\['([\w.]+)'\]/gu))
      open.push(mentioned);
  }
  return needed;
}

function programOf(text: string): { readonly program: ts.Program; readonly source: ts.SourceFile } {
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    types: [],
    lib: ['lib.es5.d.ts'],
    target: ts.ScriptTarget.ES2022,
  };
  const host = ts.createCompilerHost(options);
  const fileName = 'described.d.ts';
  const source = ts.createSourceFile(fileName, text, ts.ScriptTarget.ES2022, true);
  const getSourceFile = host.getSourceFile.bind(host);
  host.getSourceFile = (name, ...rest) => (name === fileName ? source : getSourceFile(name, ...rest));
  return { program: ts.createProgram([fileName], options, host), source };
}
