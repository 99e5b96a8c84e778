import { debugEs } from "./debug-es";
import { Formats } from "./formats";
import type { Words } from "./words";

const f = new Formats("es");
const points = (count: number) => f.count(count, "# punto", "# puntos");
const kills = (count: number) => f.count(count, "# baja", "# bajas");
const more = (count: number) => f.count(count, "# persona más", "# personas más");

/** The words of the page in Spanish. */
export const es: Words = {
  languageName: "Español",
  format: f,
  bot: "BOT",
  close: "Cerrar",
  nobody: "nadie",
  somebody: "alguien",

  page: {
    description: "Tickstorm: un juego de disparos multijugador en el navegador",
    notStarted:
      "Tickstorm aún no ha arrancado. Si sigue así, recarga la página o prueba otro navegador.",
    couldNotStart: "Tickstorm no ha podido arrancar. Recarga la página o prueba otro navegador.",
    needsScript: "Tickstorm necesita JavaScript.",
  },

  menu: {
    label: "Menú",
    tagline: "Treinta ticks por segundo. Una corona.",
    howToPlay: "Cómo se juega",
    rules: "Dispara, recoge mejoras, cúbrete tras las rocas. Quien lleva la corona vale el doble.",
    keyboard: {
      device: "Teclado",
      words: "WASD vuela, el ratón o Q y E apuntan, clic o F dispara, Espacio: rail",
    },
    touch: {
      device: "Táctil",
      words: "El pulgar izquierdo vuela, el derecho apunta; empuja a fondo para disparar",
    },
    touchSwapped: "El pulgar derecho vuela, el izquierdo apunta; empuja a fondo para disparar",
    gamepad: {
      device: "Mando",
      words: "El stick izquierdo vuela, el derecho apunta, RT dispara, RB: rail",
    },
    yourName: "Tu nombre",
    roomCode: "Código de sala",
    play: "Jugar",
    join: "Entrar",
    newPrivateRoom: "Nueva sala privada",
    settings: "Ajustes",
    pilot: (number) => `Piloto ${number}`,
  },

  rooms: {
    playIn: (code) => `Jugar en ${code}`,
    open: (code) => `La sala ${code} está abierta.`,
    onlyBots: "De momento solo hay bots.",
    onePerson: "Hay una persona.",
    seatsTaken: (people, seats) =>
      `${f.number(people)} de ${f.number(seats)} plazas están ocupadas.`,
    full: (code, people) => `La sala ${code} está llena: juegan ${f.number(people)} personas.`,
    none: (code) => `La sala ${code} no existe ahora. Ábrela, y tu enlace traerá a tus amigos.`,
    impossible: (code) => `${code} no puede ser el código de una sala.`,
    openThis: "Abrir esta sala",
    openNew: "Abrir una sala nueva",
    elsewhere: "Jugar en otra parte",
  },

  closed: {
    gameEnded: "La partida ha terminado",
    couldNotJoin: "No has podido entrar",
    noSuchRoom: "Esa sala no existe",
    roomEnded: "La sala ha terminado",
    roomNotThere: "Esta sala no está abierta",
    noRoomNow: (code) => `La sala ${code} no existe ahora. Ábrela o juega en otra parte.`,
    tryAgain: "Reintentar",
    playAgain: "Jugar otra vez",
    backToMenu: "Volver al menú",
    plain: "La conexión se ha cerrado.",
    byServer: "El servidor ha terminado la partida.",
    refused: (code) => `El servidor ha rechazado esta página (${code}). Recárgala.`,
    because: (words) => `El servidor ha cerrado la conexión: ${words}.`,
    byCode: {
      UNSPECIFIED: "El servidor ha terminado la partida.",
      PROTOCOL_VIOLATION: "El servidor no ha entendido esta página. Recárgala.",
      TEXT_FRAME: "El servidor no ha entendido esta página. Recárgala.",
      BINARY_FRAME: "El servidor no ha entendido esta página. Recárgala.",
      MALFORMED_FRAME: "El servidor no ha entendido esta página. Recárgala.",
      FRAME_TOO_BIG: "Esta página ha enviado más de lo que lee el servidor. Recárgala.",
      UNKNOWN_ROOM: "No hay ninguna sala con este código.",
      ROOM_FULL: "Esta sala está llena. Inténtalo dentro de un momento o elige otra.",
      SERVER_FULL: "El servidor está lleno. Inténtalo dentro de un momento.",
      BAD_NAME: "Este nombre no sirve: de 1 a 16 caracteres visibles, por favor.",
      BAD_CHAT: "Una línea del chat tiene de 1 a 140 caracteres visibles.",
      INPUT_OUT_OF_RANGE: "El servidor no ha aceptado los datos de esta página. Recárgala.",
      ALREADY_JOINED: "El servidor no ha aceptado los datos de esta página. Recárgala.",
      NOT_JOINED: "El servidor ha esperado en vano a que entraras. Recarga la página.",
      FLOOD: "Demasiados mensajes. Espera un momento.",
      RESUME_REFUSED: "No se ha podido conservar tu nave.",
      SUPERSEDED: "Sigues jugando en otra ventana.",
      MOVED: "Otro servidor tiene esta sala.",
      ROOM_FAILED: "Un fallo del servidor ha terminado esta partida.",
      SHUTTING_DOWN: "El servidor se reinicia.",
      IDLE: "Has estado un rato fuera y tu plaza ha quedado libre.",
      SILENT: "Esta página no ha dado señales durante demasiado tiempo.",
    },
    bySentence: {
      "a server fault ended this connection; join again":
        "Un fallo nuestro ha cerrado esta conexión; vuelve a entrar.",
      "a server fault ended this match; a new one starts here":
        "Un fallo nuestro ha terminado esta partida; aquí empieza otra.",
      "a server fault: this frame cannot be converted to text":
        "Un fallo nuestro: este mensaje no se puede enviar como texto.",
      "the server has its maximum number of players": "El servidor está lleno.",
      "the server restarts": "El servidor se reinicia.",
      "this address has created its maximum number of private rooms":
        "Desde esta dirección ya se han abierto todas las salas privadas permitidas.",
      "this match reached its maximum length; a new one starts here":
        "Esta partida ha llegado a su duración máxima; aquí empieza otra.",
      "this room is moving to another server": "Esta sala se está mudando a otro servidor.",
      "too many joins from this address": "Demasiadas entradas desde esta dirección.",
      "too many messages": "Demasiados mensajes. Espera un momento.",
    },
  },

  lost: {
    shipKept: "Conexión perdida. Tu nave sigue siendo tuya.",
    seatGone: "No se ha podido conservar tu nave.",
    noAnswer: "El servidor no responde.",
    waiting: "El servidor no responde. Esperando…",
    connecting: "Conectando…",
    tryingAgain: "Reintentando…",
    tryingAgainIn: (seconds) => `Nuevo intento en ${seconds}…`,
    cancel: "Cancelar",
  },

  hud: {
    ship: "Nave",
    health: "Vida",
    shield: "Escudo",
    boost: "Turbo",
    ready: "Lista",
    timeLeft: "Tiempo restante",
    score: "Puntos",
    rank: (place, of) => `#${place} de ${of}`,
    minimap: "Minimapa",
    topTen: "Los diez mejores",
    slowDevice: (perSecond) =>
      `Tu dispositivo dibuja despacio: ${perSecond} imágenes por segundo. Una ventana más ` +
      "pequeña ayuda.",
  },

  scores: {
    caption: "Puntuación",
    place: "#",
    pilot: "Piloto",
    score: "Puntos",
    kills: "Bajas",
    deaths: "Muertes",
    leader: "En cabeza",
    away: (name) => `${name} (fuera)`,
    mute: "Silenciar",
    unmute: "Oír",
    muteWhom: (name) => `Silenciar a ${name}`,
    unmuteWhom: (name) => `Oír de nuevo a ${name}`,
    pages: "Páginas",
    previous: "Anterior",
    next: "Siguiente",
    range: (first, last, of) => `${first}–${last} de ${of}`,
  },

  feed: {
    label: "Qué ha pasado",
    woreCrown: "llevaba la corona: vale 2",
    destroyed: (name) => `Has destruido a ${name}`,
    crownTaken: (name) => `Le has quitado la corona a ${name}: +2`,
    aShip: "una nave",
    and: "y",
    joined: {
      names: (names, count) => `${names} ${f.count(count, "ha", "han")} entrado`,
      andMore: (name, count) => `${name} y ${more(count)} han entrado`,
    },
    left: {
      names: (names, count) => `${names} ${f.count(count, "ha", "han")} salido`,
      andMore: (name, count) => `${name} y ${more(count)} han salido`,
    },
    signs: "Signos",
    crownWorth: "lleva la corona, vale 2",
    botMeans: "la pilota el servidor",
  },

  chat: {
    caption: "Chat",
    messages: "Mensajes",
    message: "Mensaje del chat",
    placeholder: "Mensaje para todos",
    earlier: "antes",
    muteAll: "Silenciar a todos",
    unmuteAll: "Oír a todos",
  },

  death: {
    heading: "Destruido",
    by: (name, how) => `por ${name} ${how}`,
    backIn: (seconds) => `Vuelves en ${seconds}`,
  },

  shots: {
    youWereSeen: (name, apartU, agoMs) =>
      `Estabas a ${apartU} u de donde te veía ${name} hace ${agoMs}`,
    youSaw: (name, apartU, agoMs) => `Veías a ${name} a ${apartU} u de su sitio, hace ${agoMs}`,
    claimCut: "(dato recortado)",
    missed: {
      cover: (name, { coverMs }) => `${name} llevaba ${f.ms(coverMs)} detrás de un asteroide`,
      destroyed: (name) => `${name} ya había sido destruido`,
      protected: (name) => `${name} acababa de aparecer y tenía protección`,
      "own-death": () => "tu nave fue destruida antes de poder disparar",
      "not-fired": () => "tu orden llegó demasiado tarde para disparar",
      displaced: (_, { apartU }) =>
        `tu nave estaba a ${f.number(apartU)} u de donde la veías, porque una orden llegó tarde`,
      stalled: (name) =>
        `${name} se dibujó más allá de lo que contaba el último mensaje (la red se atascó)`,
      "too-old": (_, { ageMs, capMs }) =>
        `el servidor mira ${f.ms(capMs)} atrás como mucho, y tu imagen tenía ${f.ms(ageMs)}`,
      "other-age": (_, { claimedMs, usedMs }) =>
        `tu imagen tenía ${f.ms(claimedMs)}, pero el servidor juzgó con una de ${f.ms(usedMs)}`,
      "other-ship": (_, { met }) => `dio antes en ${met}`,
      passed: (name) => `según el servidor pasó junto a ${name}`,
    },
  },

  result: {
    label: "Resultado de la ronda",
    nobodyScored: "Nadie ha puntuado",
    youWin: "¡Ganas la ronda!",
    wins: (name) => `${name} gana la ronda`,
    place: (place, of, score) =>
      `Quedas en el puesto ${f.number(place)} de ${f.number(of)}, con ${points(score)}.`,
    best: (score, killed, streak) =>
      `Tu récord en este dispositivo: ${points(score)}, ${kills(killed)}, ` +
      `racha de ${f.number(streak)}.`,
    newBest: (score, killed, streak) =>
      `¡Nuevo récord en este dispositivo! ${points(score)}, ${kills(killed)}, ` +
      `racha de ${f.number(streak)}.`,
    kills: "Bajas",
    deaths: "Muertes",
    bestStreak: "Mejor racha",
    hitMost: "A quien más diste",
    hitMostBy: "Quien más te dio",
    notUsed: "sin usar",
    accuracy: (percent, shots) => `${percent} de ${f.number(shots)}`,
    times: (count) => `×${f.number(count)}`,
    nextRoundIn: (seconds) => `Próxima ronda en ${seconds}`,
  },

  invite: {
    copyLink: "Copiar enlace",
    copied: "Copiado",
    share: "Invitar",
    shareLink: "Compartir enlace",
    linkCopied: "Enlace copiado",
    message: "Juega conmigo a Tickstorm",
    showCode: "Código QR",
    codeCaption: "Invitar a esta sala",
    codeLabel: (room) => `Código QR del enlace a la sala ${room}`,
  },

  hints: {
    fly: (keys) => `${keys} o las flechas vuelan, el ratón apunta.`,
    flyTouch: "El pulgar izquierdo vuela, el derecho apunta.",
    flyTouchSwapped: "El pulgar derecho vuela, el izquierdo apunta.",
    pickups: "Vuela sobre una mejora: vida, escudo o velocidad.",
  },

  settings: {
    caption: "Ajustes",
    language: "Idioma",
    ofBrowser: (language) => `Auto: ${language}`,
    volume: "Volumen",
    soundOff: "Sin sonido",
    shake: "Temblor de pantalla",
    reducedMotion: "Menos movimiento",
    vibration: "Vibración",
    swapSticks: "Sticks para zurdos",
    fullScreen: "Pantalla completa",
    leaveFullScreen: "Salir de pantalla completa",
    leave: "Salir de la partida",
    done: "Listo",
    keys: "Teclas",
    defaultKeys: "Teclas por defecto",
    pressKey: "Pulsa una tecla…",
    keyOf: (action, key) => `${action}: ${key}`,
    actions: {
      up: "Volar arriba",
      left: "Volar a la izquierda",
      down: "Volar abajo",
      right: "Volar a la derecha",
      turnLeft: "Apuntar a la izquierda",
      turnRight: "Apuntar a la derecha",
      chat: "Chat",
      scoreboard: "Puntuación",
      fullScreen: "Pantalla completa",
    },
    takenByAction: (key, action) => `${key} está ocupada: es la tecla de «${action}».`,
    takenByPage: (key, use) => `${key} está ocupada: ${use}.`,
    takenByBrowser: (key) => `${key} no se puede usar: es del navegador o del sistema.`,
    thisKey: "Esta tecla",
    pageUses: {
      settings: "abre y cierra los ajustes",
      focus: "pasa de un botón a otro",
      netGraph: "muestra el gráfico de red",
      networkLab: "muestra el laboratorio de red",
      flyUp: "siempre vuela hacia arriba",
      flyLeft: "siempre vuela a la izquierda",
      flyDown: "siempre vuela hacia abajo",
      flyRight: "siempre vuela a la derecha",
      press: "pulsa botones y abre el chat",
    },
    named: {
      Space: "Espacio",
      Enter: "Intro",
      Escape: "Esc",
      Tab: "Tab",
      Backspace: "Retroceso",
      Delete: "Supr",
      Insert: "Insert",
      Home: "Inicio",
      End: "Fin",
      PageUp: "Re Pág",
      PageDown: "Av Pág",
      ShiftLeft: "Mayús izq.",
      ShiftRight: "Mayús der.",
      ControlLeft: "Ctrl izq.",
      ControlRight: "Ctrl der.",
      AltLeft: "Alt",
      AltRight: "Alt Gr",
      MetaLeft: "Meta izq.",
      MetaRight: "Meta der.",
      CapsLock: "Bloq Mayús",
      ArrowUp: "Flecha arriba",
      ArrowLeft: "Flecha izquierda",
      ArrowDown: "Flecha abajo",
      ArrowRight: "Flecha derecha",
      Backquote: "º",
      Backslash: "Ç",
      Minus: "'",
      Equal: "¡",
      BracketLeft: "`",
      BracketRight: "+",
      Semicolon: "Ñ",
      Quote: "´",
      Comma: ",",
      Period: ".",
      Slash: "-",
      KeyY: "Y",
      KeyZ: "Z",
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
      Decimal: "Decimal",
      Comma: "Coma",
      Equal: "=",
      Enter: "Intro",
    },
  },

  weapons: {
    BLASTER: {
      name: "Bláster",
      key: "Disparar",
      button: "Fuego",
      sign: "derribado con el bláster",
      withIt: "con el bláster",
      missed: (name) => `Tu disparo de bláster a ${name} ha fallado`,
      hint: {
        keys: (key) => `Clic o ${key} dispara.`,
        touch: "Empuja a fondo para disparar.",
      },
    },
    RAIL: {
      name: "Rail",
      key: "Rail",
      button: "Rail",
      sign: "derribado con el rail",
      withIt: "con el rail",
      missed: (name) => `Tu disparo de rail a ${name} ha fallado`,
      hint: {
        keys: (key) => `Clic derecho o ${key} dispara el rail, que acierta al instante.`,
        touch: "Toca Rail para un disparo que acierta al instante.",
      },
    },
  },

  ...debugEs,
};
