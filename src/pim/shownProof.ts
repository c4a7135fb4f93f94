/** How somebody proved themselves, as a token says it; never what a policy would have asked for. */
export interface ShownProof {
  /** `amr`. */
  readonly methods: readonly string[];
  /** `acrs`. */
  readonly contexts: readonly string[];
}

/** What a token shows, or `undefined` where it says nothing of it. */
export const shownBy = (token: ShownProof | undefined): ShownProof | undefined =>
  token === undefined || token.methods.length + token.contexts.length === 0
    ? undefined
    : { methods: token.methods, contexts: token.contexts };
