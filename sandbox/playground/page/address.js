/* global location, history */

/** What the address asks for: `?person={oid}&beside={oid}&theme=dark|light&pane=closed`. */
export function readAddress() {
  const asked = new URL(location.href).searchParams;
  const theme = asked.get('theme');
  return {
    person: asked.get('person')?.toLowerCase(),
    beside: asked.get('beside')?.toLowerCase(),
    theme: theme === 'dark' || theme === 'light' ? theme : undefined,
    isPaneClosed: asked.get('pane') === 'closed',
  };
}

/** Writes who is open into the address, so that a reload and a shared link show the same chats. */
export function writeAddress([person, beside]) {
  const url = new URL(location.href);
  for (const [name, value] of Object.entries({ person, beside })) {
    if (value === undefined) url.searchParams.delete(name);
    else url.searchParams.set(name, value);
  }
  history.replaceState(null, '', url);
}
