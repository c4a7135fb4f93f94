/** Roles that somebody activates together. */
export interface PresetTable {
  tenantId: string;
  personId: string;
  id: string;
  /** The name without its case: one a person. */
  nameKey: string;
  name: string;
  /** `[{ roleDefinitionId, scopeId }]`; ids alone. */
  roles: unknown;
  /** Empty where none was to be kept. */
  justification: string;
  keptAt: Date;
}

/** Since when what somebody used counts for proposals. */
export interface ForgottenDefaultsTable {
  tenantId: string;
  personId: string;
  forgottenAt: Date;
}
