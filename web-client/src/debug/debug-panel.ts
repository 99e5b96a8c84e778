// A panel of figures that a key shows and hides; where there are no keys, a button in the settings
// does.
import { element } from "../ui/dom";

export interface DebugPanel {
  readonly node: HTMLElement;
  readonly caption: string;
  toggle(): void;
}

export function createDebugPanel(
  root: HTMLElement,
  { className, caption, key }: { className: string; caption: string; key: string },
): DebugPanel {
  const node = element("section", {
    className,
    testid: className,
    label: caption,
    hidden: true,
  });
  const toggle = () => {
    node.hidden = !node.hidden;
  };
  window.addEventListener("keydown", (event) => {
    if (event.code !== key || event.altKey) return;
    event.preventDefault();
    toggle();
  });
  root.append(node);
  return { node, caption: `${caption} (${key})`, toggle };
}
