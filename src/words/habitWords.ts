/** What people do every day with fewer words: several roles at once, presets, and what is proposed. */
export interface HabitWords {
  readonly many: ManyRolesWords;
  readonly presets: PresetWords;
  readonly defaults: DefaultsWords;
}

/** Several roles in one go: the form and what came of it. */
export interface ManyRolesWords {
  readonly heading: string;
  /** Title of a preset's form; the name is the person's own and stands beside it. */
  readonly preset: string;
  readonly duration: (number: number, maximum: string) => string;
  readonly leaveOut: string;
  readonly activateAll: string;
  readonly leftOut: string;
  /** In place of the name of a role that Entra does not have any more. */
  readonly unknownRole: string;
  readonly notEligible: string;
  readonly alreadyActive: string;
  readonly nothingLeft: string;
  readonly needsApproval: string;
  readonly needsSignIn: string;
  readonly submit: (count: number) => string;
  readonly sending: string;
  /** The heading of the outcome. */
  readonly outcome: (active: number, all: number) => string;
  readonly ownCards: string;
  readonly lookAgain: string;
  readonly dismissed: string;
  readonly dismissedNext: string;
  readonly nothingChosen: string;
  /** A part of what was typed names no role of theirs, or several. */
  readonly unclear: string;
  readonly tooMany: (most: number) => string;
  readonly typed: string;
  readonly summary: (count: number) => string;
}

/** Roles saved under a name. */
export interface PresetWords {
  readonly heading: string;
  readonly none: string;
  readonly noneNext: string;
  readonly activate: string;
  readonly forget: string;
  readonly saved: string;
  readonly savedNext: string;
  readonly withReason: string;
  readonly withoutReason: string;
  readonly forgotten: string;
  readonly gone: string;
  readonly badName: string;
  readonly takenName: string;
  readonly full: (most: number) => string;
  readonly nothingDone: string;
  readonly howToSave: string;
  readonly typed: string;
  readonly summary: string;
}

/** What is proposed from what was used last. */
export interface DefaultsWords {
  readonly heading: string;
  readonly lead: string;
  readonly none: string;
  readonly duration: (duration: string) => string;
  readonly ticketSystem: string;
  readonly forget: string;
  readonly forgotten: string;
  readonly typed: string;
}
