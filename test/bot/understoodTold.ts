import { type Understood } from '../../src/bot/commands.ts';
import { type DigestWish } from '../../src/bot/digestWords.ts';
import { type Question } from '../../src/bot/questionWords.ts';
import { timesTold } from './timesTold.ts';

/** What is wanted of the digest, in the words of the command. */
function wished(wish: DigestWish): string {
  switch (wish.kind) {
    case 'at':
      return `at ${wish.time}`;
    case 'weekends':
      return `weekends ${wish.isOn ? 'on' : 'off'}`;
    default:
      return wish.kind;
  }
}

/** One word for what was understood, with what counts of it. */
export function told(understood: Understood): string {
  switch (understood.command) {
    case 'activate':
    case 'emergency': {
      const { roleWords, duration, justification, ticketNumber, times } = understood.words;
      const minutes = duration?.kind === 'minutes' ? `${duration.minutes}m` : duration?.kind;
      const at = times === undefined ? undefined : `@${timesTold(times)}`;
      const parts = [roleWords, minutes, at, ticketNumber, justification && `(${justification})`];
      return [understood.command, ...parts.filter((part) => part !== undefined)].join(' | ');
    }
    case 'deactivate':
    case 'extend':
      return `${understood.command} | ${understood.roleWords}`;
    case 'cancel':
      return understood.roleWords === '' ? 'cancel' : `cancel | ${understood.roleWords}`;
    case 'approve':
    case 'deny':
      return `${understood.command} ${understood.number ?? '?'} (${understood.comment})`;
    case 'digest':
      return `digest ${wished(understood.wish)}`;
    case 'assign': {
      const { roleWords, personWords, what } = understood.words;
      return ['assign', roleWords, personWords, what].join(' | ');
    }
    case 'save': {
      const { roleWords, name, justification } = understood.words;
      return ['save', roleWords, name, ...(justification === undefined ? [] : [justification])].join(' | ');
    }
    case 'question':
      return asked(understood.question);
    default:
      return understood.command;
  }
}

/** A question with what counts of it. */
function asked(question: Question): string {
  switch (question.kind) {
    case 'holders':
      return `${question.question} | ${question.words}`;
    case 'history':
      return `history | ${question.words} | ${String(question.days)}d`;
    case 'stats':
      return `stats | ${String(question.days)}d`;
    case 'settings':
      return `settings | ${question.words}`;
  }
}
