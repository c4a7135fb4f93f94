/** People who have blocked the bot before anything happens: Kit Morgan of Harbour Light. */
const blocked: readonly string[] = ['0b0b0b0b-000b-4000-8000-00000000000b'];

/** Whether a person has the bot blocked in the seed. */
export const hasBlockedBotInSeed = (oid: string): boolean => blocked.includes(oid);
