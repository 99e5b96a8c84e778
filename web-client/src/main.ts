import { TICK_RATE_DEFAULT } from "./gen/constants";

document.body.dataset.tickRate = String(TICK_RATE_DEFAULT);
