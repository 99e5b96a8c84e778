import type { GameView } from "../netcode/game-view";
import { element } from "../page/dom";
import { settings } from "../settings/settings-store";
import { viewBox } from "../view/camera";
import { PICKUP_COLOURS, textColourOf } from "../view/palette";
import { pixelRatio } from "../view/pixel-ratio";
import { screen } from "../view/screen";
import { words } from "../words/language";

const SIZE_PX = 168;
const REDRAW_MS = 66;
const PADDING_PX = 4;

/** The minimap; call `update` once a render frame. */
export interface Minimap {
  node: HTMLElement;
  update(view: GameView, nowMs: number): void;
}

/** Creates the map of the arena: rocks, everything in view, and the own ship. */
export function createMinimap(): Minimap {
  const node = element("canvas", {
    className: "minimap",
    testid: "minimap",
    label: words.hud.minimap,
  });
  node.setAttribute("role", "img");
  let density = 0;
  const fitDensity = () => {
    if (density === pixelRatio()) return;
    density = pixelRatio();
    node.width = SIZE_PX * density;
    node.height = SIZE_PX * density;
  };
  fitDensity();
  const ctx = node.getContext("2d");
  let dueMs = 0;
  return {
    node,
    update(view, nowMs) {
      if (!ctx || nowMs < dueMs || view.arena.side <= 0) return;
      dueMs = nowMs + REDRAW_MS;
      fitDensity();
      const scale = (SIZE_PX - 2 * PADDING_PX) / view.arena.side;
      ctx.setTransform(density, 0, 0, density, 0, 0);
      ctx.clearRect(0, 0, SIZE_PX, SIZE_PX);
      ctx.translate(PADDING_PX, PADDING_PX);
      drawGround(ctx, view, scale);
      drawView(ctx, view, scale);
      drawShips(ctx, view, scale, nowMs);
    },
  };
}

function drawGround(ctx: CanvasRenderingContext2D, view: GameView, scale: number): void {
  ctx.fillStyle = "rgba(130, 142, 220, 0.4)";
  for (const rock of view.arena.asteroids) {
    ctx.beginPath();
    ctx.arc(rock.x * scale, rock.y * scale, Math.max(1, rock.radius * scale), 0, Math.PI * 2);
    ctx.fill();
  }
  for (const pickup of view.pickups) {
    ctx.fillStyle = PICKUP_COLOURS[pickup.kind];
    ctx.fillRect(pickup.x * scale - 2, pickup.y * scale - 2, 4, 4);
  }
}

function drawView(ctx: CanvasRenderingContext2D, view: GameView, scale: number): void {
  const box = viewBox(screen.width, screen.height);
  const width = box.width * scale;
  const height = box.height * scale;
  ctx.strokeStyle = "rgba(255, 255, 255, 0.22)";
  ctx.lineWidth = 1;
  ctx.strokeRect(view.own.x * scale - width / 2, view.own.y * scale - height / 2, width, height);
}

function drawShips(ctx: CanvasRenderingContext2D, view: GameView, scale: number, nowMs: number) {
  for (const ship of view.ships) {
    ctx.fillStyle = textColourOf(view.roster.get(ship.id)?.colour ?? ship.id);
    ctx.beginPath();
    ctx.arc(ship.x * scale, ship.y * scale, 2.6, 0, Math.PI * 2);
    ctx.fill();
    if (ship.id !== view.leader) continue;
    ctx.strokeStyle = "#f0e442";
    ctx.lineWidth = 1.4;
    ctx.beginPath();
    ctx.arc(ship.x * scale, ship.y * scale, 4.6, 0, Math.PI * 2);
    ctx.stroke();
  }
  if (view.own.alive) drawOwn(ctx, view, scale, nowMs);
}

function drawOwn(ctx: CanvasRenderingContext2D, view: GameView, scale: number, nowMs: number) {
  const { own } = view;
  ctx.save();
  ctx.translate(own.x * scale, own.y * scale);
  ctx.rotate(own.aim);
  ctx.fillStyle = "#ffffff";
  ctx.beginPath();
  ctx.moveTo(6, 0);
  ctx.lineTo(-4, 4);
  ctx.lineTo(-4, -4);
  ctx.fill();
  ctx.restore();
  const pulse = settings.calm() ? 0 : Math.sin(nowMs * 0.005);
  ctx.strokeStyle = `rgba(255, 255, 255, ${0.25 + 0.2 * pulse})`;
  ctx.beginPath();
  ctx.arc(own.x * scale, own.y * scale, 8, 0, Math.PI * 2);
  ctx.stroke();
}
