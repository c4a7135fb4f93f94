const escapes = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text as HTML that shows exactly this text. */
export const escapeHtml = (text) => text.replace(/[&<>"']/g, (character) => escapes[character]);

/** The address as it may be opened, or undefined: https anywhere, http on this machine's loopback only. */
function safeAddress(address) {
  try {
    const url = new URL(address);
    const isAllowed = url.protocol === 'https:' || (url.protocol === 'http:' && url.hostname === '127.0.0.1');
    return isAllowed ? url.href : undefined;
  } catch {
    return undefined;
  }
}

const link = (title, address) => {
  const safe = safeAddress(address);
  return safe === undefined
    ? undefined
    : `<a href="${escapeHtml(safe)}" target="_blank" rel="noopener noreferrer">${inline(title)}</a>`;
};

/** Code, links, bold, italic: each pattern with what it becomes, or undefined to stay as it was typed. */
const inlinePatterns = [
  [/`([^`]+)`/, (match) => `<code>${escapeHtml(match[1])}</code>`],
  [/\[([^\]]{1,1000})\]\(([^()\s]+)\)/, (match) => link(match[1], match[2])],
  [/\*\*(?=\S)(.+?\S|\S)\*\*/, (match) => `<strong>${inline(match[1])}</strong>`],
  [/(?<![\w*])\*(?=[^\s*])(.*?[^\s*])\*(?![\w*])/, (match) => `<em>${inline(match[1])}</em>`],
  [/(?<!\w)_(?=\S)(.*?\S)_(?!\w)/, (match) => `<em>${inline(match[1])}</em>`],
];

function firstMatch(text) {
  let first;
  for (const [pattern, become] of inlinePatterns) {
    const match = pattern.exec(text);
    if (match !== null && (first === undefined || match.index < first.match.index)) first = { match, become };
  }
  return first;
}

/** One line of the subset as HTML. Text is escaped exactly once, on its way out. */
function inline(text) {
  const first = firstMatch(text);
  if (first === undefined) return escapeHtml(text);
  const { match, become } = first;
  return (
    escapeHtml(text.slice(0, match.index)) +
    (become(match) ?? escapeHtml(match[0])) +
    inline(text.slice(match.index + match[0].length))
  );
}

const bullet = /^\s*[-*+]\s+(?!\s)(.*)$/;
const numbered = /^\s*\d{1,9}[.)]\s+(?!\s)(.*)$/;

function listAt(lines, start, pattern, tag) {
  let end = start;
  while (end < lines.length && pattern.test(lines[end])) end += 1;
  const items = lines.slice(start, end).map((line) => `<li>${inline(pattern.exec(line)[1])}</li>`);
  const first = tag === 'ol' ? ` start="${Number.parseInt(lines[start].trim(), 10)}"` : '';
  return { html: `<${tag}${first}>${items.join('')}</${tag}>`, end };
}

function paragraphAt(lines, start) {
  let end = start;
  while (
    end < lines.length &&
    lines[end].trim() !== '' &&
    !bullet.test(lines[end]) &&
    !numbered.test(lines[end])
  ) {
    end += 1;
  }
  return { html: `<p>${lines.slice(start, end).map(inline).join('<br>')}</p>`, end };
}

/**
 * The Markdown that Teams reads in cards and messages: bold, italic, code, links, lists; no images, no HTML.
 * Everything else is text, escaped.
 */
export function markdownToHtml(text) {
  const lines = text.split(/\r\n|\r|\n/);
  const blocks = [];
  for (let at = 0; at < lines.length;) {
    if (lines[at].trim() === '') {
      at += 1;
      continue;
    }
    const block = bullet.test(lines[at])
      ? listAt(lines, at, bullet, 'ul')
      : numbered.test(lines[at])
        ? listAt(lines, at, numbered, 'ol')
        : paragraphAt(lines, at);
    blocks.push(block.html);
    at = block.end;
  }
  return blocks.join('');
}
