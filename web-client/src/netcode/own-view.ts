import { PICKUP_BOOST_MS, SHIP_HEALTH } from "../gen/constants";
import { WEAPONS } from "../sim/weapon-table";
import type { OwnView, PilotInput } from "./game-view";
import type { Session } from "./session";

/** Fills in the own ship as drawn, and its instruments. */
export function fillOwn(
  own: OwnView,
  session: Session,
  input: PilotInput,
  arrivalTick: number,
): void {
  const { flight, vitals } = session;
  const { ship, prediction } = flight;
  own.id = session.ownId;
  own.x = ship.x;
  own.y = ship.y;
  own.velocityX = ship.velocityX;
  own.velocityY = ship.velocityY;
  own.aim = input.aim;
  own.alive = prediction.isAlive;
  own.thrusting = own.alive && (input.moveX !== 0 || input.moveY !== 0);
  own.boosting = own.alive && flight.boostTicks > 0;
  own.protected = vitals.isProtected;
  own.shielded = vitals.shield > 0;
  own.health = vitals.health / SHIP_HEALTH;
  own.healthPoints = vitals.health;
  own.shieldPoints = vitals.shield;
  own.boost = (flight.boostTicks * 1000) / session.tickRate / PICKUP_BOOST_MS;
  for (const weapon of WEAPONS) own.ready[weapon.name] = flight.readiness(weapon);
  const respawnTicks = own.alive ? 0 : Math.max(0, prediction.respawnTick - arrivalTick);
  own.respawnInMs = (respawnTicks * 1000) / session.tickRate;
  own.killedBy = own.alive ? undefined : session.killedBy;
  own.deathAudit = own.alive ? undefined : session.audits.death;
}
