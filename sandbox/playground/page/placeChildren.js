/**
 * Makes `nodes` the children of `parent` and touches no child that already stands where it should: an element that is
 * taken out and put back loses its focus and its scrolling.
 */
export function placeChildren(parent, nodes) {
  const wanted = new Set(nodes);
  for (const child of [...parent.children]) if (!wanted.has(child)) child.remove();
  nodes.forEach((node, at) => {
    if (parent.children[at] !== node) parent.insertBefore(node, parent.children[at] ?? null);
  });
}
