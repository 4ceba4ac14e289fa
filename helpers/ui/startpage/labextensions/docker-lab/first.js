// The course's first page above JupyterLab, which takes seconds to load: what is pressed in it is kept, and followed in
// JupyterLab as soon as that stands (lab.js). Until then the page is read as if it were alone.

const first = document.getElementById('course-first');

/**
 * Where a press leads in JupyterLab; pages to keep and to print open in its place.
 * @param {MouseEvent} event
 */
function goal(event) {
  const anchor = event.target instanceof Element ? event.target.closest('a') : null;
  if (!anchor || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return '';
  return anchor.hash === anchor.getAttribute('href') || /\/course\/\w/.test(anchor.href) ? '' : anchor.href;
}

/** Says that JupyterLab is still on its way. */
function wait() {
  const words = document.createElement('p');
  words.className = 'opening';
  words.setAttribute('role', 'status');
  first?.append(words);
  words.textContent = '노트북을 여는 중이에요…';
}

/** The address that was pressed first. */
export const pressed = new Promise((/** @type {(address: string) => void} */ resolve) => {
  const take = (/** @type {Event} */ event, /** @type {string} */ address) => {
    event.preventDefault();
    wait();
    resolve(address);
  };
  first?.addEventListener('click', (event) => {
    const address = goal(event);
    if (address) take(event, address);
  });
  first?.addEventListener('submit', (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    take(event, `${form.action}?${new URLSearchParams(/** @type {never} */ (new FormData(form)))}`);
  });
});
