import { type OperationDeps } from '../../src/pim/operations/deps.ts';

/** Ports whose answers are no promises, or that cannot be asked by a process that ends. */
const notAsked = new Set(['clock', 'random', 'logger']);

/** Ports of a process that ends at one of its calls. */
export interface EndingPorts {
  readonly deps: OperationDeps;
  /** Resolves when the process has ended. */
  readonly ended: Promise<void>;
  /** Which call that was. */
  readonly endedAt: () => string | undefined;
}

/** The same ports, for a process that ends before or after the call of this number, counted from 0: it is never answered. */
export function endingAtCall(given: OperationDeps, number: number, when: 'before' | 'after'): EndingPorts {
  const end = Promise.withResolvers<undefined>();
  let calls = 0;
  let endedAt: string | undefined;
  const silence = (): Promise<never> => {
    end.resolve(undefined);
    return new Promise(() => undefined);
  };

  function called(name: string, call: () => unknown): unknown {
    if (endedAt !== undefined) return silence();
    const isLast = calls === number;
    calls += 1;
    if (!isLast) return call();
    endedAt = name;
    if (when === 'before') return silence();
    return Promise.resolve(call()).then(silence, silence);
  }

  const watched = <Port extends object>(port: Port, name: string): Port =>
    new Proxy(port, {
      get: (target, key) => {
        const found: unknown = Reflect.get(target, key);
        if (typeof found !== 'function') return found;
        return (...args: unknown[]) => called(`${name}.${String(key)}`, () => found.apply(target, args));
      },
    });

  const ports = Object.entries(given).map(([name, port]: [string, unknown]) => {
    if (name === 'pimFor')
      return [name, (...args: Parameters<OperationDeps['pimFor']>) => watched(given.pimFor(...args), 'pim')];
    return [
      name,
      typeof port === 'object' && port !== null && !notAsked.has(name) ? watched(port, name) : port,
    ];
  });
  return {
    deps: Object.fromEntries(ports) as OperationDeps,
    ended: end.promise,
    endedAt: () => endedAt,
  };
}
