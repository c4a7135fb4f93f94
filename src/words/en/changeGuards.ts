import { type ChangeGuard } from '../../pim/errors.ts';
import { type ErrorText } from '../errors.ts';

/** A sentence that is always the same. */
export const said = (what: string, next: string): (() => ErrorText) => {
  const text = { what, next };
  return () => text;
};

/** Why an administrator's change is not made, in English. */
export const guards: Readonly<Record<ChangeGuard, (maximumDays: number | undefined) => ErrorText>> = {
  breakGlass: said(
    'This is an emergency account, which must work when nothing else does.',
    'Nothing was changed. If it is none any more, take it out of the settings file of Latchkey first, or use the Entra admin center.',
  ),
  lastGlobalAdministrator: said(
    'This is the last person who may sign in and is Global Administrator for good, emergency accounts aside; nobody could mend a mistake.',
    'Make somebody else Global Administrator first.',
  ),
  oneself: said(
    'This is about your own role, and nobody changes their own here.',
    'Nothing was changed. Ask another administrator.',
  ),
  app: said(
    'Only people and groups can be eligible for a role: this is an app, or nobody that Entra knows any more.',
    'Nothing was changed. An app has to keep its assignment; look whether it needs the role at all.',
  ),
  guest: said(
    'This is a guest of the organization, and guests are given nothing new from here.',
    'Nothing was changed. Ask first whether a member can do the work; the Entra admin center takes it otherwise.',
  ),
  disabled: said(
    'This account cannot sign in: it is disabled.',
    'Nothing was changed. Enable the account in Entra first, if the person is meant to work again.',
  ),
  throughGroup: said(
    'They have this role through a group, so there is nothing of their own to change.',
    'Change the group, or who is in it.',
  ),
  nothingThere: said(
    'There is nothing here that this would change: it is gone, or it ends so already.',
    'Look again at what they hold. Somebody may have changed it since.',
  ),
  tooLong: (maximumDays) => ({
    what:
      maximumDays === undefined
        ? 'The settings of the role do not allow that long.'
        : `The settings of the role allow ${maximumDays === 1 ? '1 day' : `${String(maximumDays)} days`} at most.`,
    next: 'Nothing was changed. Choose an earlier end.',
  }),
  notOffered: said(
    'Changes of other people’s roles are not switched on here.',
    'Nothing was changed. Use the Entra admin center, or switch them on in the settings file of Latchkey.',
  ),
  lockedByApproverRecipients: said(
    'A rule about mail to approvers has addresses of its own, and Entra takes no change of these settings while it has.',
    'Take the addresses out in the Entra admin center first.',
  ),
  approverRecipientsLock: said(
    'This would put addresses of its own into a rule about mail to approvers, after which Entra takes no change any more.',
    'Nothing was changed. Set these addresses in the Entra admin center, if you need them.',
  ),
  multifactorAndContext: said(
    'A role asks for multifactor authentication or for an authentication context, and not for both.',
    'Nothing was changed. Choose one of them.',
  ),
};
