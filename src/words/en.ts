import { administrators } from './en/administrators.ts';
import { alerts } from './en/alerts.ts';
import { approvals } from './en/approvals.ts';
import { changes } from './en/changes.ts';
import { emergencies } from './en/emergencies.ts';
import { errors } from './en/errors.ts';
import { findings } from './en/findings.ts';
import { followUps } from './en/followUps.ts';
import { greetings, help, notices, signIn } from './en/greetings.ts';
import { digest, pending } from './en/lists.ts';
import { habits } from './en/habits.ts';
import { houseBypasses } from './en/houseBypasses.ts';
import { laterBreaches } from './en/laterBreaches.ts';
import { houseRules } from './en/houseRules.ts';
import { houseVotes } from './en/houseVotes.ts';
import { policyFiles } from './en/policyFiles.ts';
import { posture } from './en/posture.ts';
import { replies } from './en/replies.ts';
import { report } from './en/report.ts';
import { requests } from './en/requests.ts';
import { reviews } from './en/reviews.ts';
import { choose, deactivation, form, roles } from './en/roles.ts';
import { signInPages } from './en/signInPages.ts';
import { tickets } from './en/tickets.ts';
import { type Words } from './words.ts';

/** English. */
export const english: Words = {
  language: 'en',
  time: {
    // Dates as most of the world writes them in English, and hours to 24.
    region: 'en-GB',
    twelveHours: ['en-US'],
    in: (duration) => `in ${duration}`,
    ago: (duration) => `${duration} ago`,
    now: 'now',
    twoUnits: (larger, smaller) => `${larger} ${smaller}`,
    utc: (time) => `${time} UTC`,
  },
  buttons: {
    activate: 'Activate',
    activateAgain: 'Activate again',
    activateFor: (duration) => `Activate for ${duration}`,
    deactivate: 'Deactivate',
    deactivateNow: 'Deactivate now',
    cancel: 'Cancel',
    remind: 'Remind',
    askApprovers: 'Chat',
    askRequestor: 'Ask the requestor',
    approve: 'Approve',
    deny: 'Deny',
    openInEntra: 'Open in Entra',
    signIn: 'Sign in',
    giveConsent: 'Give consent',
    openInBrowser: 'Open in the browser',
    myRoles: 'My roles',
    pending: 'Pending',
    digest: 'My day',
    help: 'Help',
    show: 'Show',
    choose: (number) => `Choose ${String(number)}`,
    about: (title, what) => `${title}: ${what}`,
    roleAt: (role, place) => `${role}, ${place}`,
    requestOf: (name, role) => `${name}, ${role}`,
  },
  roles,
  choose,
  form,
  habits,
  requests,
  approvals,
  tickets,
  pending,
  digest,
  administrators,
  alerts,
  deactivation,
  notices,
  followUps,
  posture,
  houseRules,
  houseVotes,
  houseBypasses,
  laterBreaches,
  emergencies,
  changes,
  policyFiles,
  reviews,
  findings,
  report,
  signIn,
  signInPages,
  greetings,
  help,
  replies,
  errors,
};
