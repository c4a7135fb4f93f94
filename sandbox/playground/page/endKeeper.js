/* global ResizeObserver */

const nearTheEndPx = 80;

/**
 * Keeps `scroller` at its end while `content` or the scroller itself changes its size, for as long as the reader is
 * there; somebody who has scrolled up is left in peace. `onReached` is called when the reader is back at the end.
 */
export function keepAtEnd(scroller, content, onReached) {
  let isAtEnd = true;
  let lastTop = 0;
  let lastHeight = 0;
  const toEnd = () => {
    scroller.scrollTop = scroller.scrollHeight;
    isAtEnd = true;
    onReached();
  };
  scroller.addEventListener('scroll', () => {
    const isNear = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < nearTheEndPx;
    // Only a reader scrolls up while the content stays as it is; a message that goes away moves the scroller too.
    if (isNear) isAtEnd = true;
    else if (scroller.scrollTop < lastTop && scroller.scrollHeight === lastHeight) isAtEnd = false;
    lastTop = scroller.scrollTop;
    lastHeight = scroller.scrollHeight;
    if (isNear) onReached();
  });
  const observer = new ResizeObserver(() => {
    if (isAtEnd) toEnd();
  });
  observer.observe(scroller);
  observer.observe(content);
  return { toEnd, isAtEnd: () => isAtEnd };
}
