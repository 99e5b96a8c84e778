/**
 * The techniques that the network lab turns off while playing, to show their use. The netcode reads
 * this object where it decides, so a switch needs no restart.
 */
export interface LabSwitches {
  /** Off: the own ship is drawn where the newest frame has it. */
  prediction: boolean;
  /** Off: the server's state of the own ship changes nothing except life and death. */
  reconciliation: boolean;
  /** Off: the others are drawn as the newest frame has them. */
  interpolation: boolean;
  /** Off: a rail shot does not say what its shooter saw. */
  lagCompensation: boolean;
  /** Off: inputs come when their tick is due, so at least half of them come too late. */
  inputLead: boolean;
  /** Off: every tick's input is sent, changed or not. */
  inputsOnChange: boolean;
  /** Off: the others stand still while no frame comes. */
  starvationStepping: boolean;
  /** On: the newest known true places are told to the picture. */
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
