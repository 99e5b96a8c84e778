/**
 * The techniques that the network lab turns off while playing, to show their effect. The netcode
 * reads this object where it decides, so a switch needs no restart.
 */
export interface LabSwitches {
  /** If off, the own ship is drawn where the newest frame has it. */
  prediction: boolean;
  /** If off, the server's state of the own ship changes nothing except life and death. */
  reconciliation: boolean;
  /** If off, the others are drawn as the newest frame has them. */
  interpolation: boolean;
  /** If off, a rail shot does not carry the view age of its shooter. */
  lagCompensation: boolean;
  /** If off, inputs arrive when their tick is due, so at least half of them are late. */
  inputLead: boolean;
  /** If off, every tick's input is sent, changed or not. */
  inputsOnChange: boolean;
  /** If off, the others stand still while no frame arrives. */
  starvationStepping: boolean;
  /** If on, the newest known true positions are drawn as ghosts. */
  ghosts: boolean;
}

/** Returns the switches of normal play: all techniques on, ghosts off. */
export function normalPlay(): LabSwitches {
  return {
    prediction: true,
    reconciliation: true,
    interpolation: true,
    lagCompensation: true,
    inputLead: true,
    inputsOnChange: true,
    starvationStepping: true,
    ghosts: false,
  };
}
