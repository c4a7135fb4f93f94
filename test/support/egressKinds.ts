/** How calls are counted, and how those are written down that Latchkey may make. */

/** A kind of call as the sandbox counts it (`GET /control/call-kinds`). */
export interface CountedKind {
  readonly area: string | null;
  readonly method: string;
  readonly path: string;
  readonly options: readonly string[];
  readonly by: 'person' | 'app' | 'nobody';
  readonly scopes: readonly string[];
  readonly members: readonly string[];
  readonly action: string | null;
  readonly isOwn: boolean | null;
  readonly isPartOfBatch: boolean;
  readonly calls: number;
}

/** A change that may be made, with the members that its body has and those that it may have beside them. */
export interface AllowedChange {
  readonly by: 'person' | 'app';
  readonly method: 'POST' | 'PATCH';
  readonly path: string;
  readonly action: string | null;
  /** Whether the body names the person whose token it is; `either`: it names anybody. */
  readonly isOwn: true | null | 'either';
  readonly members: readonly string[];
  readonly optionalMembers?: readonly string[];
}
