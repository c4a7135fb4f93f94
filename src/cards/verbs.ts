/** What a button of ours means, as `noun.verb`. A button is never known by its title. */
export const verbs = {
  activateRole: 'role.activate',
  submitActivation: 'activation.submit',
  dismissActivation: 'activation.dismiss',
  deactivateRole: 'activation.deactivate',
  activateAgain: 'activation.again',
  letEnd: 'activation.letEnd',
  activateAfter: 'activation.againAfter',
  restartActivation: 'activation.restart',
  extendEligibility: 'eligibility.extend',
  approveRequest: 'request.approve',
  denyRequest: 'request.deny',
  cancelRequest: 'request.cancel',
  remindApprovers: 'request.remind',
  refreshRequest: 'request.refresh',
  openDigest: 'digest.open',
  showRoles: 'roles.show',
  showPending: 'pending.show',
  showHelp: 'help.show',
  startSignIn: 'signIn.start',
} as const;

/** One of our verbs. A verb without its action does not compile in `bot/`. */
export type Verb = (typeof verbs)[keyof typeof verbs];
