import { badRequest, methodNotAllowed, segmentNotFound } from '../graphError.ts';
import { type Route, type Version } from './route.ts';

/** A route that fits, with the ids of the path. */
interface Match {
  readonly route: Route;
  readonly parameters: Readonly<Record<string, string>>;
}

/** The segments of a path below the version: decoded, keys in parentheses taken apart (`users('id')`, the key of an app). */
export function segmentsOf(path: string): string[] {
  return path
    .split('/')
    .filter((segment) => segment !== '')
    .flatMap((segment) => {
      const decoded = decode(segment);
      const [, appId] = /^servicePrincipals\(appId='([^']*)'\)$/i.exec(decoded) ?? [];
      if (appId !== undefined) return ['servicePrincipals(appId)', appId];
      const [, name, key] = /^([\w.]+)\('([^']*)'\)$/.exec(decoded) ?? [];
      return name === undefined || key === undefined ? [decoded] : [name, key];
    });
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw badRequest('The request URI is not valid.');
  }
}

/**
 * Finds the route. Throws Graph's 400 naming the first segment that leads nowhere, or 405 for a method that the
 * resource does not take.
 */
export function findRoute(
  routes: readonly Route[],
  method: string,
  version: Version,
  segments: readonly string[],
  aliases: URLSearchParams,
): Match {
  const here = routes.filter((route) => route.only === undefined || route.only === version);
  const fitting = here.flatMap((route) => {
    const parameters = fit(patternOf(route), segments, aliases);
    return parameters === undefined || patternOf(route).length !== segments.length
      ? []
      : [{ route, parameters }];
  });
  const found = fitting.find(({ route }) => route.method === method);
  if (found !== undefined) return found;
  if (fitting.length > 0) throw methodNotAllowed();
  throw segmentNotFound(lostSegment(here, segments, aliases));
}

const patternOf = (route: Route): string[] => route.path.slice(1).split('/');

function lostSegment(
  routes: readonly Route[],
  segments: readonly string[],
  aliases: URLSearchParams,
): string {
  const lost = segments.findIndex((_, index) =>
    routes.every((route) => {
      const pattern = patternOf(route);
      return pattern.length <= index || fit(pattern.slice(0, index + 1), segments, aliases) === undefined;
    }),
  );
  return segments.at(lost) ?? '';
}

/** The parameters when the segments begin as the pattern says. Literal segments come before `{id}` in the tables. */
function fit(
  pattern: readonly string[],
  segments: readonly string[],
  aliases: URLSearchParams,
): Record<string, string> | undefined {
  const parameters: Record<string, string> = {};
  for (const [index, expected] of pattern.entries()) {
    const segment = segments[index];
    if (segment === undefined) return undefined;
    const [, name] = /^\{(\w+)\}$/.exec(expected) ?? [];
    const [, functionName] = /^(\w+)\(on\)$/.exec(expected) ?? [];
    if (name !== undefined) {
      // A function or an action is never an id.
      if (/[()]/.test(segment)) return undefined;
      parameters[name] = segment;
    } else if (functionName !== undefined) {
      const on = argument(segment, functionName, aliases);
      if (on === undefined) return undefined;
      parameters['on'] = on;
    } else if (segment.toLowerCase() !== expected.toLowerCase()) return undefined;
  }
  return parameters;
}

/** The argument of `name(on='x')`, with or without the namespace, given in place or by an alias (`on=@p`). */
function argument(segment: string, functionName: string, aliases: URLSearchParams): string | undefined {
  const form = new RegExp(
    `^(?:microsoft\\.graph\\.)?${functionName}\\(\\s*on\\s*=\\s*(@\\w+|'[^']*')\\s*\\)$`,
    'i',
  );
  const [, given] = form.exec(segment) ?? [];
  const literal = given?.startsWith('@') === true ? aliases.get(given) : given;
  return literal === null || literal === undefined
    ? undefined
    : (/^'([^']*)'$/.exec(literal)?.[1] ?? undefined);
}
