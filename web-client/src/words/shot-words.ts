import type { Named, ShotNews } from "../netcode/game-view";
import { words } from "./language";

/** Returns the result of a shot in one sentence; empty without a shot. */
export function shotWords(news: ShotNews | undefined): string {
  if (news === undefined) return "";
  return news.kind === "hit" ? hitWords(news) : missWords(news);
}

function hitWords({ other, atOwn, apartU, agoMs, isCut }: ShotNews & { kind: "hit" }): string {
  const { shots, format } = words;
  const say = atOwn ? shots.youWereSeen : shots.youSaw;
  const sentence = say(nameOf(other), format.number(apartU), format.ms(agoMs));
  return isCut ? `${sentence} ${shots.claimCut}` : sentence;
}

function missWords({ weapon, victim, reason }: ShotNews & { kind: "missed" }): string {
  const name = nameOf(victim);
  const { because } = reason;
  const say = words.shots.missed[because] as (name: string, fields: object) => string;
  const fields = because === "other-ship" ? { met: nameOf(reason.met) } : reason;
  return `${words.weapons[weapon].missed(name)}: ${say(name, fields)}`;
}

function nameOf(who: Named): string {
  if (who === undefined) return words.somebody;
  return who.bot ? `${who.name} (${words.bot})` : who.name;
}
