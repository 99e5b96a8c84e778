// Resumes the same ship: the newest token of Welcome and its owner. It is kept in memory. A page
// that unloads stores it in the tab's own storage for the next one, and it stays there until that
// page has a newer token. So reloads keep the ship, however quick, and a duplicated tab of a page
// that plays cannot claim it. It is never in the address.
import { RESUME_MS } from "../gen/constants";
import type { KnownServers } from "./servers";

/** The data that resumes a ship: the newest token of Welcome, its epoch, the room and the name. */
export interface ResumeTicket {
  token: Uint8Array;
  epoch: number;
  room: string;
  name: string;
}

/** The part of Storage that a shelf uses; its methods may throw. */
export interface TicketStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

const KEY = "tickstorm.resume";

/** A ticket, and the servers that may accept it. */
export interface ShelvedTicket extends ResumeTicket, KnownServers {}

/** Stores a ticket for the next page of the same tab. */
export class TicketShelf {
  constructor(
    private readonly storage: TicketStorage,
    private readonly nowMs: () => number,
  ) {}

  /** Stores a ticket with the current time. Does nothing if the storage refuses it. */
  put(ticket: ShelvedTicket): void {
    const token = Array.from(ticket.token);
    this.attempt(() => {
      this.storage.setItem(KEY, JSON.stringify({ ...ticket, token, savedAtMs: this.nowMs() }));
    });
  }

  /**
   * Returns the ticket, or undefined if there is none or its seat has expired. It stays stored
   * until a newer one is known or this one is refused, because the page may be reloaded before
   * that.
   */
  read(): ShelvedTicket | undefined {
    const text = this.attempt(() => this.storage.getItem(KEY));
    const kept = text ? this.attempt(() => JSON.parse(text)) : undefined;
    if (!isKept(kept) || this.nowMs() - kept.savedAtMs > RESUME_MS) return undefined;
    const { address, servers } = kept;
    return {
      ...kept,
      token: Uint8Array.from(kept.token),
      address: typeof address === "string" ? address : undefined,
      servers: Array.isArray(servers) ? servers.filter((each) => typeof each === "string") : [],
    };
  }

  /** Removes the ticket. */
  clear(): void {
    this.attempt(() => this.storage.removeItem(KEY));
  }

  /**
   * Returns the result, or undefined if the storage is forbidden or full. A reload then loses the
   * ship.
   */
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
  /** Unchecked, because a page of another version may have left none. */
  address?: unknown;
  servers?: unknown;
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
