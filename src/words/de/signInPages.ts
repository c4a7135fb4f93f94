import { type SignInPageWords } from '../pageWords.ts';

/** The pages of an interactive sign-in, in German. */
export const signInPages: SignInPageWords = {
  ends: {
    unknown: {
      title: 'Dieser Link gilt nicht mehr',
      text: 'Er wurde schon benutzt oder ist älter als zehn Minuten. Gehen Sie zurück zu Teams, und schreiben Sie noch einmal, was Sie wollten.',
    },
    notFinished: {
      title: 'Nichts wurde geändert',
      text: 'Sie haben die Anmeldung nicht abgeschlossen, oder Entra hat sie verweigert.',
    },
    consentMissing: {
      title: 'Die Zustimmung fehlt',
      text: 'Latchkey braucht eine Berechtigung, die nicht erteilt wurde. Sagt Entra, dass ein Administrator zustimmen muss, bitten Sie zuerst darum.',
    },
    otherPerson: {
      title: 'Sie haben sich als jemand anders angemeldet',
      text: 'Das Konto ist nicht das, das in Teams gefragt hat. Nichts wurde geändert, und nichts von diesem Konto wurde behalten.',
    },
    otherBrowser: {
      title: 'Dieser Link wurde in zwei Browsern geöffnet',
      text: 'Er ist nur für einen Browser und gilt deshalb nicht mehr. Nichts wurde geändert.',
    },
    foreignCallback: {
      title: 'Diese Anmeldung begann in einem anderen Browser',
      text: 'Sie muss enden, wo sie begann, und zählt deshalb nicht. Nichts wurde geändert.',
    },
    failed: {
      title: 'Entra hat die Anmeldung nicht abgeschlossen',
      text: 'Nichts wurde geändert.',
    },
    done: {
      title: 'Angemeldet',
      text: 'Teams macht von hier aus weiter und schließt dieses Fenster. Bleibt es offen, senden Sie diesen Code in Ihrem Teams-Chat an Latchkey:',
    },
  },
  next: (hasFreshButton) =>
    `Gehen Sie zurück zu Teams: ${hasFreshButton ? 'Dort ist eine neue Schaltfläche.' : 'Schreiben Sie noch einmal, was Sie wollten.'}`,
};
