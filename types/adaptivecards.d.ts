/**
 * The part of `adaptivecards` that Latchkey's tests use. The package's own types do not compile under
 * `verbatimModuleSyntax`, so `paths` in tsconfig.json points here.
 */
export interface ValidationEvent {
  readonly message: string;
}

/** Parses a card and keeps what it did not understand. */
export declare class SerializationContext {
  readonly eventCount: number;
  getEventAt(index: number): ValidationEvent;
}

/** A card that can be parsed and checked without a browser. */
export declare class AdaptiveCard {
  parse(card: unknown, context?: SerializationContext): void;
  validateProperties(): { readonly validationEvents: readonly ValidationEvent[] };
}
