// The network lab, shown with F4: a simulated network under the running game, a switch for each
// technique that hides it, and figures that show the effect of the switch.
import { CLEAN, type LinkProfile, PROFILE_NAMES, PROFILES } from "../net/link-model";
import type { GameView } from "../netcode/game-view";
import { type LabSwitches, normalPlay } from "../netcode/lab-switches";
import { button, element, setText } from "../page/dom";
import { words } from "../words/language";
import { createDebugPanel, type DebugPanel } from "./debug-panel";
import { FIGURES, SLIDERS, SWITCHES } from "./lab-texts";

/** The network lab; call `update` once a render frame. */
export interface NetworkLab {
  readonly panel: DebugPanel;
  update(view: GameView, nowMs: number): void;
}

/** The link that the lab puts under the game; undefined means the real network. */
export interface LabLink {
  profile: LinkProfile | undefined;
}

/** Options of the profile list in addition to the profiles. */
const REAL = "real";
const OWN_MIX = "mix";
/** A longer text is a sentence and gets its own lines. */
const FIGURE_LENGTH_MAX = 32;
const WORDS_EVERY_MS = 200;

/** Creates the network lab, which changes the link and the switches while playing. */
export function createNetworkLab(
  root: HTMLElement,
  link: LabLink,
  switches: LabSwitches,
): NetworkLab {
  const panel = createDebugPanel(root, {
    className: "network-lab",
    caption: words.lab.caption,
    key: "F4",
    closeId: "lab-close",
  });
  // A press on the panel fires no shot, and the focus leaves it so that the keys keep flying.
  panel.node.addEventListener("pointerdown", (event) => event.stopPropagation());
  panel.node.addEventListener("change", ({ target }) => {
    if (target instanceof HTMLElement) target.blur();
  });
  return new LabPanel(panel, link, switches);
}

class LabPanel implements NetworkLab {
  private readonly picker = element("select", { testid: "lab-profile", label: words.lab.network });
  private readonly sliders = SLIDERS.map(({ name, title, max, step }) => {
    const input = slider(name, max, step);
    input.addEventListener("input", () => this.mix(name, Number(input.value)));
    return { name, input, title, value: element("output") };
  });
  private readonly boxes = SWITCHES.map(({ name, title, sees }) => {
    const input = element("input", { testid: `lab-${name}` });
    input.type = "checkbox";
    input.addEventListener("change", () => {
      this.switches[name] = input.checked;
    });
    return { name, input, title, sees };
  });
  private readonly cells = FIGURES.map(([id, title, format]) => {
    return { title, format, cell: element("dd", { testid: `lab-${id}` }) };
  });
  private wordsDueMs = 0;

  constructor(
    readonly panel: DebugPanel,
    private readonly link: LabLink,
    private readonly switches: LabSwitches,
  ) {
    const { realNetwork, ownMix, profiles } = words.lab;
    this.picker.append(
      new Option(realNetwork, REAL),
      ...PROFILE_NAMES.map((name) => new Option(profiles[name], name)),
      new Option(ownMix, OWN_MIX),
    );
    this.picker.addEventListener("change", () => this.pick(this.picker.value));
    const reset = button("lab-reset", words.lab.asNormal, () => this.reset());
    const figures = element("dl", { testid: "lab-figures" });
    for (const { title, cell } of this.cells) figures.append(element("dt", { text: title }), cell);
    panel.node.append(
      this.picker,
      this.sliderList(),
      figures,
      ...this.boxes.map(({ input, title, sees }) => {
        const label = element("span", {}, element("b", { text: title }), ` ${sees}`);
        return element("label", {}, input, label);
      }),
      reset,
    );
    this.show();
  }

  update(view: GameView, nowMs: number): void {
    if (this.panel.node.hidden || nowMs < this.wordsDueMs) return;
    this.wordsDueMs = nowMs + WORDS_EVERY_MS;
    for (const { cell, format } of this.cells) {
      const text = format(view.net);
      setText(cell, text);
      cell.classList.toggle("sentence", text.length > FIGURE_LENGTH_MAX);
    }
  }

  private pick(choice: string): void {
    const name = PROFILE_NAMES.find((known) => known === choice);
    if (name !== undefined) this.link.profile = { ...PROFILES[name] };
    else this.link.profile = choice === REAL ? undefined : (this.link.profile ?? { ...CLEAN });
    this.show();
  }

  private mix(name: keyof LinkProfile, value: number): void {
    this.link.profile = { ...(this.link.profile ?? CLEAN), [name]: value };
    this.picker.value = OWN_MIX;
    this.show();
  }

  private reset(): void {
    Object.assign(this.switches, normalPlay());
    this.picker.value = REAL;
    this.pick(REAL);
  }

  /** Updates the controls to the current values. */
  private show(): void {
    const profile = this.link.profile ?? CLEAN;
    for (const { name, input, value } of this.sliders) {
      input.value = String(profile[name]);
      setText(value, input.value);
    }
    for (const { name, input } of this.boxes) input.checked = this.switches[name];
  }

  private sliderList(): HTMLElement {
    const list = element("details", {}, element("summary", { text: words.lab.mixYourOwn }));
    for (const { title, input, value } of this.sliders) {
      list.append(element("label", {}, element("span", { text: title }), input, value));
    }
    return list;
  }
}

function slider(name: string, max: number, step: number): HTMLInputElement {
  const input = element("input", { testid: `lab-${name}` });
  input.type = "range";
  input.min = "0";
  input.max = String(max);
  input.step = String(step);
  return input;
}
