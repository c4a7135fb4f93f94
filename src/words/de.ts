import { administrators } from './de/administrators.ts';
import { alerts } from './de/alerts.ts';
import { approvals } from './de/approvals.ts';
import { changes } from './de/changes.ts';
import { emergencies } from './de/emergencies.ts';
import { errors } from './de/errors.ts';
import { findings } from './de/findings.ts';
import { followUps } from './de/followUps.ts';
import { greetings, help, notices, signIn } from './de/greetings.ts';
import { digest, pending } from './de/lists.ts';
import { habits } from './de/habits.ts';
import { houseRules } from './de/houseRules.ts';
import { houseVotes } from './de/houseVotes.ts';
import { dative } from './de/people.ts';
import { policyFiles } from './de/policyFiles.ts';
import { posture } from './de/posture.ts';
import { replies } from './de/replies.ts';
import { report } from './de/report.ts';
import { houseBypasses } from './de/houseBypasses.ts';
import { laterBreaches } from './de/laterBreaches.ts';
import { requests } from './de/requests.ts';
import { reviews } from './de/reviews.ts';
import { choose, deactivation, form, roles } from './de/roles.ts';
import { signInPages } from './de/signInPages.ts';
import { tickets } from './de/tickets.ts';
import { type Words } from './words.ts';

/** German: formal, short, and with the words of the German Entra portal. */
export const german: Words = {
  language: 'de',
  time: {
    region: 'de-DE',
    twelveHours: [],
    in: (duration) => `in ${dative(duration)}`,
    ago: (duration) => `vor ${dative(duration)}`,
    now: 'jetzt',
    twoUnits: (larger, smaller) => `${larger} ${smaller}`,
    utc: (time) => `${time} UTC`,
  },
  buttons: {
    activate: 'Aktivieren',
    activateAgain: 'Erneut aktivieren',
    activateFor: (duration) => `${duration} aktivieren`,
    deactivate: 'Deaktivieren',
    deactivateNow: 'Jetzt deaktivieren',
    cancel: 'Abbrechen',
    remind: 'Erinnern',
    askApprovers: 'Chat',
    askRequestor: 'Nachfragen',
    approve: 'Genehmigen',
    deny: 'Ablehnen',
    openInEntra: 'In Entra öffnen',
    signIn: 'Anmelden',
    giveConsent: 'Zustimmen',
    openInBrowser: 'Im Browser öffnen',
    myRoles: 'Meine Rollen',
    pending: 'Offen',
    digest: 'Mein Tag',
    help: 'Hilfe',
    show: 'Anzeigen',
    choose: (number) => `${String(number)} wählen`,
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
