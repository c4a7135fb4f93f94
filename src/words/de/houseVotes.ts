import { type HouseVoteWords, type VotesOver } from '../houseVoteWords.ts';
import { named } from './people.ts';

const over: Readonly<Record<VotesOver, string>> = {
  denied: 'Nach den Hausregeln abgelehnt',
  timedOut: 'Nach den Hausregeln verfallen',
  unused: 'Genehmigung nicht rechtzeitig genutzt',
  limit: 'Verfallen',
  restored: 'Nach einer Wiederherstellung nicht fortgesetzt',
};

/** Genehmigungen nach Hausregeln, auf Deutsch. */
export const houseVotes: HouseVoteWords = {
  stage: (rule, counted, needed, place) =>
    `„${rule}“: ${String(counted)} von ${String(needed)} ${needed === 1 ? 'Genehmigung' : 'Genehmigungen'}${place === undefined ? '' : `, ${place}`}.`,
  stagePlace: (stage, stages) => `Schritt ${String(stage)} von ${String(stages)}`,
  waitingFor: (names, others) =>
    names.length === 0
      ? 'Es gibt niemanden, der genehmigen darf.'
      : `Es fehlt noch: ${named(names, others, 'oder')}.`,
  anyoneOf: (group) => `jemand aus ${group}`,
  unnamedGroup: 'einer Gruppe, deren Name nicht bekannt ist',
  unnamedPerson: 'jemand, dessen Name nicht bekannt ist',
  manager: 'die vorgesetzte Person',
  until: (at) => `Bis ${at}.`,
  escalates: (at) => `Ab ${at} werden auch andere gefragt.`,
  isEscalated: 'Inzwischen werden auch andere gefragt.',
  unread:
    'Jemand, den diese Regel nennt, lässt sich gerade nicht nachschlagen und zählt nicht, bis das wieder geht.',
  heldUp: 'Die Hausregeln lassen sich gerade nicht beurteilen. Bis das wieder geht, geht nichts weiter.',
  vote: (name, isApproval, at) => `${name} hat ${isApproval ? 'genehmigt' : 'abgelehnt'} (${at})`,
  doesNotCount: 'zählt nicht (mehr)',
  inPlaceOf: (name) => `in Vertretung von ${name}`,
  moreVotes: (count) => `und ${String(count)} weitere`,
  practice: 'Das ist ein Brauch des Hauses, keine Sperre: PIM selbst fragt bei dieser Rolle niemanden.',
  complete: 'Alle Stimmen sind da. Nun muss jemand genehmigen, den PIM dafür vorsieht.',
  yoursGivesIt: 'Alle Stimmen sind da. Mit Ihrer Genehmigung wird die Rolle erteilt.',
  onlyDeny:
    'Die Hausregeln warten zuerst auf andere. Ablehnen können Sie jetzt, genehmigen erst nach diesen.',
  voted: (isApproval) => (isApproval ? 'Sie haben genehmigt' : 'Sie haben abgelehnt'),
  votedNext: 'Ihre Stimme ist festgehalten und bleibt, wie sie ist.',
  others: 'Für Sie ist hier gerade nichts zu tun',
  othersNext: 'Die Hausregeln fragen Sie zu dieser Anforderung im Moment nicht.',
  ready: 'Genehmigt: jetzt aktivieren',
  readyNext: (until) => `Die Stimmen sind da. Sie können die Rolle bis ${until} aktivieren.`,
  activateNow: 'Jetzt aktivieren',
  over: (why) => over[why],
  overWhy: (why, { name, rule }) => {
    switch (why) {
      case 'denied':
        return `${name} hat abgelehnt.`;
      case 'timedOut':
        return `Für „${rule}“ haben nicht genug Personen rechtzeitig geantwortet.`;
      case 'unused':
        return 'Es wurde genehmigt und nicht ausgeführt, solange das galt.';
      case 'limit':
        return 'PIM hat die Anforderung verfallen lassen, bevor die Stimmen da waren.';
      case 'restored':
        return 'Die Datenbank wurde aus einer Sicherung wiederhergestellt; was seither gesagt wurde, weiß niemand. Bitte neu anfordern.';
    }
  },
  waitsInPim:
    'Hier kann niemand mehr genehmigen. In PIM wartet die Anforderung noch: Jemand, den PIM dafür vorsieht, sollte sie dort ablehnen, oder die anfordernde Person zieht sie zurück.',
  denyInPim: 'Bitte lehnen Sie sie in PIM ab; hier kann niemand mehr genehmigen.',
  outside: 'Außerhalb der Hausregeln entschieden',
  outsideNext:
    'PIM hat eine Antwort, die die Stimmen nicht gegeben haben: Im Entra Admin Center wurde entschieden.',
  passed: (name) => `${name} ist im Notfall an diesen Stimmen vorbeigegangen`,
  passedWhy: (name) => `${name} begründet den Notfall so`,
  passedNext: {
    inPim:
      'Es braucht keine Stimme mehr. PIM wartet noch auf eine eigene Genehmigung: An dieser führt auch ein Notfall nicht vorbei. Die Zuständigen der Regeln erfahren davon.',
    here: 'Es braucht keine Stimme mehr: Diese Anforderung wurde zurückgenommen, und die Rolle wird als Notfall aktiviert. Die Zuständigen der Regeln erfahren davon.',
  },
  nothingToGoPast:
    'Es gibt keine Stimmen, an denen vorbeizugehen wäre: Diese Anforderung wartet gerade auf keine.',
  notices: {
    readyForRequestor: (role) =>
      `${role} ist nach den Hausregeln genehmigt. Aktivieren Sie die Rolle jetzt auf ihrer Karte.`,
    yourTurn: (name, role) => `Sie sind an der Reihe: ${role} für ${name}.`,
    overForRequestor: (role) =>
      `Ihre Anforderung zu ${role} ist nach den Hausregeln beendet. Warum, steht auf ihrer Karte.`,
    denyInPim: (name, role) =>
      `${role} für ${name} wurde nach den Hausregeln abgelehnt. Bitte lehnen Sie in PIM ab.`,
  },
};
