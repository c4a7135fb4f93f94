/** What administrators are told once a day. */
export interface AdministratorWords {
  readonly heading: (day: string) => string;
  readonly activations: (count: number, since: string) => string;
  readonly byRole: string;
  readonly lookAt: string;
  readonly bypassed: (holder: string, role: string) => string;
  readonly refused: (count: number, code: string) => string;
  readonly lapsed: (name: string, role: string) => string;
  readonly approvers: string;
  readonly standing: (added: number, removed: number) => string;
  readonly added: (holder: string, role: string) => string;
  readonly roles: string;
  readonly roleCame: (role: string) => string;
  readonly roleWent: (role: string) => string;
  /** What is set about roles, in PIM. */
  readonly settings: (changes: number) => string;
  readonly removed: (holder: string, role: string) => string;
  /** Said to whoever asked for it. */
  readonly nothing: string;
  readonly typed: string;
  readonly counts: (activations: number, findings: number, changes: number) => string;
  /** A request of which no approver could be told. */
  readonly nobodyReached: {
    readonly heading: string;
    readonly sentence: (name: string, role: string, lapses: string) => string;
    readonly noApprovers: string;
    readonly decide: string;
    /** What reaches the approvers from now on. */
    readonly repair: string;
  };
  /** Somebody asks for roles more often than people do. */
  readonly burst: {
    readonly heading: string;
    readonly quota: (name: string | undefined, count: number) => string;
    readonly burst: (name: string | undefined, count: number, duration: string) => string;
    readonly meaning: string;
    readonly typed: string;
  };
}
