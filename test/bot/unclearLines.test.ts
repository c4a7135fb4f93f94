import assert from 'node:assert/strict';
import { understand } from '../../src/bot/commands.ts';
import { told } from './understoodTold.ts';

/** Lines of which a part is not understood, or that mean something else than their first word: none does what was not said. */
const heard: Readonly<Record<string, readonly (readonly [typed: string, told: string])[]>> = {
  'taking back': [
    ['cancel it', 'cancel'],
    ['stop that please', 'cancel'],
    ['cancel my request', 'cancel'],
    ['cancel the pending activation', 'cancel'],
    ['cancel because the mailbox works again', 'cancel'],
    ['cancel teams admin', 'cancel | teams admin'],
    ['cancel my request for the Teams Admin role', 'cancel | Teams Admin'],
    ['cancel exchange admin activation because done', 'cancel | exchange admin'],
    ['cancel exchange admin tomorrow', 'cancel | exchange admin tomorrow'],
    ['stop reminding me every hour', 'cancel | reminding me every hour'],
    ['please stop sending me this every morning', 'cancel | sending me this every morning'],
    ['cancle 3', 'cancel | 3'],
    ['never mind the mailbox', 'cancel | mailbox'],
  ],
  'stopping the digest': [
    ['stop digest', 'digest off'],
    ['cancel my digest', 'digest off'],
    ['quit the daily summary', 'digest off'],
    ['stop my day', 'digest off'],
    ['please stop sending me the digest every morning', 'digest off'],
    ['turn off digest', 'digest off'],
    ['end digest', 'digest off'],
    ['disable the digest', 'digest off'],
    ['deactivate digest', 'digest off'],
    ['stop the digest at weekends', 'digest weekends off'],
    ['stop the digest next week', 'digest unclear'],
    ['turn off digest reader', 'deactivate | digest reader'],
  ],
  'taking back, in German': [
    ['abbrechen bitte', 'cancel'],
    ['brich das ab', 'cancel'],
    ['brich die Anforderung ab', 'cancel'],
    ['ich möchte die Aktivierung abbrechen', 'cancel'],
    ['abbrechen, weil das Postfach wieder geht', 'cancel'],
    ['abbrechen Teams Admin', 'cancel | Teams Admin'],
    ['brich die Anforderung für Teams Admin ab', 'cancel | Teams Admin'],
    ['abbrechen wäre schade', 'cancel | wäre schade'],
    ['stopp, das brauche ich nicht mehr', 'cancel | brauche ich nicht mehr'],
  ],
  'stopping the digest, in German': [
    ['stopp den Digest', 'digest off'],
    ['beende die Tagesübersicht', 'digest off'],
    ['deaktiviere meinen Digest bitte', 'digest off'],
    ['ich möchte die Zusammenfassung deaktivieren', 'digest off'],
    ['schalte den Digest ab', 'digest off'],
    ['bestelle die Tagesübersicht bitte ab', 'digest off'],
    ['keine Tagesübersicht mehr', 'digest off'],
    ['beende den Digest am Wochenende', 'digest weekends off'],
    ['stopp den Digest nächste Woche', 'digest unclear'],
  ],
  'keeping for longer': [
    ['extend helpdesk admin for another 2 hours', 'extend | helpdesk admin'],
    ['extend helpdesk 2 more hours', 'extend | helpdesk'],
    ['extend helpdesk by another hour', 'extend | helpdesk'],
    ['extend helpdesk until 17:00', 'extend | helpdesk'],
    ['extend my helpdesk eligibility', 'extend | helpdesk'],
    ['extend by an hour', 'extend | '],
    ['extend it please', 'extend | '],
    ['extend my role', 'extend | '],
    ['verlängere die Rolle Helpdesk um eine Stunde', 'extend | Helpdesk'],
    ['verlängere Helpdesk um weitere 30 Minuten', 'extend | Helpdesk'],
    ['verlängere Helpdesk noch um eine weitere Stunde', 'extend | Helpdesk'],
    ['verlängere meine Berechtigung für Helpdesk', 'extend | Helpdesk'],
    ['verlängere um 2 Stunden', 'extend | '],
    ['verlängere sie bitte', 'extend | '],
  ],
  'giving back at once, or not at all': [
    ['deactivate because it is done', 'deactivate | '],
    ['deactivate user admin because it took 2h', 'deactivate | user admin'],
    ['deactivate in 30 minutes', 'deactivate | in 30 minutes'],
    ['end at 18:00', 'deactivate | at 18:00'],
    ['turn off user admin tomorrow', 'deactivate | user admin tomorrow'],
    ['give back user admin for 2 hours', 'deactivate | user admin for 2 hours'],
    ['deaktiviere Helpdesk morgen um 9', 'deactivate | Helpdesk morgen um 9'],
    ['beende Helpdesk in 30 Minuten', 'deactivate | Helpdesk in 30 Minuten'],
    ['beende Helpdesk, weil es 2 Stunden gedauert hat', 'deactivate | Helpdesk'],
  ],
  'one decision at a time': [
    ['approve 3.5', 'approve ? (3.5)'],
    ['approve 3 and 4', 'approve ? (3 and 4)'],
    ['approve 3, 4', 'approve ? (3, 4)'],
    ['approve 3-5', 'approve ? (3-5)'],
    ['approve 3?', 'approve ? (3?)'],
    ['approve 3 not', 'approve ? (3 not)'],
    ['approve 3 if there is a ticket', 'approve ? (3 if there is a ticket)'],
    ['approve 3 tomorrow', 'approve ? (3 tomorrow)'],
    ['approve 2 requests', 'approve ? (2 requests)'],
    ['allow 2 hours', 'approve ? (2 hours)'],
    ['allow 2h', 'approve ? (2h)'],
    ['refuse 2 of them', 'deny ? (2 of them)'],
    ['deny 3 not planned', 'deny 3 (not planned)'],
    ['deny 3 no ticket', 'deny 3 (no ticket)'],
    ['approve 3 because 4 is done', 'approve 3 (4 is done)'],
    ['genehmige 3 und 4', 'approve ? (3 und 4)'],
    ['genehmige 3, falls ein Ticket da ist', 'approve ? (3, falls ein Ticket da ist)'],
    ['genehmige 2 Stunden', 'approve ? (2 Stunden)'],
    ['genehmige 3 erst morgen', 'approve ? (3 erst morgen)'],
  ],
};

describe('understand, where a line says more than a command', () => {
  for (const [title, lines] of Object.entries(heard)) {
    describe(title, () => {
      for (const [typed, expected] of lines) {
        it(`hears ${JSON.stringify(typed)} as ${expected}`, () => {
          assert.equal(told(understand(typed)), expected);
        });
      }
    });
  }
});
