// The type of all words that a player sees. A language is one value of it (en.ts, de.ts, es.ts), so
// the compiler reports missing words. language.ts chooses the language of the page.
//
// Words with a gap are a function of the value in the gap, a number or a name. Names of people may
// also be inserted as parts of the page: see `sentence` in ui/dom.ts.
import type { CorrectionCause, ErrorCode } from "../gen/tickstorm/v1/server_pb";
import type { WeaponName } from "../gen/weapons";
import type { LinkProfile, ProfileName } from "../net/link-model";
import type { MissReason } from "../netcode/game-view";
import type { LabSwitches } from "../netcode/lab-switches";
import type { KeyAction, WeaponAction } from "../settings/key-bindings";
import type { PageKeyUse } from "../settings/key-rules";
import type { Formats } from "./formats";

/** The languages that the page supports, by their tags of BCP 47. */
export const LANGUAGES = ["en", "de", "es"] as const;
/** The tag of a supported language. */
export type Language = (typeof LANGUAGES)[number];

/** The words of one weapon. */
export interface WeaponWords {
  name: string;
  /** The use of its key, in the settings. */
  key: string;
  /** The text of its button for thumbs; short. */
  button: string;
  /** The name of its sign in the kill feed. */
  sign: string;
  /** The text after "destroyed by" and a name; begins with a small letter. */
  withIt: string;
  /** The beginning of a sentence; a colon and the reason follow. */
  missed(name: string): string;
  /** A hint for the first life, for keyboards with this key and for touch screens. */
  hint: { keys(key: string): string; touch: string };
}

/**
 * Sentences of the server that share their code with another sentence; game-server's
 * CloseReason.java has all of them.
 */
export const SERVER_SENTENCES = [
  "a server fault ended this connection; join again",
  "a server fault ended this match; a new one starts here",
  "a server fault: this frame cannot be converted to text",
  "the server has its maximum number of players",
  "the server restarts",
  "this address has created its maximum number of private rooms",
  "this match reached its maximum length; a new one starts here",
  "this room is moving to another server",
  "too many joins from this address",
  "too many messages",
] as const;
/** A sentence of the server that the page translates. */
export type ServerSentence = (typeof SERVER_SENTENCES)[number];

/**
 * Codes of keys (`KeyboardEvent.code`) whose label depends on the language. Other letters and
 * digits are named by their code.
 */
export const NAMED_KEYS = [
  "Space",
  "Enter",
  "Escape",
  "Tab",
  "Backspace",
  "Delete",
  "Insert",
  "Home",
  "End",
  "PageUp",
  "PageDown",
  "ShiftLeft",
  "ShiftRight",
  "ControlLeft",
  "ControlRight",
  "AltLeft",
  "AltRight",
  "MetaLeft",
  "MetaRight",
  "CapsLock",
  "ArrowUp",
  "ArrowLeft",
  "ArrowDown",
  "ArrowRight",
  "Backquote",
  "Backslash",
  "Minus",
  "Equal",
  "BracketLeft",
  "BracketRight",
  "Semicolon",
  "Quote",
  "Comma",
  "Period",
  "Slash",
  "IntlBackslash",
  "IntlRo",
  "IntlYen",
  "KeyY",
  "KeyZ",
] as const;
/** The code of a key whose name depends on the language. */
export type NamedKey = (typeof NAMED_KEYS)[number];

/** The fields of a reason; a pilot is given by name. */
type FieldsOf<Because extends MissReason["because"]> =
  Extract<MissReason, { because: Because }> extends infer Reason
    ? {
        [Field in Exclude<keyof Reason, "because">]: Reason[Field] extends number ? number : string;
      }
    : never;

/** A sentence for each reason of a miss, by the name of the victim and what else the reason has. */
export type MissWords = {
  [Because in MissReason["because"]]: (name: string, reason: FieldsOf<Because>) => string;
};

/**
 * Sentences for people who joined or left: some people by name, or one by name and a number of
 * others.
 */
interface PresenceWords {
  names(names: string, count: number): string;
  andMore(name: string, more: number): string;
}

interface InputHint {
  device: string;
  words: string;
}

/** The words of the net graph and the network lab. */
export interface DebugWords {
  graph: {
    caption: string;
    plotLabel: string;
    transport: string;
    polling: string;
    webSocket: string;
    rtt: string;
    tick: string;
    tickAt(tick: number, rate: number): string;
    inputLead: string;
    ticks(ticks: string): string;
    interpolation: string;
    snapshot: string;
    down: string;
    up: string;
    starved: string;
    reconnects: string;
    corrections: string;
    rttMax(ms: string): string;
    frameMax(bytes: string): string;
    causes: Record<keyof typeof CorrectionCause, string>;
  };

  lab: {
    caption: string;
    network: string;
    realNetwork: string;
    ownMix: string;
    mixYourOwn: string;
    asNormal: string;
    none: string;
    profiles: Record<ProfileName, string>;
    sliders: Record<Exclude<keyof LinkProfile, "headerBytes">, string>;
    switches: Record<keyof LabSwitches, { title: string; sees: string }>;
    inputToScreen: string;
    inputToAck: string;
    snapshotAge: string;
    drawnLateBy: string;
    starved: string;
    corrections: string;
    newestHit: string;
    newestMiss: string;
    downUp: string;
  };
}

/** All words of the page in one language. */
export interface Words extends DebugWords {
  /** The name of the language in the language itself. */
  languageName: string;
  /** Numbers, shares and times as the language writes them. */
  format: Formats;
  /** Marks a ship that the server flies; as short as this. */
  bot: string;
  close: string;
  nobody: string;
  somebody: string;

  page: {
    description: string;
    notStarted: string;
    couldNotStart: string;
    needsScript: string;
  };

