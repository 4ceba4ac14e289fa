// What the course's widgets share: Korean sentences with `code` in backticks, as nodes, and elements in one line.
function words(text) {
  return text.split("`").map((part, place) => (place % 2 ? make("code", { text: part }) : part));
}

function make(tag, { text, name, ...attributes } = {}, ...children) {
  const node = document.createElement(tag);
  if (name) node.className = name;
  if (text !== undefined) node.textContent = text;
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...children);
  return node;
}
