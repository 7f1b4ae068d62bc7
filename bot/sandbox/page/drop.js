/** Files dragged onto a phone. */

/** Lets files be dropped on a node; `accepted(files)` gets them. */
export function acceptDrops(node, accepted) {
  const carriesFiles = (event) => event.dataTransfer?.types.includes("Files");
  node.addEventListener("dragover", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    node.classList.add("dropping");
  });
  node.addEventListener("dragleave", (event) => node.contains(event.relatedTarget) || node.classList.remove("dropping"));
  node.addEventListener("drop", (event) => {
    node.classList.remove("dropping");
    if (!carriesFiles(event)) return;
    event.preventDefault();
    accepted([...event.dataTransfer.files]);
  });
}
