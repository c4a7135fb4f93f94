/** Where a reader goes on, from the project's folder. */
const operations = 'docs/operations.md';
const permissions = 'docs/permissions.md';

/**
 * Everything that is looked at, in the order in which it is told: what for, and where our documents go on about it. The
 * names are part of what `--json` promises; new ones may come, none goes.
 */
export const checks = {
  configuration: {
    looksAt: 'every value of the environment and the settings file',
    see: `${operations}#environment`,
  },
  credential: {
    looksAt: 'which credential there is, and when a certificate ends',
    see: `${operations}#environment`,
  },
  encryptionKey: { looksAt: 'the keys that seal sign-ins', see: `${operations}#environment` },
  'token.graph': {
    looksAt: 'whether Entra gives the app its token for Graph',
    see: `${operations}#environment`,
  },
  'token.connector': {
    looksAt: 'whether Entra gives the app its token for the Teams connector',
    see: `${operations}#environment`,
  },
  clock: { looksAt: 'this machine’s clock against those of Entra and Graph', see: `${operations}#health` },
  'permissions.required': {
    looksAt: 'application permissions that are missing',
    see: `${permissions}#for-the-app-itself`,
  },
  'permissions.excess': {
    looksAt: 'application permissions that could change access, and those that serve nothing',
    see: `${permissions}#for-the-app-itself`,
  },
  'permissions.features': {
    looksAt: 'application permissions that switched-on features take',
    see: `${permissions}#for-the-app-itself`,
  },
  'consent.ownRoles': {
    looksAt: 'consent to what people take for their own roles',
    see: `${permissions}#for-people`,
  },
  'consent.decisions': { looksAt: 'consent to what approvers take', see: `${permissions}#for-people` },
  'consent.extensions': {
    looksAt: 'consent to what asking for more time takes',
    see: `${permissions}#for-people`,
  },
  'consent.administration': {
    looksAt: 'consent to what `administration.changes` takes',
    see: `${permissions}#for-people`,
  },
  'consent.reviews': { looksAt: 'consent to what `reviews.enabled` takes', see: `${permissions}#for-people` },
  'graph.roleNames': { looksAt: 'names of roles, from beta', see: `${permissions}#every-call` },
  'graph.eligibilities': { looksAt: 'who may activate what', see: `${permissions}#every-call` },
  'graph.assignments': { looksAt: 'who holds what', see: `${permissions}#every-call` },
  'graph.settings': { looksAt: 'how roles are set', see: `${permissions}#every-call` },
  'graph.people': { looksAt: 'people', see: `${permissions}#every-call` },
  'graph.groups': { looksAt: 'groups that can hold roles', see: `${permissions}#every-call` },
  'graph.auditLog': { looksAt: 'PIM’s log: what was done in the portal', see: `${permissions}#every-call` },
  'graph.alerts': { looksAt: 'PIM’s own alerts, from beta', see: `${permissions}#every-call` },
  'graph.reviews': { looksAt: 'access reviews', see: `${permissions}#every-call` },
  'graph.approvals': { looksAt: 'whether beta still has approvals', see: `${permissions}#every-call` },
  catalogue: {
    looksAt: 'Latchkey in the organization’s catalogue of Teams apps',
    see: `${operations}#installing-the-app-for-approvers`,
  },
  database: {
    looksAt: 'the database, its migrations, and who may change the audit trail',
    see: `${operations}#environment`,
  },
  relay: { looksAt: 'whether changes go to PIM, or something holds them', see: `${operations}#commands` },
  approvers: { looksAt: 'approvers whom no card can reach', see: `${operations}#commands` },
  pilot: { looksAt: 'who is served, where only a first group is', see: `${operations}#a-first-group` },
  houseRules: {
    looksAt: 'whether the house rules can be understood, and the names in them are known',
    see: 'docs/house-rules.md#where-they-stand',
  },
  channelKeys: { looksAt: 'the keys by which messages of Teams are checked', see: `${operations}#health` },
  publicUrl: { looksAt: 'whether the public address leads to Latchkey', see: `${operations}#environment` },
  readiness: { looksAt: 'what the running service says of itself', see: `${operations}#health` },
  messagingEndpoint: {
    looksAt: 'that the messaging endpoint turns strangers away',
    see: `${operations}#environment`,
  },
  message: {
    looksAt: 'with `--message` only: whether a message reaches this person',
    see: `${operations}#log`,
  },
} as const satisfies Readonly<Record<string, { readonly looksAt: string; readonly see: string }>>;

/** The name of something that is looked at. */
export type CheckName = keyof typeof checks;

/** Every name, in order. */
export const checkNames = Object.keys(checks) as readonly CheckName[];