  menu: {
    label: string;
    tagline: string;
    howToPlay: string;
    rules: string;
    keyboard: InputHint;
    touch: InputHint;
    /** The text above with the sticks swapped. */
    touchSwapped: string;
    gamepad: InputHint;
    yourName: string;
    roomCode: string;
    play: string;
    join: string;
    newPrivateRoom: string;
    settings: string;
    /** A name for a player without one; 16 characters at most. */
    pilot(number: number): string;
  };

  rooms: {
    playIn(code: string): string;
    open(code: string): string;
    onlyBots: string;
    onePerson: string;
    seatsTaken(people: number, seats: number): string;
    full(code: string, people: number): string;
    none(code: string): string;
    impossible(code: string): string;
    openThis: string;
    openNew: string;
    elsewhere: string;
  };

  closed: {
    gameEnded: string;
    couldNotJoin: string;
    noSuchRoom: string;
    roomEnded: string;
    roomNotThere: string;
    noRoomNow(code: string): string;
    tryAgain: string;
    playAgain: string;
    backToMenu: string;
    /** The connection was closed without a reason. */
    plain: string;
    byServer: string;
    /** `code` is that of RFC 6455. */
    refused(code: number): string;
    /** The server's own words, if the page has no translation. */
    because(words: string): string;
    /** Sentences by the code that the server sends with an error. */
    byCode: Record<keyof typeof ErrorCode, string>;
    /** Sentences by the server's own sentence, if its code is ambiguous. */
    bySentence: Record<ServerSentence, string>;
  };

  lost: {
    shipKept: string;
    seatGone: string;
    noAnswer: string;
    waiting: string;
    connecting: string;
    tryingAgain: string;
    tryingAgainIn(seconds: string): string;
    cancel: string;
  };

  hud: {
    ship: string;
    health: string;
    shield: string;
    boost: string;
    ready: string;
    timeLeft: string;
    score: string;
    rank(place: number, of: number): string;
    minimap: string;
    topTen: string;
    slowDevice(perSecond: number): string;
  };

  scores: {
    caption: string;
    place: string;
    pilot: string;
    score: string;
    kills: string;
    deaths: string;
    leader: string;
    away(name: string): string;
    mute: string;
    unmute: string;
    muteWhom(name: string): string;
    unmuteWhom(name: string): string;
    /** The pages of the table in a large room, for screen readers. */
    pages: string;
    previous: string;
    next: string;
    /** The places on a page, and the number of players; all are formatted. */
    range(first: string, last: string, of: string): string;
  };

  feed: {
    label: string;
    /** The sign beside a pilot who was shot down. */
    woreCrown: string;
    destroyed(name: string): string;
    crownTaken(name: string): string;
    /** Instead of a name that is not known. */
    aShip: string;
    and: string;
    joined: PresenceWords;
    left: PresenceWords;
    signs: string;
    crownWorth: string;
    botMeans: string;
  };

  chat: {
    caption: string;
    messages: string;
    message: string;
    placeholder: string;
    /** Marks lines from before the join. */
    earlier: string;
    muteAll: string;
    unmuteAll: string;
  };

  death: {
    heading: string;
    /** `how` is `withIt` of a weapon, or empty. */
    by(name: string, how: string): string;
    backIn(seconds: string): string;
  };

  /** The results of shots. */
  shots: {
    youWereSeen(name: string, apartU: string, agoMs: string): string;
    youSaw(name: string, apartU: string, agoMs: string): string;
    /** After one of the above. */
    claimCut: string;
    missed: MissWords;
  };

  result: {
    label: string;
    nobodyScored: string;
    youWin: string;
    wins(name: string): string;
    place(place: number, of: number, points: number): string;
    best(points: number, kills: number, streak: number): string;
    newBest(points: number, kills: number, streak: number): string;
    kills: string;
    deaths: string;
    bestStreak: string;
    hitMost: string;
    hitMostBy: string;
    notUsed: string;
    accuracy(percent: string, shots: number): string;
    times(count: number): string;
    nextRoundIn(seconds: string): string;
  };

  invite: {
    copyLink: string;
    copied: string;
    share: string;
    shareLink: string;
    linkCopied: string;
    /** With a link in a message to a friend. */
    message: string;
    showCode: string;
    codeCaption: string;
    /** The name of the picture. */
    codeLabel(room: string): string;
  };

  hints: {
    fly(keys: string): string;
    flyTouch: string;
    flyTouchSwapped: string;
    pickups: string;
  };

  settings: {
    caption: string;
    language: string;
    /** The option for the language of the browser. */
    ofBrowser(language: string): string;
    volume: string;
    soundOff: string;
    shake: string;
    reducedMotion: string;
    vibration: string;
    swapSticks: string;
    fullScreen: string;
    leaveFullScreen: string;
    leave: string;
    done: string;
    keys: string;
    defaultKeys: string;
    pressKey: string;
    keyOf(action: string, key: string): string;
    actions: Record<Exclude<KeyAction, WeaponAction>, string>;
    takenByAction(key: string, action: string): string;
    takenByPage(key: string, use: string): string;
    takenByBrowser(key: string): string;
    thisKey: string;
    pageUses: Record<PageKeyUse, string>;
    named: Record<NamedKey, string>;
    /** A key of the number pad. */
    numpad(key: string): string;
    numpadKeys: Record<NumpadKey, string>;
  };

  weapons: Record<WeaponName, WeaponWords>;
}

/** The keys of the number pad that have a name, without their prefix. */
export const NUMPAD_KEYS = [
  "Add",
  "Subtract",
  "Multiply",
  "Divide",
  "Decimal",
  "Comma",
  "Equal",
  "Enter",
] as const;
/** A key of the number pad that has a name. */
export type NumpadKey = (typeof NUMPAD_KEYS)[number];
