import { button, element } from './element.js';

const CONSENT = 'application/vnd.microsoft.teams.card.file.consent';
const INFO = 'application/vnd.microsoft.teams.card.file.info';

function sizeInWords(bytes) {
  if (bytes < 1024) return `${bytes} bytes`;
  const isLarge = bytes >= 1024 * 1024;
  const amount = (bytes / (isLarge ? 1024 * 1024 : 1024)).toFixed(1);
  return `${amount} ${isLarge ? 'MB' : 'KB'}`;
}

const cardOf = (name, ...children) =>
  element(
    'div',
    { class: 'card', role: 'group', 'aria-label': `File ${name}` },
    element(
      'div',
      { class: 'card-surface card-file' },
      element('p', { class: 'card-file-name' }, name),
      children,
    ),
  );

/** Asks to take a file, as long as that is open. `onAnswer('accept' | 'decline')` resolves with a sentence when it went wrong. */
function consentView({ name, content }, answered, onAnswer) {
  const note = element('p', { class: 'card-note', role: 'status' });
  const about = [content.description, sizeInWords(content.sizeInBytes ?? 0)].filter(Boolean).join(' · ');
  if (answered !== undefined) {
    note.textContent = answered === 'accepted' ? 'You accepted the file.' : 'You declined the file.';
    return cardOf(name, element('p', {}, about), note);
  }
  const answer = async (action) => {
    const sentence = await onAnswer(action);
    note.textContent = sentence ?? '';
  };
  const buttons = element(
    'div',
    { class: 'card-file-buttons' },
    button({ title: 'Allow', class: 'primary', onclick: () => void answer('accept') }),
    button({ title: 'Decline', class: 'secondary', onclick: () => void answer('decline') }),
  );
  return cardOf(name, element('p', {}, about), buttons, note);
}

/** A file that is there, to be fetched. */
function infoView({ name, contentUrl }) {
  const isWeb = /^https?:\/\//i.test(contentUrl ?? '');
  return cardOf(
    name,
    isWeb ? element('a', { href: contentUrl, download: name, class: 'card-file-link' }, 'Download') : null,
  );
}

/** The cards of a message that are about files. */
export const fileViews = ({ attachments = [], fileConsent }, onAnswer) =>
  attachments.flatMap((attachment) => {
    if (attachment.contentType === CONSENT)
      return [consentView({ content: {}, ...attachment }, fileConsent, onAnswer)];
    return attachment.contentType === INFO ? [infoView(attachment)] : [];
  });
