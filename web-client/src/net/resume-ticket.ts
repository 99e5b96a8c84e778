// What gets the same ship back: the newest token of Welcome and whose it is. Kept in memory; a
// page that goes leaves it in the tab's own storage for the next one, where it stays until that one
// has a newer token. So reloads keep the ship, however quick, and a duplicated tab of a page that
// plays does not take it away. Never in the address.
import { RESUME_MS } from "../gen/constants";
import type { KnownServers } from "./servers";

/** The facts that resume a ship: the newest token of Welcome, its epoch, the room and the name. */
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

/** A ticket, and the servers at which it may be used. */
export interface ShelvedTicket extends ResumeTicket, KnownServers {}

/** Keeps a ticket in a storage for the next page of the same tab. */
export class TicketShelf {
  constructor(
    private readonly storage: TicketStorage,
    private readonly nowMs: () => number,
  ) {}

  /** Stores a ticket with the present time. Does nothing if the storage refuses it. */
  put(ticket: ShelvedTicket): void {
    const token = Array.from(ticket.token);
    this.attempt(() => {
      this.storage.setItem(KEY, JSON.stringify({ ...ticket, token, savedAtMs: this.nowMs() }));
    });
  }

  /**
   * Returns the ticket, or undefined if there is none or the server has given its seat away since.
   * It stays on the shelf until a newer one is known or this one is useless, because the page may
   * be loaded again before that.
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
   * Returns the result, or undefined if the storage is forbidden or full: then a reload only costs
   * the ship.
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
  /** Not checked: a page of another version may have left none. */
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
