/** Commands with an example of each. */
export interface HelpWords {
  readonly heading: string;
  readonly examples: Readonly<Record<HelpTopic, HelpExample>>;
  readonly more: string;
  readonly typed: string;
  readonly summary: string;
}

/** What help can explain. */
export type HelpTopic =
  'activate' | 'activateShort' | 'again' | 'myRoles' | 'deactivate' | 'pending' | 'decide' | 'digest';

/** A command as it is typed, and what it does. */
export interface HelpExample {
  readonly command: string;
  readonly does: string;
}
