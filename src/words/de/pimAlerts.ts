import { type PimAlertName } from '../../pim/alerts/pimAlerts.ts';
import { type PimAlertWords } from '../alertWords.ts';
import { counted } from './people.ts';

const accounts = (count: number): string => counted(count, 'Konto', 'Konten');

/** PIM's own alerts, in our words, in German. */
export const pimAlerts: Readonly<Record<PimAlertName, PimAlertWords>> = {
  TooManyGlobalAdminsAssignedToTenantAlert: {
    title: 'Zu viele Global Administrators, sagt Entra PIM',
    evidence: (count) => `Entra PIM zählt ${accounts(count)} mit Global Administrator.`,
    why: 'Ein Global Administrator kann alles, und jedes dieser Konten ist ein Weg hinein.',
    mend: 'Geben Sie den meisten die kleinere Rolle, die ihre Arbeit braucht, und machen Sie die anderen berechtigt.',
  },
  RolesAssignedOutsidePimAlert: {
    title: 'Rollen außerhalb von PIM vergeben, sagt Entra PIM',
    evidence: (count) => `Entra PIM zählt ${counted(count, 'Zuweisung', 'Zuweisungen')} an PIM vorbei.`,
    why: 'Was an PIM vorbei vergeben wird, hat kein Ende, keinen Grund und keine Genehmigung.',
    mend: 'Fragen Sie, wer es vergeben hat. Nehmen Sie es weg, oder machen Sie es in PIM zur Berechtigung.',
  },
  NoMfaOnRoleActivationAlert: {
    title: 'Aktivierung ohne zweiten Faktor, sagt Entra PIM',
    evidence: (count) => `Entra PIM zählt ${counted(count, 'Rolle', 'Rollen')} ohne zweiten Faktor.`,
    why: 'Wer ein Kennwort stiehlt, kann die Rolle aktivieren.',
    mend: 'Verlangen Sie in den Einstellungen jeder Rolle Multi-Faktor-Authentifizierung oder einen Authentifizierungskontext.',
  },
  StaleSignInAlert: {
    title: 'Administratoren, die sich nicht anmelden, sagt Entra PIM',
    evidence: (count) => `Entra PIM zählt ${accounts(count)} ohne Anmeldung seit Langem.`,
    why: 'Ein Konto, das niemand nutzt, vermisst auch niemand, wenn es jemand anders tut.',
    mend: 'Nehmen Sie die Rolle weg, oder finden Sie heraus, wer das Konto wofür nutzt.',
  },
  RedundantAssignmentAlert: {
    title: 'Berechtigungen, die niemand nutzt, sagt Entra PIM',
    evidence: (count) =>
      `Entra PIM zählt ${counted(count, 'Berechtigung', 'Berechtigungen')} ohne Aktivierung seit Langem.`,
    why: 'Eine ungenutzte Rolle ist ein Risiko ohne Nutzen.',
    mend: 'Fragen Sie, ob sie noch gebraucht wird, und entfernen Sie die Berechtigung, wo nicht.',
  },
  SequentialActivationRenewalsAlert: {
    title: 'Eine Rolle immer wieder aktiviert, sagt Entra PIM',
    evidence: (count) =>
      `Entra PIM zählt ${counted(count, 'Konto, das eine Rolle', 'Konten, die eine Rolle')} mehrmals hintereinander aktiviert ${count === 1 ? 'hat' : 'haben'}.`,
    why: 'Entweder ist die Aktivierung für die Arbeit zu kurz, oder jemand anders ist am Konto.',
    mend: 'Fragen Sie die Person. Dauert die Arbeit länger, lassen Sie die Aktivierung länger dauern.',
  },
  InvalidLicenseAlert: {
    title: 'Die Lizenz für PIM, sagt Entra PIM',
    evidence: () =>
      'Entra PIM sagt, der Mandant hat keine Lizenz für Microsoft Entra ID P2 oder ID Governance.',
    why: 'Ohne die Lizenz arbeitet PIM nicht mehr: Berechtigte können nicht aktivieren.',
    mend: 'Erneuern Sie die Lizenz, oder planen Sie vor ihrem Ende, wie Rollen ohne PIM vergeben werden.',
  },
};
