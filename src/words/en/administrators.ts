import { type AdministratorWords } from '../administratorWords.ts';
import { counted } from './people.ts';

/** What administrators are told once a day, in English. */
export const administrators: AdministratorWords = {
  heading: (day) => `Your organization, ${day}`,
  activations: (count, since) =>
    `${count === 0 ? 'No activation' : counted(count, 'activation', 'activations')} since ${since}`,
  byRole: 'Activations by role',
  lookAt: 'Worth a look',
  bypassed: (holder, role) => `${holder} activated ${role}, and not through Latchkey.`,
  refused: (count, code) => `Teams refused ${counted(count, 'card', 'cards')}: ${code}`,
  lapsed: (name, role) => `Nobody decided on ${name}’s request for ${role}.`,
  approvers: 'Approved by',
  standing: (added, removed) =>
    `Roles held without activation: ${String(added)} added, ${String(removed)} removed`,
  added: (holder, role) => `Added: ${holder}, ${role}`,
  removed: (holder, role) => `Removed: ${holder}, ${role}`,
  roles: 'Roles that came or went',
  roleCame: (role) => `New role: ${role}`,
  roleWent: (role) => `No longer there: ${role}`,
  settings: (changes) => `Settings changed: ${String(changes)}`,
  nothing: 'Nothing happened that you need to know.',
  typed: 'Type: digest now.',
  counts: (activations, findings, changes) => {
    const parts = [
      ...(activations > 0 ? [counted(activations, 'activation', 'activations')] : []),
      ...(findings > 0 ? [`${String(findings)} worth a look`] : []),
      ...(changes > 0 ? [counted(changes, 'lasting change', 'lasting changes')] : []),
    ];
    return `Your organization: ${parts.length === 0 ? 'nothing new' : parts.join(', ')}`;
  },
  nobodyReached: {
    heading: 'No approver reached',
    sentence: (name, role, lapses) =>
      `${name} asked for ${role}, and I could not reach any approver in Teams. It lapses ${lapses}.`,
    noApprovers: 'PIM names nobody who could approve it.',
    decide: 'It can be decided, or canceled, in the Entra admin center.',
    repair:
      'Install Latchkey for the approvers, and their cards come by themselves. The command npm run cli -- reach lists whom I cannot reach.',
  },
  burst: {
    heading: 'Unusually many requests',
    quota: (name, count) =>
      `${name ?? 'Somebody'} has reached the limit for an hour (${String(count)} activations, or fewer of one role). Further requests are refused here.`,
    burst: (name, count, duration) =>
      `${name ?? 'Somebody'} has sent ${String(count)} requests to approvers in ${duration}.`,
    meaning:
      'Ask them whether it was them. Somebody who has taken over an account may hope that an approver gives in; if you doubt it, end its sessions in Entra.',
    typed: 'Open Entra to see the requests.',
  },
};
