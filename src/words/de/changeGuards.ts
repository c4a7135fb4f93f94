import { type ChangeGuard } from '../../pim/errors.ts';
import { type ErrorText } from '../errors.ts';
import { counted } from './people.ts';

/** A sentence that is always the same. */
export const said = (what: string, next: string): (() => ErrorText) => {
  const text = { what, next };
  return () => text;
};

/** Why an administrator's change is not made, in German. */
export const guards: Readonly<Record<ChangeGuard, (maximumDays: number | undefined) => ErrorText>> = {
  breakGlass: said(
    'Das ist ein Notfallkonto: Es muss funktionieren, wenn nichts anderes mehr geht.',
    'Nichts wurde geändert. Ist es keines mehr, nehmen Sie es zuerst aus der Einstellungsdatei von Latchkey, oder nutzen Sie das Entra Admin Center.',
  ),
  lastGlobalAdministrator: said(
    'Das ist, von Notfallkonten abgesehen, die letzte Person, die sich anmelden darf und dauerhaft Global Administrator ist; einen Fehler könnte niemand mehr beheben.',
    'Machen Sie zuerst jemand anderen zum Global Administrator.',
  ),
  oneself: said(
    'Hier geht es um Ihre eigene Rolle, und die eigene ändert hier niemand.',
    'Nichts wurde geändert. Bitten Sie andere Administratoren darum.',
  ),
  app: said(
    'Nur Personen und Gruppen können für eine Rolle berechtigt sein: Das ist eine App, oder etwas, das Entra nicht mehr kennt.',
    'Nichts wurde geändert. Eine App muss ihre Zuweisung behalten; prüfen Sie, ob sie die Rolle überhaupt braucht.',
  ),
  guest: said(
    'Das ist ein Gast der Organisation, und Gäste bekommen von hier aus nichts Neues.',
    'Nichts wurde geändert. Fragen Sie zuerst, ob ein Mitglied die Arbeit tun kann; sonst geht es im Entra Admin Center.',
  ),
  disabled: said(
    'Dieses Konto kann sich nicht anmelden: Es ist deaktiviert.',
    'Nichts wurde geändert. Aktivieren Sie das Konto zuerst in Entra, wenn die Person wieder arbeiten soll.',
  ),
  throughGroup: said(
    'Diese Rolle kommt aus einer Gruppe; es gibt keine eigene Zuweisung, die sich ändern ließe.',
    'Ändern Sie die Gruppe oder ihre Mitglieder.',
  ),
  nothingThere: said(
    'Hier gibt es nichts, was sich dadurch änderte: Es ist weg, oder es endet bereits so.',
    'Sehen Sie noch einmal nach, was die Person hat. Jemand kann es inzwischen geändert haben.',
  ),
  tooLong: (maximumDays) => ({
    what:
      maximumDays === undefined
        ? 'So lange erlauben es die Einstellungen der Rolle nicht.'
        : `Die Einstellungen der Rolle erlauben höchstens ${counted(maximumDays, 'Tag', 'Tage')}.`,
    next: 'Nichts wurde geändert. Wählen Sie ein früheres Ende.',
  }),
  notOffered: said(
    'Änderungen an den Rollen anderer sind hier nicht eingeschaltet.',
    'Nichts wurde geändert. Nutzen Sie das Entra Admin Center, oder schalten Sie es in der Einstellungsdatei von Latchkey ein.',
  ),
  lockedByApproverRecipients: said(
    'Eine Regel über E-Mails an Genehmigende hat eigene Adressen, und solange nimmt Entra keine Änderung dieser Einstellungen an.',
    'Nehmen Sie die Adressen zuerst im Entra Admin Center heraus.',
  ),
  approverRecipientsLock: said(
    'Damit kämen eigene Adressen in eine Regel über E-Mails an Genehmigende; danach nimmt Entra keine Änderung mehr an.',
    'Nichts wurde geändert. Tragen Sie diese Adressen im Entra Admin Center ein, wenn Sie sie brauchen.',
  ),
  multifactorAndContext: said(
    'Eine Rolle verlangt Multi-Faktor-Authentifizierung oder einen Authentifizierungskontext, nicht beides.',
    'Nichts wurde geändert. Wählen Sie eines von beiden.',
  ),
};
