import { type Call, type World } from '../../world.ts';
import { type GraphError } from '../graphError.ts';

/** The ids of one exchange, in headers and errors alike. */
interface RequestIds {
  readonly 'request-id': string;
  readonly 'client-request-id': string;
}

/** Graph's own id of the exchange, and the client's where it sent one. */
export function requestIdsOf(world: World, call: Call): RequestIds {
  const requestId = world.newId();
  const given = call.headers['client-request-id'];
  return { 'request-id': requestId, 'client-request-id': typeof given === 'string' ? given : requestId };
}

/** The body of a refusal: code, message and the inner error under the tenant's spelling of the key. */
export function errorBody(
  world: World,
  ids: RequestIds,
  error: GraphError,
): Readonly<Record<string, unknown>> {
  const inner = { date: world.clock.now().toISOString().slice(0, 19), ...ids, ...error.inner };
  return { error: { code: error.code, message: error.message, [world.tenant.wire.innerErrorKey]: inner } };
}
