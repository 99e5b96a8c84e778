import type { Placing } from "./placing";
import { type Layer, RECIPES, type SoundName } from "./recipes";

const SILENCE = 0.0001;

/** Plays recipes on Web Audio: one oscillator or noise source per layer, thrown away after use. */
export class Synth {
  private readonly master: GainNode;
  private readonly noise: AudioBuffer;

  constructor(private readonly context: AudioContext) {
    this.master = context.createGain();
    const limiter = context.createDynamicsCompressor();
    limiter.threshold.value = -16;
    limiter.ratio.value = 8;
    this.master.connect(limiter).connect(context.destination);
    this.noise = createNoise(context);
  }

  /** Sets the volume of all sounds, 0 to 1. */
  setVolume(volume: number): void {
    // Squared, because loudness is perceived as a ratio: half the slider then sounds half as loud.
    this.master.gain.setTargetAtTime(volume * volume, this.context.currentTime, 0.02);
  }

  /** Starts the sound now. The returned function stops it early without a click. */
  start(name: SoundName, placing: Placing): () => void {
    const { context } = this;
    const out = context.createGain();
    const panner = context.createStereoPanner();
    out.gain.value = placing.gain;
    panner.pan.value = placing.pan;
    out.connect(panner).connect(this.master);
    const sources = RECIPES[name].layers.map((layer) => this.startLayer(layer, out));
    const last = sources.at(-1);
    if (last) last.onended = () => panner.disconnect();
    return () => {
      out.gain.setTargetAtTime(0, context.currentTime, 0.01);
      for (const source of sources) source.stop(context.currentTime + 0.06);
    };
  }

  private startLayer(layer: Layer, out: GainNode): AudioScheduledSourceNode {
    const { context } = this;
    const startS = context.currentTime + (layer.startMs ?? 0) / 1000;
    const endS = startS + layer.lengthMs / 1000;
    const envelope = context.createGain();
    envelope.gain.setValueAtTime(SILENCE, startS);
    envelope.gain.exponentialRampToValueAtTime(layer.gain, startS + (layer.attackMs ?? 3) / 1000);
    envelope.gain.exponentialRampToValueAtTime(SILENCE, endS);
    envelope.connect(out);
    const source =
      layer.source === "noise"
        ? this.noiseSource(layer, startS, endS, envelope)
        : this.toneSource(layer, startS, endS, envelope);
    source.start(startS);
    source.stop(endS + 0.02);
    return source;
  }

  private toneSource(layer: Layer, startS: number, endS: number, envelope: GainNode) {
    const oscillator = this.context.createOscillator();
    oscillator.type = layer.source as OscillatorType;
    oscillator.frequency.setValueAtTime(layer.fromHz, startS);
    oscillator.frequency.exponentialRampToValueAtTime(layer.toHz, endS);
    oscillator.connect(envelope);
    return oscillator;
  }

  private noiseSource(layer: Layer, startS: number, endS: number, envelope: GainNode) {
    const source = this.context.createBufferSource();
    source.buffer = this.noise;
    source.loop = true;
    const filter = this.context.createBiquadFilter();
    filter.type = layer.filter ?? "lowpass";
    filter.Q.value = layer.q ?? 0.9;
    filter.frequency.setValueAtTime(layer.fromHz, startS);
    filter.frequency.exponentialRampToValueAtTime(layer.toHz, endS);
    source.connect(filter).connect(envelope);
    return source;
  }
}

function createNoise(context: AudioContext): AudioBuffer {
  const buffer = context.createBuffer(1, context.sampleRate, context.sampleRate);
  const samples = buffer.getChannelData(0);
  for (let i = 0; i < samples.length; i++) samples[i] = Math.random() * 2 - 1;
  return buffer;
}
