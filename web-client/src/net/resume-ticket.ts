// What gets the same ship back: the newest token of Welcome and whose it is. Kept in memory; a
// page that goes leaves it in the tab's own storage for the next one, where it stays until that one
// has a newer token. So reloads keep the ship, however quick, and a duplicated tab of a page that
// plays does not take it away. Never in the address.
import { RESUME_MS } from "../gen/constants";

export interface ResumeTicket {
  token: Uint8Array;
  epoch: number;
  room: string;
  name: string;
}

/** The part of Storage that is used. */
export interface TicketStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

const KEY = "tickstorm.resume";

export class TicketShelf {
  constructor(
    private readonly storage: TicketStorage,
    private readonly nowMs: () => number,
  ) {}

  put(ticket: ResumeTicket): void {
    const token = Array.from(ticket.token);
    this.attempt(() => {
      this.storage.setItem(KEY, JSON.stringify({ ...ticket, token, savedAtMs: this.nowMs() }));
    });
  }

  /**
   * The ticket, unless the server must have given the seat away since. It stays on the shelf until
   * a newer one is known or this one is worth nothing: the page may be loaded again before that.
   */
  read(): ResumeTicket | undefined {
    const text = this.attempt(() => this.storage.getItem(KEY));
    const kept = text ? this.attempt(() => JSON.parse(text)) : undefined;
    if (!isKept(kept) || this.nowMs() - kept.savedAtMs > RESUME_MS) return undefined;
    return { ...kept, token: Uint8Array.from(kept.token) };
  }

  clear(): void {
    this.attempt(() => this.storage.removeItem(KEY));
  }

  /** Storage may be forbidden or full: then a reload costs the ship, and nothing else. */
  private attempt<T>(use: () => T): T | undefined {
    try {
      return use();
    } catch {
      return undefined;
    }
  }
}

interface Kept {
  token: number[];
  epoch: number;
  room: string;
  name: string;
  savedAtMs: number;
}

function isKept(value: unknown): value is Kept {
  const kept = value as Partial<Kept> | null | undefined;
  return (
    typeof kept?.savedAtMs === "number" &&
    typeof kept.epoch === "number" &&
    typeof kept.room === "string" &&
    typeof kept.name === "string" &&
    Array.isArray(kept.token)
  );
}
