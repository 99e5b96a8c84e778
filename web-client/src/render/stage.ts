import { Container, type Renderer } from "pixi.js";
import { VIEW_MARGIN_U } from "../gen/constants";
import type { GameView } from "../netcode/game-view";
import { settings } from "../settings/settings-store";
import { Camera, pixelsPerU, viewBox } from "../view/camera";
import { resolutionOf } from "../view/pixel-ratio";
import { chooseRenderer, gpuName, type RendererKind } from "../view/renderer-choice";
import { gaze, screen } from "../view/screen";
import { Asteroids } from "./asteroids";
import { createAttract } from "./attract";
import { Grid, Letterbox, type Sight, Stars, Walls } from "./backdrop";
import { repaintTextures } from "./bake";
import { Beams } from "./beams";
import { Bolts } from "./bolts";
import { ContextWatch } from "./context-watch";
import { createRenderer } from "./create-renderer";
import { type EffectStage, showEvents } from "./effects";
import { Fleet } from "./fleet";
import { Ghosts } from "./ghosts";
import { NameTags } from "./name-tags";
import { Particles } from "./particles";
import { Pickups } from "./pickups";
import { createVignette, Hurt } from "./vignette";

/** The picture of the game; call `draw` once a render frame, with times in ms. */
export interface Stage {
  draw(view: GameView, nowMs: number, dtMs: number): void;
}

const DT_MAX_MS = 100;
/** Moving things are drawn up to this distance outside the box that everyone sees. */
const ENTITY_MARGIN_U = VIEW_MARGIN_U / 2;

/** Creates the picture of the game, drawn into a canvas that fills the root. */
export async function createStage(root: HTMLElement): Promise<Stage> {
  const { kind, renderer } = await createRenderer(chooseRenderer(window.location.search, gpuName));
  root.classList.add("stage-root");
  root.append(canvasOf(renderer, kind));
  return new PixiStage(root, renderer, kind);
}

function canvasOf(renderer: Renderer, kind: RendererKind): HTMLCanvasElement {
  const canvas = renderer.canvas as HTMLCanvasElement;
  canvas.className = "stage";
  canvas.dataset.testid = "stage";
  canvas.dataset.renderer = kind;
  canvas.setAttribute("aria-hidden", "true");
  return canvas;
}

class PixiStage implements Stage {
  private readonly scene = new Container();
  private readonly world = new Container();
  private readonly camera = new Camera();
  private readonly hurt = new Hurt();
  private readonly sight: Sight = { left: 0, top: 0, right: 0, bottom: 0 };
  private readonly attract = createAttract(7);
  private readonly stars: Stars;
  private readonly grid: Grid;
  private readonly walls: Walls;
  private readonly asteroids: Asteroids;
  private readonly pickups: Pickups;
  private readonly bolts: Bolts;
  private readonly ghosts: Ghosts;
  private readonly letterbox: Letterbox;
  private readonly effects: EffectStage;
  private readonly trails: Particles;
  private readonly showHurt: (opacity: number) => void;
  private readonly bound = { x: 0, y: 0 };
  private context: ContextWatch;
  private replacing = false;
  private halfBoxWidth = 0;
  private halfBoxHeight = 0;

  constructor(
    root: HTMLElement,
    private renderer: Renderer,
    private kind: RendererKind,
  ) {
    this.context = new ContextWatch(renderer.canvas as HTMLCanvasElement);
    const rich = kind === "webgl";
    this.stars = new Stars(this.layer(this.scene), rich ? 60 : 40, rich);
    this.scene.addChild(this.world);
    this.grid = new Grid(this.layer(this.world));
    const light = this.layer(this.world);
    this.asteroids = new Asteroids(this.layer(this.world));
    const signs = this.layer(this.world);
    this.walls = new Walls(this.layer(this.world));
    const ships = {
      light,
      hull: this.layer(this.world),
      flash: this.layer(this.world),
      label: new Container(),
    };
    const bolts = this.layer(this.world);
    this.world.addChild(ships.label);
    this.trails = new Particles(light, rich ? 420 : 240);
    this.pickups = new Pickups(light, signs);
    this.bolts = new Bolts(bolts);
    this.ghosts = new Ghosts(this.layer(this.world));
    this.letterbox = new Letterbox(this.layer(this.scene));
    this.effects = {
      particles: new Particles(bolts, rich ? 420 : 200),
      beams: new Beams(bolts),
      fleet: new Fleet(ships, this.trails, new NameTags()),
      camera: this.camera,
      hurt: this.hurt,
    };
    this.showHurt = createVignette(root);
  }

  draw(view: GameView, nowMs: number, elapsedMs: number): void {
    // The time stamp of a frame may be earlier than a clock reading before it; a hidden tab's frame
    // is long.
    const dtMs = Math.min(DT_MAX_MS, Math.max(0, elapsedMs));
    const playing = view.phase === "playing" || view.phase === "reconnecting";
    const shown = playing ? view : this.attractView(nowMs, dtMs);
    this.fitWindow();
    this.moveCamera(shown, nowMs, dtMs, playing);
    showEvents(shown, this.effects, nowMs);
    this.drawWorld(shown, nowMs, dtMs);
    const { own } = view;
    const pulseMs = settings.calm() ? 0 : nowMs;
    this.showHurt(playing ? this.hurt.settle(dtMs, own.healthPoints, own.alive, pulseMs) : 0);
    if (this.context.isThere(dtMs)) this.renderer.render(this.scene);
    else if (this.context.isGone) void this.replaceRenderer();
  }

