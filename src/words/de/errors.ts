import { contextsIn } from '../../pim/demands.ts';
import { type PimErrorCode, type PimErrorDetails } from '../../pim/errors.ts';
import { type ErrorText, type ErrorWords, type SayTime } from '../errors.ts';
import { guards, said } from './changeGuards.ts';
import { dative } from './people.ts';
import { lostAnswers } from './lostAnswers.ts';
import { reviewErrors } from './reviewErrors.ts';
import { unmetRules } from './unmetRules.ts';

/** Of people's own roles, and other words where an administrator asked about somebody else's. */
const either =
  (own: ErrorText, other: ErrorText) =>
  ({ isAboutOther = false }: PimErrorDetails): ErrorText =>
    isAboutOther ? other : own;

const TRY_IN_A_MINUTE = 'Nichts wurde geändert. Versuchen Sie es in einer Minute noch einmal.';

/** Why the second of two steps was not made, shortly. */
function because(code: PimErrorCode | undefined): string {
  switch (code) {
    case 'throttled':
    case 'resource_locked':
    case 'pim_unavailable':
      return 'Entra war beschäftigt oder hat nicht geantwortet.';
    case 'relay_off':
    case 'quarantined':
    case 'relay_stopped':
      return 'Latchkey gibt im Moment keine Änderungen weiter.';
    case 'proof_insufficient':
      return 'Entra hat eine andere Anmeldung verlangt als die, die Sie gegeben haben.';
    default:
      return 'Entra hat es nicht erlaubt.';
  }
}

/** From when on rules of the house allow it, as far as time goes. */
function waitIn(ruling: PimErrorDetails['ruling'], at: SayTime): string {
  if (ruling === undefined) return 'Senden Sie es noch einmal, um zu erfahren, welche.';
  const { earliestAt, at: judgedAt } = ruling;
  if (earliestAt === undefined)
    return 'Die Zeiten dieser Regeln passen nie zusammen. Sagen Sie es Ihren Administratoren.';
  return earliestAt > judgedAt
    ? `Nichts wurde geändert. Die Regeln erlauben es ab ${at(earliestAt)}.`
    : 'Nichts wurde geändert. Ändern oder ergänzen Sie das, und senden Sie es noch einmal.';
}

