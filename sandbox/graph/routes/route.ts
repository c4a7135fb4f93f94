import { type Call } from '../../world.ts';
import { type Caller, type Permission } from '../authorisation.ts';
import { type Query } from '../odata/query.ts';
import { type Pim } from '../pim/pim.ts';

/** The two versions of Graph. Most resources are in both. */
export type Version = 'v1.0' | 'beta';

/** One call, with the caller known and the path taken apart. */
export interface GraphRequest {
  readonly call: Call;
  readonly version: Version;
  readonly caller: Caller;
  /** What stood in the path where the route has `{name}`, and `on` of filterByCurrentUser. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: Query;
}

/** What a route answers; `summary` says it in words, without the caller's name, for the journal. */
export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly summary: string;
}

/** One thing Graph can be asked. Refusals are thrown as GraphError. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** Segments in Graph's spelling; `{name}` stands for an id, `filterByCurrentUser(on)` for the function. */
  readonly path: string;
  /** Absent: in both versions. */
  readonly only?: Version;
  /** What the token needs; a function where it depends on the call (undefined: the route itself decides). */
  readonly permission: Permission | ((request: GraphRequest) => Permission | undefined);
  /** PIM refuses everything without the licence. */
  readonly needsLicence?: boolean;
  readonly answer: (pim: Pim, request: GraphRequest) => Reply;
}

/** A parameter of the path that the route's pattern guarantees. */
export function parameter(request: GraphRequest, name: string): string {
  const value = request.parameters[name];
  if (value === undefined) throw new Error(`The route has no {${name}}`);
  return value;
}
