// Chooses the server of the next socket in a fleet: the one that a MOVED names, the same one again,
// or another one that the newest Welcome listed. Every list and every chain of moves has a limit.
import { retryDelayMs } from "./backoff";

const ADDRESS_CHARACTERS_MAX = 255;
const SERVERS_MAX = 64;
/** Moves that are followed one after the other without a Welcome. */
const HOPS_MAX = 4;
/** The wait before another server is asked. It is spread, because many lose a server at once. */
const OTHER_MIN_MS = 250;
const OTHER_MAX_MS = 2000;
/** The longest back-off at a server that asks for another try; at most twice the time it names. */
const ASKED_MAX_MS = 1000;

/** The server of the newest socket and the servers known, as a reloaded page needs them. */
export interface KnownServers {
  /** Undefined: the first server. */
  address?: string | undefined;
  servers: readonly string[];
}

/**
 * Returns the normal form of a WebSocket address. Returns undefined if a client must not go there:
 * not ws: or wss:, not wss: although `isSecure`, with a user, a password or a fragment, empty, or
 * longer than 255 characters.
 */
export function serverAddress(text: string, isSecure: boolean): string | undefined {
  if (text.length > ADDRESS_CHARACTERS_MAX) return undefined;
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return undefined;
  }
  const { protocol, username, password, hash, href } = url;
  const isAllowed = protocol === "wss:" || (protocol === "ws:" && !isSecure);
  return isAllowed && username + password + hash === "" ? href : undefined;
}

/** The server of a retry: the same one, the same one once and then others, or another one. */
export type RetryAt = "same" | "same first" | "other";

/**
 * Decides at which server the next socket opens, and after what wait. Runs on the thread of the
 * page.
 */
export class ServerChoice {
  private current: string | undefined;
  private servers: readonly string[] = [];
  /** The address at which the newest Welcome came; the first entry of `servers` is the same one. */
  private welcomedAt: string | undefined;
  private others: (string | undefined)[] = [];
  private hops = 0;
  private attempt = 0;

  /** @param isSecure true if only wss: addresses are used */
  constructor(
    private readonly isSecure: boolean,
    private readonly random: () => number,
  ) {}

  /** The address of the newest socket; undefined: the first server. */
  get address(): string | undefined {
    return this.current;
  }

  /** The servers that the newest list names, the one that sent it first. */
  get known(): readonly string[] {
    return this.servers;
  }

  /** Begins anew at the present server: nothing has been tried. */
  restart(): void {
    this.hops = 0;
    this.attempt = 0;
    this.others = [];
  }

  /** Goes on where the page before this one was. Addresses that are not allowed are dropped. */
  restore({ address, servers }: KnownServers): void {
    this.current = this.allowed([address ?? ""])[0];
    this.welcomedAt = this.current;
    this.servers = this.allowed(servers);
  }

  /** Notes a Welcome with the servers that it lists. */
  welcomed(servers: readonly string[]): void {
    this.restart();
    this.welcomedAt = this.current;
    this.servers = this.allowed(servers);
  }

  /** Notes the servers of the fleet, which have changed since the Welcome. */
  learned(servers: readonly string[]): void {
    this.servers = this.allowed(servers);
    this.others = [];
  }

  /**
   * Follows a MOVED. Returns the address of the next socket, or undefined if it is not followed:
   * the address is not allowed, or too many moves came without a Welcome.
   */
  follow(address: string): string | undefined {
    const target = serverAddress(address, this.isSecure);
    if (target === undefined || this.hops >= HOPS_MAX) return undefined;
    this.hops++;
    this.current = target;
    return target;
  }

  /**
   * Plans the next try and returns the wait before it, in ms. Without another server known, it is
   * at the same one. With others known, the back-off stays short: a room that moves or restarts
   * elsewhere is there soon.
   */
  planRetry(atLeastMs: number, at: RetryAt): number {
    this.hops = 0;
    const isSame = at === "same" || (at === "same first" && this.attempt === 0);
    const backOffMs = retryDelayMs(this.attempt++, this.random);
    if (!this.hasOthers) return Math.max(atLeastMs, backOffMs);
    const spreadMs = isSame ? 0 : this.goToOther();
    const longestMs = at === "same" ? Math.max(ASKED_MAX_MS, 2 * atLeastMs) : OTHER_MAX_MS;
    return Math.max(atLeastMs, Math.min(longestMs, Math.max(spreadMs, backOffMs)));
  }

  private get hasOthers(): boolean {
    return this.current !== undefined || this.servers.length > 1;
  }

  /** Takes the next server in turn and returns the wait before it is asked, in ms. */
  private goToOther(): number {
    if (this.others.length === 0) this.others = this.listOthers();
    if (this.others[0] === this.current && this.others.length > 1) this.others.shift();
    this.current = this.others.shift();
    return OTHER_MIN_MS + this.random() * (OTHER_MAX_MS - OTHER_MIN_MS);
  }

  /** Returns the others from a random one on, then the one that sent them and the first server. */
  private listOthers(): (string | undefined)[] {
    const others = this.servers.slice(1);
    const start = Math.floor(this.random() * others.length);
    const turned = [...others.slice(start), ...others.slice(0, start)];
    return [...new Set([...turned, this.welcomedAt, undefined])];
  }

  private allowed(addresses: readonly string[]): string[] {
    const all = addresses.slice(0, SERVERS_MAX);
    const good = all.map((each) => serverAddress(each, this.isSecure));
    return [...new Set(good.filter((each) => each !== undefined))];
  }
}