/** What went wrong and what helps, in German. */
export const errors: ErrorWords = {
  heading: 'Das hat nicht geklappt',
  nothingChanged: 'Nichts wurde geändert.',
  unexpected: {
    what: 'Bei mir ist etwas schiefgegangen.',
    next: 'Sehen Sie unter Meine Rollen nach, bevor Sie es noch einmal versuchen. Geschieht es wieder, sagen Sie es Ihren Administratoren.',
  },
  technical: (code, id) =>
    [
      'Für den Support:',
      ...(code === undefined ? [] : [`Graph meldet ${code}.`]),
      ...(id === undefined ? [] : [`Graph-Anfrage ${id}.`]),
    ].join(' '),
  codes: {
    invalid_input: said(
      'Damit kann ich nichts anfangen.',
      'Schreiben Sie Hilfe, um zu sehen, was ich verstehe.',
    ),
    not_eligible: said(
      'Sie sind hier für diese Rolle nicht berechtigt.',
      'Wählen Sie eine Ihrer eigenen Rollen, oder bitten Sie die Verantwortlichen um eine berechtigte Zuweisung.',
    ),
    policy_not_satisfied: either(
      {
        what: 'Die Rolle verlangt mehr, bevor sie aktiviert werden kann.',
        next: 'Ändern oder ergänzen Sie das, und senden Sie es noch einmal.',
      },
      {
        what: 'Die Einstellungen der Rolle erlauben das nicht.',
        next: 'Nichts wurde geändert. Wünschen Sie etwas, das sie erlauben, oder ändern Sie sie im Entra Admin Center.',
      },
    ),
    house_rules: ({ ruling }, _duration, at) => ({
      what: 'PIM hat nichts dagegen, wohl aber eine Regel Ihrer Organisation.',
      next: waitIn(ruling, at),
    }),
    step_up_required: said(
      'Die Rolle verlangt eine weitere Anmeldung mit stärkerer Prüfung.',
      'Melden Sie sich über die Schaltfläche an. Ihre Anforderung bleibt erhalten und geht von selbst weiter.',
    ),
    multifactor_required: said(
      'Die Rolle verlangt Multi-Faktor-Authentifizierung.',
      'Melden Sie sich über die Schaltfläche an. Ihre Anforderung bleibt erhalten und geht von selbst weiter.',
    ),
    sign_in_required: said(
      'Ich muss wissen, dass Sie es sind.',
      'Melden Sie sich über die Schaltfläche an. Ihr Wunsch bleibt erhalten und geht von selbst weiter.',
    ),
    consent_required: ({ scopes = [] }) => ({
      what: `Latchkey darf in Entra noch nicht für Sie handeln${scopes.length > 0 ? `: ${scopes.join(', ')}` : ''}.`,
      next: 'Stimmen Sie auf der Seite zu, die sich öffnet. Wo Ihre Organisation sich das vorbehält, muss ein Administrator zustimmen.',
    }),
    proof_insufficient: ({ claims }) => {
      const contexts = contextsIn(claims);
      const what = contexts.length === 0 ? '' : ` (Authentifizierungskontext ${contexts.join(', ')})`;
      return {
        what: `Sie haben sich angemeldet, und es reicht immer noch nicht: Verlangt wird wieder dasselbe${what}. Nichts wurde geändert.`,
        next: 'Eine weitere Anmeldung hilft nicht. Bitten Sie Ihre Administratoren, sich die Richtlinien für bedingten Zugriff anzusehen, oder nutzen Sie das Entra Admin Center.',
      };
    },
    already_active: either(
      {
        what: 'Die Rolle ist bereits aktiv.',
        next: 'PIM kann sie nicht verlängern. Deaktivieren Sie sie und aktivieren Sie sie erneut, oder lassen Sie sie ablaufen.',
      },
      {
        what: 'PIM hat bereits eine solche Zuweisung.',
        next: 'Es gibt nichts zuzuweisen. Vielleicht geschah es im Entra Admin Center.',
      },
    ),
    request_pending_already: either(
      {
        what: 'Sie haben bereits eine offene Anforderung für diese Rolle.',
        next: 'Warten Sie die Antwort ab, oder brechen Sie sie zuerst ab. Vielleicht entstand sie im Entra Admin Center.',
      },
      {
        what: 'PIM hat für diese Rolle und diese Person bereits eine offene Anforderung.',
        next: 'Nichts wurde geändert. Lassen Sie sie zuerst enden, oder brechen Sie sie im Entra Admin Center ab.',
      },
    ),
    not_active: either(
      {
        what: 'Die Rolle ist nicht aktiv.',
        next: 'Es gibt nichts zu deaktivieren. Meine Rollen zeigt, was aktiv ist.',
      },
      {
        what: 'PIM hat eine solche Zuweisung nicht mehr.',
        next: 'Es gibt nichts zu ändern. Jemand kann sie im Entra Admin Center geändert haben.',
      },
    ),
    too_soon_to_deactivate: said(
      'PIM lässt eine Rolle mindestens fünf Minuten lang aktiv.',
      'Deaktivieren Sie sie in ein paar Minuten.',
    ),
    request_not_found: said(
      'PIM kennt diese Anforderung nicht mehr.',
      'Schreiben Sie offen, um zu sehen, was offen ist.',
    ),
    request_not_pending: said('Diese Anforderung ist nicht mehr offen.', 'Die Karte zeigt, wie sie endete.'),
    request_not_cancelable: said(
      'PIM lässt diese Anforderung nicht mehr abbrechen.',
      'Ist die Rolle inzwischen aktiv, deaktivieren Sie sie.',
    ),
    self_approval: said(
      'Über die eigene Anforderung können Sie nicht entscheiden.',
      'Die anderen Genehmigenden können es.',
    ),
    not_an_approver: said(
      'PIM nennt Sie für diese Anforderung nicht unter den Genehmigenden.',
      'Nichts wurde entschieden. Die Einstellungen der Rolle können sich geändert haben, seit Sie gefragt wurden.',
    ),
    not_asked: said(
      'Die Hausregeln fragen Sie zu dieser Anforderung jetzt nicht.',
      'Nichts wurde festgehalten. Die Karte zeigt, wer noch fehlt.',
    ),
    votes_missing: said(
      'Die Stimmen, die die Hausregeln verlangen, sind nicht da.',
      'Nichts wurde getan. Die Karte zeigt, was fehlt.',
    ),
    votes_there: said(
      'Die Stimmen sind da: Ein Notfall ist nicht nötig.',
      'Nichts wurde getan. Die Karte Ihrer Anforderung sagt, wie es weitergeht.',
    ),
    voting_over: said(
      'Die Abstimmung über diese Anforderung ist vorbei.',
      'Nichts wurde festgehalten. Die Karte zeigt, wie sie endete.',
    ),
    already_decided: ({ decidedBy }) => ({
      what: `${decidedBy ?? 'Jemand anders'} hat über diese Anforderung vor Ihnen entschieden.`,
      next: 'Es ist nichts mehr zu tun. Die Karte zeigt die Entscheidung.',
    }),
    request_changed: said(
      'Die Anforderung ist nicht die, die auf der Karte stand.',
      'Nichts wurde entschieden. Lesen Sie die Karte noch einmal; sie zeigt, was jetzt angefordert ist.',
    ),
    scope_unseen: said(
      'Auf der Karte stand nicht, für welchen Bereich die Rolle gilt.',
      'Nichts wurde entschieden. Jetzt steht es dort: Lesen Sie es, und entscheiden Sie dann.',
    ),
    nobody_can_approve: said(
      'Niemand kann diese Anforderung genehmigen.',
      'Bitten Sie einen Privileged Role Administrator, in den Einstellungen der Rolle Genehmigende zu benennen.',
    ),
    schedule_refused: either(
      {
        what: 'PIM nimmt diesen Beginn oder diese Dauer nicht an.',
        next: 'Wählen Sie einen früheren Beginn oder eine kürzere Dauer.',
      },
      {
        what: 'PIM nimmt diese Zuweisung hier nicht an, oder nicht für diese Zeit.',
        next: 'Nichts wurde geändert. Apps können nicht berechtigt sein, und nur manche Gruppen können Rollen haben. Wählen Sie sonst eine andere Zeit.',
      },
    ),
    quota_reached: ({ retryAfterSeconds = 60 }, duration) => ({
      what: 'Sie haben in der letzten Stunde sehr oft Rollen angefordert; ich habe nichts weitergegeben.',
      next: `Hier geht es wieder in ${dative(duration(Math.ceil(retryAfterSeconds / 60)))}. Das Entra Admin Center ist davon nicht betroffen.`,
    }),
    denied_lately: ({ retryAfterSeconds = 60 }, duration) => ({
      what: 'Diese Rolle wurde Ihnen vor Kurzem abgelehnt; ich frage deshalb noch nicht wieder.',
      next: `Hier geht es wieder in ${dative(duration(Math.ceil(retryAfterSeconds / 60)))}. Eilt es, schreiben Sie den Genehmigenden in einem Chat.`,
    }),
    asked_meanwhile: said(
      'Sie haben diese Rolle mehrmals angefragt, und eine andere dieser Anfragen ist inzwischen abgelehnt, zurückgezogen oder vorbei.',
      'Ich habe keine zweite gestellt. Brauchen Sie die Rolle noch, fragen Sie neu.',
    ),
    scope_refused: said(
      'PIM nimmt diese Rolle für diesen Bereich nicht an.',
      'Wählen Sie sie unter Meine Rollen.',
    ),
    role_not_found: said('Entra kennt diese Rolle nicht mehr.', 'Meine Rollen zeigt, was es gibt.'),
    principal_not_found: said(
      'Entra kennt diese Person oder Gruppe nicht mehr.',
      'Nichts wurde geändert. Fragen Sie Ihre Administratoren, wenn Sie das überrascht.',
    ),
    resource_locked: said('PIM ist mit einer anderen Änderung an dieser Rolle beschäftigt.', TRY_IN_A_MINUTE),
    licence_missing: said(
      'Der Mandant hat keine Lizenz für Privileged Identity Management.',
      'Ein Administrator muss Lizenzen für Entra ID P2 oder Entra ID Governance zuweisen.',
    ),
    permission_missing: ({ scopes = [] }) => ({
      what: `Latchkey fehlt eine Berechtigung${scopes.length > 0 ? `: ${scopes.join(' oder ')}` : ' in Entra'}.`,
      next: 'Nichts wurde geändert. Ein Administrator muss ihr für Latchkey zustimmen.',
    }),
    forbidden: either(
      {
        what: 'Entra hat das nicht erlaubt.',
        next: 'Nichts wurde geändert. Ihre Administratoren sehen im Anmeldeprotokoll, warum.',
      },
      {
        what: 'Entra lässt nur einen Privileged Role Administrator oder einen Global Administrator ändern, was andere haben.',
        next: 'Nichts wurde geändert. Dürfen Sie eine solche Rolle aktivieren, tun Sie das, warten Sie eine Minute, und fragen Sie noch einmal.',
      },
    ),
    decide_in_portal: said(
      'Darüber lässt sich nur im Entra Admin Center entscheiden.',
      'Hier wurde nichts geändert. Öffnen Sie es dort über die Schaltfläche.',
    ),
    throttled: ({ retryAfterSeconds }, duration) => ({
      what: 'Entra bittet mich, langsamer zu machen.',
      next:
        retryAfterSeconds === undefined
          ? TRY_IN_A_MINUTE
          : `Nichts wurde geändert. Versuchen Sie es in ${dative(duration(Math.ceil(retryAfterSeconds / 60)))} noch einmal.`,
    }),
    pim_unavailable: said('Entra hat nicht geantwortet.', TRY_IN_A_MINUTE),
    egress_refused: said(
      'Latchkey ist so eingestellt, dass es diese Änderung nicht vornimmt.',
      'Nichts wurde geändert. Ein Administrator kann sie in den Einstellungen von Latchkey erlauben.',
    ),
    relay_stopped: said(
      'Latchkey gibt im Moment keine Änderungen weiter: Seine eigene App hat eine Berechtigung, mit der sie selbst Zugriffe ändern könnte.',
      'Nichts wurde geändert. Nutzen Sie vorerst das Entra Admin Center; ein Administrator muss der App diese Berechtigung nehmen.',
    ),
    relay_off: said(
      'Änderungen über Latchkey sind im Moment ausgeschaltet.',
      'Nichts wurde geändert. Aktivieren oder entscheiden Sie im Entra Admin Center, oder versuchen Sie es hier, wenn sie wieder eingeschaltet sind.',
    ),
    quarantined: said(
      'Latchkey wurde aus einer Sicherung wiederhergestellt und liest noch aus Entra, was seitdem geschehen ist.',
      'Nichts wurde geändert. Versuchen Sie es in einer Minute noch einmal, oder nutzen Sie das Entra Admin Center.',
    ),
    change_guarded: ({ guard = 'notOffered', maximumDays }) => guards[guard](maximumDays),
    assignment_kept: ({ guard, maximumDays, refusedWith }) => ({
      what: `Die Berechtigung ist jetzt da, aber die Zuweisung ließ sich nicht entfernen: Es gibt beides. ${
        guard === undefined ? because(refusedWith) : guards[guard](maximumDays).what
      }`,
      next: 'Nichts ist verloren. Nehmen Sie die Änderung noch einmal vor, wenn das behoben ist: Was erledigt ist, geschieht nicht zweimal. Oder entfernen Sie die Zuweisung im Entra Admin Center.',
    }),
    change_undone: ({ isLeftWithout = false }) =>
      isLeftWithout
        ? {
            what: 'Die Zuweisung wurde entfernt, und die Berechtigung, die vorher da war, ist weg: Jetzt gibt es weder noch. Jemand anders muss sie im selben Augenblick weggenommen haben.',
            next: 'Sehen Sie jetzt im Entra Admin Center nach, was die Person hat, und weisen Sie die Rolle als berechtigt zu, wenn sie gebraucht wird.',
          }
        : {
            what: 'Es war eingerichtet und ist wieder weg: Jemand anders hat es seitdem geändert.',
            next: 'Den Rest habe ich gelassen, wie er ist. Fragen Sie die anderen, die Rollen verwalten, bevor Sie es noch einmal versuchen.',
          },
    settings_changed: said(
      'Die Rolle ist anders eingestellt als zu der Zeit, als Sie sie sahen: Jemand anders hat sie seitdem geändert.',
      'Den Rest habe ich gelassen, wie er ist. Sehen Sie sich die Einstellungen noch einmal an, bevor Sie es wieder versuchen.',
    ),
    ...reviewErrors,
    ...lostAnswers,
    unexpected_answer: said(
      'Entra hat eine Antwort gegeben, die ich nicht verstehe.',
      'Ich habe nicht danach gehandelt. Sehen Sie im Entra Admin Center nach, bevor Sie es noch einmal versuchen.',
    ),
  },
  rules: unmetRules,
};
