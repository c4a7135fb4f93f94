import { guides } from './guides.ts';
import { settingsRule } from './settingsRule.ts';

const TO_APPROVERS = 'notification_approver_';

/** PIM's mail to approvers has recipients of its own, and Graph then refuses every change of the role's settings. */
export const customApproverRecipients = settingsRule({
  id: 'custom-approver-recipients',
  severity: 'low',
  otherwise: 'low',
  sources: [guides.mails],
  fault: ({ settings }) => {
    const recipients = settings.notifications
      .filter(({ ruleId }) => ruleId.toLowerCase().startsWith(TO_APPROVERS))
      .flatMap((one) => one.recipients);
    return recipients.length === 0 ? undefined : { facts: { recipients: new Set(recipients).size } };
  },
});
