import { type DigestWords, type PendingWords } from '../words.ts';

/** What waits, in English. */
export const pending: PendingWords = {
  heading: 'What waits',
  forMe: 'For your decision',
  mine: 'Your own requests',
  nothing: 'Nothing waits for you.',
  nothingNext: 'When somebody asks you to approve a role, the request appears in this chat.',
  asksFor: (name) => `${name} asks for`,
  quoted: (words) => `“${words}”`,
  numbered: (number) => `No. ${String(number)}`,
  details: (duration, lapses) => (duration === undefined ? lapses : `${duration}, ${lapses}`),
  typedDecision: (number) => `To decide by typing: approve ${String(number)} because …`,
  typed: 'Type: approve or deny, the number, because and your comment.',
  counts: (forMe, mine) =>
    forMe === 0 && mine === 0
      ? 'Nothing waits'
      : `Pending: ${String(forMe)} for your decision, ${String(mine)} of your own`,
};

/** The digest, in English. */
export const digest: DigestWords = {
  heading: (day) => `Your day, ${day}`,
  forMe: 'For your decision',
  active: 'Active now',
  mine: 'Your own requests',
  ending: 'Eligibility that ends soon',
  nothing: 'Nothing waits for you, no role is active or planned for the next days, and nothing ends soon.',
  settings: 'Change it with: digest at 08:30, digest weekends on, or digest off.',
  typed: 'Type: pending or my roles.',
  counts: (forMe, active, mine, ending) => {
    const parts = [
      ...(forMe > 0 ? [`${String(forMe)} to decide`] : []),
      ...(active > 0 ? [`${String(active)} active`] : []),
      ...(mine > 0 ? [`${String(mine)} requested`] : []),
      ...(ending > 0 ? [`${String(ending)} ending`] : []),
    ];
    return `Your day: ${parts.length === 0 ? 'nothing waits' : parts.join(', ')}`;
  },
};
