/** Line icons on a 24 × 24 grid, drawn with the text colour around them. */

const PATHS = {
  attach: ["M20 11.5l-8.2 8.2a5.3 5.3 0 0 1-7.5-7.5l8.5-8.5a3.5 3.5 0 0 1 5 5l-8.5 8.4a1.8 1.8 0 0 1-2.5-2.5l7.8-7.7"],
  photo: ["M4 5h16v14H4z", "M4 16l4.5-4.5 4 4 3-3L20 17", "M15.5 9.2h.01"],
  file: ["M6 3h8l5 5v13H6z", "M14 3v5h5"],
  send: ["M4 12L20 4l-5 16-3.5-6.5z", "M11.5 13.5L20 4"],
  keyboard: ["M3 7h18v11H3z", "M7 11h.01M11 11h.01M15 11h.01M17.5 11h.01M8 14.8h8"],
  commands: ["M5 4h14v16H5z", "M13.5 8l-3 8"],
  answer: ["M9 7L4 12l5 5", "M4 12h9a7 7 0 0 1 7 7"],
  close: ["M6 6l12 12M18 6L6 18"],
  down: ["M6 9.5l6 6 6-6"],
  previous: ["M14.5 6l-6 6 6 6"],
  next: ["M9.5 6l6 6-6 6"],
  download: ["M12 4v11", "M7.5 11l4.5 4.5 4.5-4.5", "M5 20h14"],
  more: ["M12 5.5h.01M12 12h.01M12 18.5h.01"],
};

const SVG = "http://www.w3.org/2000/svg";

/** The named icon as an SVG node, hidden from screen readers: its button carries the words. */
export function icon(name) {
  const drawing = document.createElementNS(SVG, "svg");
  drawing.setAttribute("viewBox", "0 0 24 24");
  drawing.setAttribute("class", "icon");
  drawing.setAttribute("aria-hidden", "true");
  for (const line of PATHS[name]) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", line);
    drawing.append(path);
  }
  return drawing;
}
