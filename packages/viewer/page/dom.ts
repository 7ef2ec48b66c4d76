/** Elements of the page: made of names and texts, never of markup. */

type Child = Node | string;

/** An element with attributes and what stands in it. */
export const make = <T extends keyof HTMLElementTagNameMap>(
  tag: T,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[T] => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
};

/** A button that does one thing. */
export const button = (text: string, label: string, act: () => void): HTMLButtonElement => {
  const made = make('button', { type: 'button', title: label, 'aria-label': label }, text);
  made.addEventListener('click', act);
  return made;
};

/** Takes a class to or from an element. */
export const mark = (element: Element, name: string, on: boolean): void => void element.classList.toggle(name, on);

/** Elements of SVG, from a text of ours. Throws where the text is not well formed. */
export const svgOf = (body: string): readonly Node[] => {
  const text = `<svg xmlns="http://www.w3.org/2000/svg">${body}</svg>`;
  const found = new DOMParser().parseFromString(text, 'image/svg+xml');
  if (found.querySelector('parsererror') !== null) throw new Error('the picture is not well formed');
  return [...found.documentElement.childNodes].map((node) => document.importNode(node, true));
};
