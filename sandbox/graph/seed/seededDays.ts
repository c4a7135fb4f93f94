const dayMs = 86_400_000;

/** Seeded grants were made this many days ago, unless the seed says otherwise. */
export const madeDaysAgo = 40;

/** So many days after an instant; before it where they are negative. */
export const daysFrom = (at: Date, days: number): Date => new Date(at.getTime() + days * dayMs);
