/* global document */

/**
 * Makes an element. Attributes go by their HTML names, functions under `onclick` and the like become listeners,
 * `true` is an empty attribute, `false`, `null` and `undefined` are left out. Children are nodes or text: nothing
 * is ever parsed as HTML.
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') made.addEventListener(name.slice(2), value);
    else if (value !== false && value !== null && value !== undefined) {
      made.setAttribute(name, value === true ? '' : String(value));
    }
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

/** A picture of our own from `icons/`, in the colour of the text around it; hidden from assistive technology. */
export const icon = (name) => element('span', { class: `icon icon-${name}`, 'aria-hidden': 'true' });

/** A button; with `iconName` the picture comes before the title. */
export const button = ({ title, iconName, ...attributes }) =>
  element(
    'button',
    { type: 'button', ...attributes },
    iconName === undefined ? null : icon(iconName),
    title === undefined ? null : element('span', { class: 'button-title' }, title),
  );

/** A button that shows a picture only; `label` is its name and its tooltip. */
export const iconButton = ({ label, iconName, ...attributes }) =>
  button({
    iconName,
    'aria-label': label,
    title: undefined,
    ...attributes,
    class: `icon-button ${attributes.class ?? ''}`,
  });

let uniqueIds = 0;

/** An id that no other element has, for `aria-controls`, `for` and the like. */
export function uniqueId(name) {
  uniqueIds += 1;
  return `${name}-${uniqueIds}`;
}
