import { debugDe } from "./debug-de";
import { Formats } from "./formats";
import type { Words } from "./words";

const f = new Formats("de");
const points = (count: number) => f.count(count, "# Punkt", "# Punkte");
const withPoints = (count: number) => f.count(count, "# Punkt", "# Punkten");
const kills = (count: number) => f.count(count, "# Kill", "# Kills");
const others = (count: number) => f.count(count, "# weitere Person", "# weitere");

/** The words of the page in German. */
export const de: Words = {
  languageName: "Deutsch",
  format: f,
  bot: "BOT",
  close: "Schließen",
  nobody: "niemanden",
  somebody: "jemand",

  page: {
    description: "Tickstorm: ein Multiplayer-Arena-Shooter für den Browser",
    notStarted:
      "Tickstorm ist noch nicht gestartet. Bleibt es dabei, lade die Seite neu oder nimm einen " +
      "anderen Browser.",
    couldNotStart:
      "Tickstorm konnte nicht starten. Lade die Seite neu oder nimm einen anderen Browser.",
    needsScript: "Tickstorm braucht JavaScript.",
  },

  menu: {
    label: "Menü",
    tagline: "Dreißig Ticks pro Sekunde. Eine Krone.",
    howToPlay: "So wird gespielt",
    rules:
      "Schieß, sammle Pickups, geh hinter Felsen in Deckung. Wer die Krone trägt, zählt doppelt.",
    keyboard: {
      device: "Tastatur",
      words: "WASD fliegt, Maus oder Q und E zielen, Klick oder F feuert, Leertaste: Rail",
    },
    touch: {
      device: "Touch",
      words: "Linker Daumen fliegt, rechter zielt; weit schieben zum Feuern",
    },
    touchSwapped: "Rechter Daumen fliegt, linker zielt; weit schieben zum Feuern",
    gamepad: {
      device: "Gamepad",
      words: "Linker Stick fliegt, rechter zielt, RT feuert, RB: Rail",
    },
    yourName: "Dein Name",
    roomCode: "Raumcode",
    play: "Spielen",
    join: "Beitreten",
    newPrivateRoom: "Neuer privater Raum",
    settings: "Einstellungen",
    pilot: (number) => `Pilot ${number}`,
  },

  rooms: {
    playIn: (code) => `In ${code} spielen`,
    open: (code) => `Raum ${code} ist offen.`,
    onlyBots: "Bisher sind nur Bots da.",
    onePerson: "Eine Person ist da.",
    seatsTaken: (people, seats) =>
      `${f.number(people)} von ${f.number(seats)} Plätzen sind belegt.`,
    full: (code, people) => `Raum ${code} ist voll: Dort spielen ${f.number(people)} Leute.`,
    none: (code) =>
      `Raum ${code} gibt es gerade nicht. Eröffne ihn, dann führt dein Link Freunde zu dir.`,
    impossible: (code) => `${code} kann kein Raumcode sein.`,
    openThis: "Diesen Raum eröffnen",
    openNew: "Neuen Raum eröffnen",
    elsewhere: "Woanders spielen",
  },

  closed: {
    gameEnded: "Das Spiel ist zu Ende",
    couldNotJoin: "Beitritt nicht möglich",
    noSuchRoom: "Diesen Raum gibt es nicht",
    roomEnded: "Den Raum gibt es nicht mehr",
    roomNotThere: "Dieser Raum ist nicht offen",
    noRoomNow: (code) => `Raum ${code} gibt es gerade nicht. Eröffne ihn oder spiel woanders.`,
    tryAgain: "Noch mal versuchen",
    playAgain: "Noch mal spielen",
    backToMenu: "Zurück zum Menü",
    plain: "Die Verbindung wurde beendet.",
    byServer: "Der Server hat das Spiel beendet.",
    refused: (code) => `Der Server hat diese Seite abgelehnt (${code}). Lade sie neu.`,
    because: (words) => `Der Server hat die Verbindung beendet: ${words}.`,
    byCode: {
      UNSPECIFIED: "Der Server hat das Spiel beendet.",
      PROTOCOL_VIOLATION: "Der Server hat diese Seite nicht verstanden. Lade sie neu.",
      TEXT_FRAME: "Der Server hat diese Seite nicht verstanden. Lade sie neu.",
      BINARY_FRAME: "Der Server hat diese Seite nicht verstanden. Lade sie neu.",
      MALFORMED_FRAME: "Der Server hat diese Seite nicht verstanden. Lade sie neu.",
      FRAME_TOO_BIG: "Diese Seite hat mehr gesendet, als der Server liest. Lade sie neu.",
      UNKNOWN_ROOM: "Es gibt keinen Raum mit diesem Code.",
      ROOM_FULL: "Dieser Raum ist voll. Versuch es gleich noch mal oder nimm einen anderen.",
      SERVER_FULL: "Der Server ist voll. Versuch es gleich noch mal.",
      BAD_NAME: "Dieser Name geht nicht: Bitte 1 bis 16 sichtbare Zeichen.",
      BAD_CHAT: "Eine Chatzeile hat 1 bis 140 sichtbare Zeichen.",
      INPUT_OUT_OF_RANGE: "Der Server hat Daten dieser Seite nicht angenommen. Lade sie neu.",
      ALREADY_JOINED: "Der Server hat Daten dieser Seite nicht angenommen. Lade sie neu.",
      NOT_JOINED: "Der Server hat vergeblich auf deinen Beitritt gewartet. Lade die Seite neu.",
      FLOOD: "Zu viele Nachrichten. Warte einen Moment.",
      RESUME_REFUSED: "Dein Schiff konnte nicht gehalten werden.",
      SUPERSEDED: "Du spielst in einem anderen Fenster weiter.",
      MOVED: "Ein anderer Server hat diesen Raum.",
      ROOM_FAILED: "Ein Fehler des Servers hat diese Partie beendet.",
      SHUTTING_DOWN: "Der Server startet neu.",
      IDLE: "Du warst eine Weile weg, darum ist dein Platz wieder frei.",
      SILENT: "Von dieser Seite kam zu lange nichts.",
    },
    bySentence: {
      "a server fault ended this connection; join again":
        "Ein Fehler von uns hat diese Verbindung beendet; tritt neu bei.",
      "a server fault ended this match; a new one starts here":
        "Ein Fehler von uns hat diese Partie beendet; hier beginnt eine neue.",
      "a server fault: this frame cannot be converted to text":
        "Ein Fehler von uns: Diese Nachricht lässt sich nicht als Text senden.",
      "the server has its maximum number of players": "Der Server ist voll.",
      "the server restarts": "Der Server startet neu.",
      "this address has created its maximum number of private rooms":
        "Von dieser Adresse aus sind schon so viele private Räume offen, wie erlaubt sind.",
      "this match reached its maximum length; a new one starts here":
        "Diese Partie ist so alt, wie sie werden kann; hier beginnt eine neue.",
      "this room is moving to another server": "Dieser Raum zieht auf einen anderen Server um.",
      "too many joins from this address": "Zu viele Beitritte von dieser Adresse.",
      "too many messages": "Zu viele Nachrichten. Warte einen Moment.",
    },
  },

  lost: {
    shipKept: "Verbindung verloren. Dein Schiff bleibt dir.",
    seatGone: "Dein Schiff konnte nicht gehalten werden.",
    noAnswer: "Der Server antwortet nicht.",
    waiting: "Keine Antwort vom Server. Warte auf ihn …",
    connecting: "Verbinde …",
    tryingAgain: "Neuer Versuch …",
    tryingAgainIn: (seconds) => `Neuer Versuch in ${seconds} …`,
    cancel: "Abbrechen",
  },

  hud: {
    ship: "Schiff",
    health: "Leben",
    shield: "Schild",
    boost: "Boost",
    ready: "Bereit",
    timeLeft: "Restzeit",
    score: "Punkte",
    rank: (place, of) => `#${place} von ${of}`,
    minimap: "Minikarte",
    topTen: "Top Ten",
    slowDevice: (perSecond) =>
      `Dein Gerät zeichnet langsam: ${perSecond} Bilder pro Sekunde. Ein kleineres Fenster hilft.`,
  },

  scores: {
    caption: "Rangliste",
    place: "#",
    pilot: "Pilot",
    score: "Punkte",
    kills: "Kills",
    deaths: "Tode",
    leader: "Führt",
    away: (name) => `${name} (weg)`,
    mute: "Stumm",
    unmute: "Laut",
    muteWhom: (name) => `Stumm: ${name} stummschalten`,
    unmuteWhom: (name) => `Laut: ${name} nicht mehr stummschalten`,
    pages: "Seiten",
    previous: "Zurück",
    next: "Weiter",
    range: (first, last, of) => `${first}–${last} von ${of}`,
  },

  feed: {
    label: "Was geschah",
    woreCrown: "trug die Krone: zählt 2",
    destroyed: (name) => `Du hast ${name} abgeschossen`,
    crownTaken: (name) => `Du hast ${name} die Krone genommen: +2`,
    aShip: "ein Schiff",
    and: "und",
    joined: {
      names: (names, count) => `${names} ${f.count(count, "ist", "sind")} da`,
      andMore: (name, more) => `${name} und ${others(more)} sind da`,
    },
    left: {
      names: (names, count) => `${names} ${f.count(count, "ist", "sind")} weg`,
      andMore: (name, more) => `${name} und ${others(more)} sind weg`,
    },
    signs: "Zeichen",
    crownWorth: "trägt die Krone, zählt 2",
    botMeans: "vom Server gesteuert",
  },

  chat: {
    caption: "Chat",
    messages: "Nachrichten",
    message: "Chatnachricht",
    placeholder: "Nachricht an alle",
    earlier: "vorher",
    muteAll: "Alle stumm",
    unmuteAll: "Alle laut",
  },

  death: {
    heading: "Zerstört",
    by: (name, how) => `von ${name} ${how}`,
    backIn: (seconds) => `Zurück in ${seconds}`,
  },

  shots: {
    youWereSeen: (name, apartU, agoMs) =>
      `Du warst ${apartU} u von dort entfernt, wo ${name} dich vor ${agoMs} sah`,
    youSaw: (name, apartU, agoMs) =>
      `Du hast ${name} vor ${agoMs} gesehen, ${apartU} u neben dem wahren Ort`,
    claimCut: "(Angabe gekürzt)",
    missed: {
      cover: (name, { coverMs }) => `${name} war schon ${f.ms(coverMs)} hinter einem Asteroiden`,
      destroyed: (name) => `${name} wurde vorher abgeschossen`,
      protected: (name) => `${name} war eben erst erschienen und noch geschützt`,
      "own-death": () => "dein Schiff wurde zerstört, bevor es schießen konnte",
      "not-fired": () => "deine Eingabe kam zu spät, der Schuss fiel nicht",
      displaced: (_, { apartU }) =>
        `dein Schiff war ${f.number(apartU)} u neben dem Ort, an dem du es sahst, weil eine ` +
        "Eingabe zu spät kam",
      stalled: (name) =>
        `${name} war weiter gezeichnet, als das neueste Frame wusste (das Netz stockte)`,
      "too-old": (_, { ageMs, capMs }) =>
        `der Server schaut höchstens ${f.ms(capMs)} zurück, und dein Bild war ${f.ms(ageMs)} alt`,
      "other-age": (_, { claimedMs, usedMs }) =>
        `dein Bild war ${f.ms(claimedMs)} alt, der Server urteilte aber nach einem, das ` +
        `${f.ms(usedMs)} alt war`,
      "other-ship": (_, { met }) => `er traf zuerst ${met}`,
      passed: (name) => `laut Server ging er an ${name} vorbei`,
    },
  },

  result: {
    label: "Rundenergebnis",
    nobodyScored: "Niemand hat gepunktet",
    youWin: "Du gewinnst die Runde!",
    wins: (name) => `${name} gewinnt die Runde`,
    place: (place, of, score) =>
      `Du bist auf Platz ${f.number(place)} von ${f.number(of)} mit ${withPoints(score)}.`,
    best: (score, killed, streak) =>
      `Deine Bestwerte auf diesem Gerät: ${points(score)}, ${kills(killed)}, ` +
      `Serie ${f.number(streak)}.`,
    newBest: (score, killed, streak) =>
      `Neuer Rekord auf diesem Gerät! ${points(score)}, ${kills(killed)}, ` +
      `Serie ${f.number(streak)}.`,
    kills: "Kills",
    deaths: "Tode",
    bestStreak: "Beste Serie",
    hitMost: "Du trafst am meisten",
    hitMostBy: "Dich traf am meisten",
    notUsed: "ungenutzt",
    accuracy: (percent, shots) => `${percent} von ${f.number(shots)}`,
    times: (count) => `×${f.number(count)}`,
    nextRoundIn: (seconds) => `Nächste Runde in ${seconds}`,
  },

  invite: {
    copyLink: "Link kopieren",
    copied: "Kopiert",
    share: "Einladen",
    shareLink: "Link teilen",
    linkCopied: "Link kopiert",
    message: "Spiel mit mir Tickstorm",
    showCode: "QR-Code",
    codeCaption: "In diesen Raum einladen",
    codeLabel: (room) => `QR-Code des Links in Raum ${room}`,
  },

  hints: {
    fly: (keys) => `${keys} oder Pfeiltasten fliegen, die Maus zielt.`,
    flyTouch: "Linker Daumen fliegt, rechter zielt.",
    flyTouchSwapped: "Rechter Daumen fliegt, linker zielt.",
    pickups: "Flieg über ein Pickup für Leben, Schild oder Tempo.",
  },

  settings: {
    caption: "Einstellungen",
    language: "Sprache",
    ofBrowser: (language) => `Auto: ${language}`,
    volume: "Lautstärke",
    soundOff: "Ton aus",
    shake: "Bildwackeln",
    reducedMotion: "Weniger Bewegung",
    vibration: "Vibration",
    swapSticks: "Sticks für Linkshänder",
    fullScreen: "Vollbild",
    leaveFullScreen: "Vollbild beenden",
    leave: "Spiel verlassen",
    done: "Fertig",
    keys: "Tasten",
    defaultKeys: "Standardtasten",
    pressKey: "Taste drücken …",
    keyOf: (action, key) => `${action}: ${key}`,
    actions: {
      up: "Nach oben",
      left: "Nach links",
      down: "Nach unten",
      right: "Nach rechts",
      turnLeft: "Links zielen",
      turnRight: "Rechts zielen",
      chat: "Chat",
      scoreboard: "Rangliste",
      fullScreen: "Vollbild",
    },
    takenByAction: (key, action) => `${key} ist belegt: Die Taste ist für „${action}“.`,
    takenByPage: (key, use) => `${key} ist belegt: ${use}.`,
    takenByBrowser: (key) => `${key} geht nicht: gehört dem Browser oder dem System.`,
    thisKey: "Diese Taste",
    pageUses: {
      settings: "öffnet und schließt die Einstellungen",
      focus: "geht von Knopf zu Knopf",
      netGraph: "zeigt den Netzgraphen",
      networkLab: "zeigt das Netzlabor",
      flyUp: "fliegt immer nach oben",
      flyLeft: "fliegt immer nach links",
      flyDown: "fliegt immer nach unten",
      flyRight: "fliegt immer nach rechts",
      press: "drückt Knöpfe und öffnet den Chat",
    },
    named: {
      Space: "Leertaste",
      Enter: "Enter",
      Escape: "Esc",
      Tab: "Tab",
      Backspace: "Rücktaste",
      Delete: "Entf",
      Insert: "Einfg",
      Home: "Pos1",
      End: "Ende",
      PageUp: "Bild ↑",
      PageDown: "Bild ↓",
      ShiftLeft: "Umschalt links",
      ShiftRight: "Umschalt rechts",
      ControlLeft: "Strg links",
      ControlRight: "Strg rechts",
      AltLeft: "Alt links",
      AltRight: "Alt Gr",
      MetaLeft: "Meta links",
      MetaRight: "Meta rechts",
      CapsLock: "Feststelltaste",
      ArrowUp: "Pfeil hoch",
      ArrowLeft: "Pfeil links",
      ArrowDown: "Pfeil runter",
      ArrowRight: "Pfeil rechts",
      Backquote: "^",
      Backslash: "#",
      Minus: "ß",
      Equal: "´",
      BracketLeft: "Ü",
      BracketRight: "+",
      Semicolon: "Ö",
      Quote: "Ä",
      Comma: ",",
      Period: ".",
      Slash: "-",
      KeyY: "Z",
      KeyZ: "Y",
      IntlBackslash: "<",
      IntlRo: "Ro",
      IntlYen: "Yen",
    },
    numpad: (key) => `Num ${key}`,
    numpadKeys: {
      Add: "+",
      Subtract: "−",
      Multiply: "×",
      Divide: "÷",
      Decimal: "Dezimal",
      Comma: "Komma",
      Equal: "=",
      Enter: "Enter",
    },
  },

  weapons: {
    BLASTER: {
      name: "Blaster",
      key: "Feuern",
      button: "Feuer",
      sign: "mit dem Blaster abgeschossen",
      withIt: "mit dem Blaster",
      missed: (name) => `Dein Blasterschuss auf ${name} ging daneben`,
      hint: {
        keys: (key) => `Klick oder ${key} feuert.`,
        touch: "Weit schieben feuert.",
      },
    },
    RAIL: {
      name: "Rail",
      key: "Rail",
      button: "Rail",
      sign: "mit der Rail abgeschossen",
      withIt: "mit der Rail",
      missed: (name) => `Dein Railschuss auf ${name} ging daneben`,
      hint: {
        keys: (key) => `Rechtsklick oder ${key} feuert die Rail, die sofort trifft.`,
        touch: "Tipp auf Rail für einen Schuss, der sofort trifft.",
      },
    },
  },

  ...debugDe,
};