  private attractView(nowMs: number, dtMs: number): GameView {
    return settings.calm() ? this.attract.still() : this.attract.advance(nowMs, dtMs);
  }

  /** Replaces a WebGL renderer that is permanently lost by the canvas renderer. */
  private async replaceRenderer(): Promise<void> {
    if (this.replacing) return;
    this.replacing = true;
    const { kind, renderer } = await createRenderer("canvas");
    const canvas = canvasOf(renderer, kind);
    this.renderer.canvas.replaceWith(canvas);
    this.renderer = renderer;
    this.kind = kind;
    this.context = new ContextWatch(canvas);
    repaintTextures();
    // A change of the scene makes Pixi rebuild its draw list for the new renderer.
    this.scene.removeChild(this.layer(this.scene));
    screen.width = 0;
  }

  private layer(parent: Container): Container {
    return parent.addChild(new Container());
  }

  private fitWindow(): void {
    const { innerWidth, innerHeight } = window;
    const resolution = resolutionOf(this.kind);
    const sized = screen.width === innerWidth && screen.height === innerHeight;
    if (sized && this.renderer.resolution === resolution) return;
    screen.width = innerWidth;
    screen.height = innerHeight;
    screen.pixelsPerU = pixelsPerU(innerWidth, innerHeight);
    const box = viewBox(innerWidth, innerHeight);
    this.halfBoxWidth = box.width / 2;
    this.halfBoxHeight = box.height / 2;
    this.renderer.resize(innerWidth, innerHeight, resolution);
  }

  private moveCamera(view: GameView, nowMs: number, dtMs: number, playing: boolean): void {
    const { camera, sight } = this;
    camera.follow(view.own.x, view.own.y, playing ? this.boundGaze() : NO_GAZE, dtMs);
    camera.settleShake(nowMs, playing && settings.shakes());
    const scale = screen.pixelsPerU;
    const left = screen.width / 2 - camera.x * scale + camera.shakeX;
    const top = screen.height / 2 - camera.y * scale + camera.shakeY;
    this.world.position.set(left, top);
    this.world.scale.set(scale);
    screen.ownX = left + view.own.x * scale;
    screen.ownY = top + view.own.y * scale;
    sight.left = -left / scale;
    sight.top = -top / scale;
    sight.right = (screen.width - left) / scale;
    sight.bottom = (screen.height - top) / scale;
  }

  /**
   * A cursor beyond the box leads the camera no further than one at its edge, so that wide screens
   * see no more.
   */
  private boundGaze(): { x: number; y: number } {
    const { bound, halfBoxWidth, halfBoxHeight } = this;
    bound.x = Math.max(-halfBoxWidth, Math.min(halfBoxWidth, gaze.x));
    bound.y = Math.max(-halfBoxHeight, Math.min(halfBoxHeight, gaze.y));
    return bound;
  }

  private drawWorld(view: GameView, nowMs: number, dtMs: number): void {
    const scale = screen.pixelsPerU;
    const { camera, effects } = this;
    this.stars.draw(camera, screen.width, screen.height, scale);
    this.grid.draw(this.sight, view.arena.side, scale);
    this.walls.draw(this.sight, view.arena.side);
    this.asteroids.draw(view.arena, this.inSight);
    this.pickups.draw(view, settings.calm() ? 0 : nowMs, this.inBox);
    effects.fleet.draw(view, nowMs, scale, this.inBox);
    this.bolts.draw(view, this.inBox);
    this.ghosts.draw(view, this.inBox);
    effects.beams.draw(nowMs);
    effects.particles.advance(dtMs);
    this.trails.advance(dtMs);
    const attracting = view.phase === "menu";
    const box = attracting ? this.wholeWindow() : viewBox(screen.width, screen.height);
    this.letterbox.draw(screen.width, screen.height, box.width * scale, box.height * scale);
  }

  private wholeWindow(): { width: number; height: number } {
    return { width: screen.width / screen.pixelsPerU, height: screen.height / screen.pixelsPerU };
  }

  private readonly inSight = (x: number, y: number, radius: number): boolean =>
    x + radius > this.sight.left &&
    x - radius < this.sight.right &&
    y + radius > this.sight.top &&
    y - radius < this.sight.bottom;

  private readonly inBox = ({ x, y }: { x: number; y: number }): boolean =>
    Math.abs(x - this.camera.x) < this.halfBoxWidth + ENTITY_MARGIN_U &&
    Math.abs(y - this.camera.y) < this.halfBoxHeight + ENTITY_MARGIN_U;
}

const NO_GAZE = { x: 0, y: 0 };
