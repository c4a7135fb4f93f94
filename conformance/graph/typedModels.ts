import { importOf } from '../packages.ts';

/** The part of Kiota's JSON package that is used. */
interface JsonPackage {
  readonly JsonParseNodeFactory: new () => {
    getRootParseNode(type: string, content: ArrayBuffer): { getObjectValue(factory: unknown): unknown };
  };
  readonly JsonSerializationWriter: new () => {
    writeObjectValue(key: string | undefined, value: unknown, serialize: unknown): void;
    getSerializedContent(): ArrayBuffer;
  };
}

/** Microsoft's typed models of Graph: an entity is read into an object and written again. */
export class TypedModels {
  readonly #json: JsonPackage;
  readonly #models: Readonly<Record<string, unknown>>;

  private constructor(json: JsonPackage, models: Readonly<Record<string, unknown>>) {
    this.#json = json;
    this.#models = models;
  }

  static async load(): Promise<TypedModels> {
    const json = await importOf<JsonPackage>('@microsoft/kiota-serialization-json/dist/es/src/index.js');
    const models = await importOf<Readonly<Record<string, unknown>>>(
      '@microsoft/msgraph-sdk/models/index.js',
    );
    return new TypedModels(json, models);
  }

  /** The entity as its model holds it, and as the model writes it again. Throws where there is no such model. */
  throughModel(entity: string, value: unknown): { readonly held: unknown; readonly written: unknown } {
    const name = `${entity.charAt(0).toUpperCase()}${entity.slice(1)}`;
    const create = this.#models[`create${name}FromDiscriminatorValue`];
    const serialize = this.#models[`serialize${name}`];
    if (create === undefined || serialize === undefined) throw new Error(`There is no model of ${entity}`);
    const { JsonParseNodeFactory, JsonSerializationWriter } = this.#json;
    const bytes = new TextEncoder().encode(JSON.stringify(value));
    const content = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
    const read = new JsonParseNodeFactory()
      .getRootParseNode('application/json', content)
      .getObjectValue(create);
    const writer = new JsonSerializationWriter();
    writer.writeObjectValue(undefined, read, serialize);
    const written: unknown = JSON.parse(new TextDecoder().decode(writer.getSerializedContent()));
    return { held: asWritten(read), written };
  }
}

/** What an object of the models holds, by the names and in the notation of JSON; what no model knows lies in `additionalData`. */
function asWritten(read: unknown): unknown {
  if (Array.isArray(read)) return read.map(asWritten);
  if (typeof read !== 'object' || read === null) return read;
  if (read instanceof Date) return read.toISOString();
  if (['Duration', 'DateOnly', 'TimeOnly'].includes(read.constructor.name))
    return (read as { toString(): string }).toString();
  const { additionalData, ...known } = read as { readonly additionalData?: object };
  return Object.fromEntries(
    Object.entries({ ...known, ...additionalData }).map(([name, value]: [string, unknown]) => [
      name === 'odataType' ? '@odata.type' : name,
      asWritten(value),
    ]),
  );
}
