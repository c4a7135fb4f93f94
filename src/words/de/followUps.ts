import { type FollowUpWords } from '../followUpWords.ts';
import { counted, ended, when } from './people.ts';

/** Reminders and ends, in German. */
export const followUps: FollowUpWords = {
  buttons: {
    letEnd: 'Enden lassen',
    againAfter: 'Danach erneut',
    restart: 'Beenden und neu aktivieren',
    askForExtension: 'Verlängern lassen',
  },
  reminder: {
    heading: (count) => `Wartet noch auf Sie: ${counted(count, 'Anforderung', 'Anforderungen')}`,
    why: (count) =>
      `Ich erinnere Sie, weil sie noch auf Ihre Entscheidung ${count === 1 ? 'wartet' : 'warten'}.`,
  },
  lapsing: {
    heading: 'Noch hat niemand entschieden',
    sentence: (role, at) => `Ihre Anforderung für ${role} verfällt ${when(at)}. Bisher ist nichts aktiv.`,
  },
  lapsed: {
    heading: 'Verfallen',
    sentence: (role) =>
      `Niemand hat innerhalb von 24 Stunden über Ihre Anforderung für ${role} entschieden; PIM hat sie verfallen lassen. Nichts wurde aktiviert.`,
  },
  over: (role, state) => `${role}: ${state}`,
  ending: {
    wished: 'Wenn sie geendet hat, bringe ich Ihnen das Formular, um sie erneut zu aktivieren.',
    letEnd: 'Sie endet von selbst. Sie müssen nichts tun.',
    over: (role) => `${role} ist nicht mehr aktiv.`,
    overWished: 'Das Formular, um sie erneut zu aktivieren, steht darunter.',
  },
  extend: {
    heading: 'Das lässt sich nicht verlängern',
    cannot: 'PIM kann eine laufende Aktivierung nicht verlängern.',
    until: (role, at) => ended(`${role} ist aktiv bis ${at}`),
    withoutEnd: (role) => `${role} ist ohne Ende aktiv.`,
    restart: 'Sie können die Rolle deaktivieren und erneut aktivieren; dazwischen haben Sie die Rolle nicht.',
    restartFrom: (at) =>
      `PIM nimmt eine Rolle frühestens fünf Minuten nach ihrer Aktivierung zurück: Ab ${at} können Sie sie deaktivieren und dann erneut aktivieren.`,
    approvalAgain: 'Sie braucht eine neue Genehmigung, und bis diese erteilt ist, haben Sie die Rolle nicht.',
    after:
      'Oder lassen Sie sie enden: Sobald sie geendet hat, bringe ich Ihnen das Formular, um sie erneut zu aktivieren.',
    wished: 'Wenn sie geendet hat, bringe ich Ihnen das Formular, um sie erneut zu aktivieren.',
    notFollowed:
      'Sie wurde nicht hier aktiviert; ich sehe ihr Ende also nicht kommen. Wenn sie geendet hat, schreiben Sie aktivieren und ihren Namen.',
  },
  extension: {
    justification: 'Die Berechtigung endet bald und wird noch gebraucht.',
    headings: {
      working: 'Verlängerung wird angefordert',
      needsSignIn: 'Zum Weitermachen anmelden',
      unclear: 'Noch keine Antwort',
      asked: 'Verlängerung angefordert',
      granted: 'Ihre Berechtigung ist verlängert',
      refused: 'Nicht angefordert',
    },
    offer: {
      heading: 'Berechtigung, die bald endet',
      next: 'Sie können um Verlängerung bitten. Darüber entscheidet ein Administrator im Entra Admin Center, und nur dort.',
      asked: 'Darüber entscheidet ein Administrator im Entra Admin Center, und nur dort.',
    },
    workingNext: 'Entra wird gefragt. Bisher hat sich nichts geändert.',
    needsSignInNext: 'Ihr Wunsch bleibt erhalten und geht weiter, sobald Sie sich angemeldet haben.',
    unclearNext: 'Entra hat nicht geantwortet; ich sehe weiter nach.',
    askedNext:
      'Darüber entscheidet ein Administrator im Entra Admin Center, und nur dort. Ich melde mich, wenn Sie sie haben.',
    askedAlready: 'Verlängerung angefordert; ein Administrator entscheidet',
    grantedNext: (role, until) =>
      until === undefined
        ? `Sie bleiben für ${role} berechtigt.`
        : ended(`Sie sind für ${role} berechtigt bis ${until}`),
    until: (at) => ended(`Bisher sind Sie berechtigt bis ${at}`),
  },
  provisioningUsually: (duration) => `Bei dieser Rolle dauert das meist ${duration}.`,
  seconds: (count) => counted(count, 'Sekunde', 'Sekunden'),
};
