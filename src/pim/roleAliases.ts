/**
 * What people call the built-in roles, by template id (the same in every tenant). Only names that can mean nothing
 * else stand here: whoever types one of these gets that role without a question.
 */
export const roleAliases: Readonly<Record<string, readonly string[]>> = {
  '62e90394-69f5-4237-9190-012177145e10': ['global admin', 'ga', 'company administrator'],
  'e8611ab8-c189-46e8-94e1-60213ab1f814': ['pra', 'privileged role admin'],
  '29232cdf-9323-42fd-ade2-1d097af3e4de': ['exchange', 'exchange online admin', 'exo admin', 'exo'],
  'fe930be7-5e62-47db-91af-98c3a49a38b1': ['user admin', 'user account admin'],
  '194ae4cb-b126-40b2-bd5b-6091b380977d': ['security admin', 'sec admin'],
  '5d6b6bb7-de71-4623-b4af-96380a352509': ['sec reader'],
  '729827e3-9c14-49f7-bb1b-9608f156bbb8': ['helpdesk', 'help desk admin', 'helpdesk admin'],
  'f28a1f50-f6e7-4571-818b-6a12f2af6b6c': ['sharepoint', 'sharepoint online admin', 'spo admin', 'spo'],
  '69091246-20e8-4a56-aa4d-066075b2a7a8': ['teams', 'teams admin', 'teams service admin'],
  '3a2c62db-5318-420d-8d74-23affee5d9d5': ['intune', 'intune admin', 'intune service admin'],
  '17315797-102d-40b4-93e0-432062caca18': ['compliance', 'compliance admin'],
  'fdd7a751-b60b-444a-984c-02652fe8fa1c': ['groups admin'],
  '9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3': ['app admin', 'application admin'],
  '158c047a-c907-4556-b7ef-446551a6b5f7': ['cloud app admin', 'cloud application admin'],
  'b1be1c3e-b65d-4f19-8427-f6fa0d97feb9': ['conditional access admin', 'ca admin'],
  'c4e39bd9-1100-46d3-8c65-fb160da0071f': ['authentication admin', 'auth admin'],
  '7be44c8a-adaf-4e2a-84d6-ab2649e08a13': ['privileged authentication admin', 'privileged auth admin'],
  'b0f54661-2d74-4c50-afa3-1ec803f12efe': ['billing', 'billing admin'],
};
