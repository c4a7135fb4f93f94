/** One command as people type it and as the manifest lists it. */
export interface Command {
  readonly name: CommandName;
  /** What the client puts into the compose box; at most 128 characters. */
  readonly title: string;
  readonly description: string;
  /** The manifest's list holds twelve at the most: those marked here, in this order. */
  readonly isListed: boolean;
  /** Words that begin it, longest first where one begins another. */
  readonly beginnings: readonly string[];
}

export type CommandName =
  | 'activateAgain'
  | 'activate'
  | 'emergency'
  | 'save'
  | 'presets'
  | 'defaults'
  | 'myRoles'
  | 'deactivate'
  | 'extend'
  | 'cancel'
  | 'pending'
  | 'approve'
  | 'deny'
  | 'digest'
  | 'help'
  | 'signOut'
  | 'audit'
  | 'alerts'
  | 'reviews'
  | 'myReviews'
  | 'makeEligible'
  | 'assign'
  | 'whoHas'
  | 'whoCanBecome'
  | 'history'
  | 'stats'
  | 'policy'
  | 'applyPolicy';

/** Every command there is. The order is the order of the manifest's list and of the help card. */
export const commands: readonly Command[] = [
  {
    name: 'activate',
    title: 'activate',
    description:
      'Activate a role you are eligible for, e.g. activate exchange admin 2h because mailbox stuck',
    isListed: true,
    beginnings: [
      'activate',
      'enable',
      'elevate to',
      'elevate',
      'give me',
      'i need',
      'need',
      'request',
      'get me',
      'switch on',
      'turn on',
    ],
  },
  {
    name: 'activateAgain',
    title: 'activate again',
    description: 'Activate the role you used last, with the same reason',
    isListed: true,
    beginnings: ['activate again', 'again', 'same again'],
  },
  {
    name: 'myRoles',
    title: 'my roles',
    description: 'What is active, what waits and what you can activate',
    isListed: true,
    beginnings: [
      'my roles',
      'roles',
      'list roles',
      'list my roles',
      'show my roles',
      'show roles',
      'what can i activate',
      'what roles do i have',
      'status',
    ],
  },
  {
    name: 'deactivate',
    title: 'deactivate',
    description: 'Give an active role back before its end',
    isListed: true,
    beginnings: ['deactivate', 'disable', 'turn off', 'switch off', 'give back', 'drop', 'end'],
  },
  {
    name: 'extend',
    title: 'extend',
    description: 'How to keep a role longer than it was activated for',
    isListed: true,
    beginnings: ['extend', 'prolong', 'renew'],
  },
  {
    name: 'cancel',
    title: 'cancel',
    description: 'Take back what you are asking for',
    isListed: true,
    beginnings: ['cancel', 'stop', 'never mind', 'nevermind', 'abort', 'forget it', 'quit'],
  },
  {
    name: 'pending',
    title: 'pending',
    description: 'Requests that wait for you, and your own that wait for others',
    isListed: true,
    beginnings: [
      'pending',
      'approvals',
      'my approvals',
      'what is waiting',
      'requests',
      'my requests',
      'waiting',
    ],
  },
  {
    name: 'approve',
    title: 'approve',
    description: 'Approve a request by its number, e.g. approve 3 because planned change',
    isListed: true,
    beginnings: ['approve', 'accept', 'allow'],
  },
  {
    name: 'deny',
    title: 'deny',
    description: 'Deny a request by its number, e.g. deny 3 because no ticket',
    isListed: true,
    beginnings: ['deny', 'reject', 'refuse', 'decline'],
  },
  {
    name: 'digest',
    title: 'digest',
    description: 'Your summary: digest now, digest at 08:30, digest weekends on, digest off',
    isListed: true,
    beginnings: ['digest', 'summary'],
  },
  {
    name: 'help',
    title: 'help',
    description: 'What Latchkey can do for you',
    isListed: true,
    beginnings: [
      'help',
      'need help',
      'i need help',
      'hi',
      'hello',
      'hey',
      'start',
      'what can you do',
      'commands',
      '?',
    ],
  },
  {
    name: 'signOut',
    title: 'sign out',
    description: 'Make Latchkey forget your sign-in',
    isListed: true,
    beginnings: ['sign out', 'signout', 'log out', 'logout', 'sign off'],
  },
  {
    name: 'emergency',
    title: 'emergency',
    description:
      'Activate a role past the house rules, where they name you for it, e.g. emergency exchange admin because outage',
    isListed: false,
    beginnings: ['emergency', 'break glass'],
  },
  {
    name: 'presets',
    title: 'presets',
    description: 'Roles you saved to activate together; the name of one is enough to activate it',
    isListed: false,
    beginnings: ['presets', 'my presets', 'show presets', 'list presets'],
  },
  {
    name: 'save',
    title: 'save',
    description: 'Keep roles under a name, e.g. save exchange admin and user admin as on-call',
    isListed: false,
    beginnings: ['save'],
  },
  {
    name: 'defaults',
    title: 'defaults',
    description: 'What is proposed from what you used last, and how to have it forgotten',
    isListed: false,
    beginnings: ['defaults', 'my defaults', 'show defaults'],
  },
  {
    name: 'audit',
    title: 'audit',
    description: 'Who holds what permanently, what falls short, and the report; for administrators',
    isListed: false,
    beginnings: ['audit', 'audit report', 'posture', 'report'],
  },
  {
    name: 'alerts',
    title: 'alerts',
    description:
      'What is wrong in the organization by Latchkey’s rules and by Entra PIM’s; for administrators',
    isListed: false,
    beginnings: ['alerts', 'alert', 'show alerts', 'what is wrong', 'open alerts'],
  },
  {
    name: 'reviews',
    title: 'reviews',
    description: 'Access reviews of roles: what runs, how far it is, and new ones; for administrators',
    isListed: false,
    beginnings: ['reviews', 'access reviews', 'access review', 'show reviews'],
  },
  {
    name: 'myReviews',
    title: 'my reviews',
    description: 'Access reviews that wait for your decision',
    isListed: false,
    beginnings: ['my reviews', 'my access reviews'],
  },
  {
    name: 'makeEligible',
    title: 'make eligible',
    description: 'Permanent assignments that can become eligibilities, one by one; for administrators',
    isListed: false,
    beginnings: ['make eligible', 'permanent to eligible', 'convert'],
  },
  {
    name: 'assign',
    title: 'assign',
    description: 'Give somebody a role, e.g. assign exchange admin to ana ruiz; for administrators',
    isListed: false,
    beginnings: ['assign'],
  },
  {
    name: 'whoHas',
    title: 'who has',
    description: 'Who has a role now, e.g. who has exchange admin; for administrators',
    isListed: false,
    beginnings: ['who has', 'who holds', 'who is', 'who are', 'holders of', 'show who has'],
  },
  {
    name: 'whoCanBecome',
    title: 'who can become',
    description: 'Who may activate a role, e.g. who can become global admin; for administrators',
    isListed: false,
    beginnings: [
      'who can become',
      'who can be',
      'who can activate',
      'who may activate',
      'who is eligible for',
      'who could become',
    ],
  },
  {
    name: 'history',
    title: 'history',
    description:
      'Your own activations; for administrators of a role or a person, e.g. history exchange admin last 7 days',
    isListed: false,
    beginnings: ['history', 'my history', 'activations of', 'activations by', 'show history'],
  },
  {
    name: 'stats',
    title: 'stats',
    description: 'Activations in figures; for administrators',
    isListed: false,
    beginnings: ['stats', 'statistics', 'figures'],
  },
  {
    name: 'policy',
    title: 'policy',
    description: 'How a role is set, e.g. policy exchange admin; for administrators',
    isListed: false,
    beginnings: ['policy', 'show policy', 'settings of', 'settings for', 'role settings', 'show settings of'],
  },
  {
    name: 'applyPolicy',
    title: 'policy apply',
    description: 'Apply a file of role settings, role by role; attach it or paste it; for administrators',
    isListed: false,
    beginnings: ['policy apply', 'apply policy', 'apply the policy'],
  },
];
