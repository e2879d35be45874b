// A plucked string, computed here: a burst of noise in a loop that loses its edge (Karplus and Strong
// 1983), and a player that hands notes to the browser shortly before they sound.

export const RATE = 22_050; // samples a second
const AHEAD = 0.25, OFTEN = 60; // seconds that are scheduled, milliseconds between two looks
const RING = 1.6, LEAD = 0.12; // seconds

/**
 * The frequency of a MIDI pitch in hertz; 69 is the A of 440.
 *
 * @param {number} pitch
 */
export function frequencyOf(pitch) {
  return 440 * 2 ** ((pitch - 69) / 12);
}

/**
 * The samples of a plucked string. Its loop holds a whole number of samples and half a sample of the
 * averaging; a fraction between is made up by interpolation, so that it is in tune.
 *
 * @param {number} frequency
 * @param {number} seconds
 * @param {number} rate
 */
export function pluck(frequency, seconds, rate) {
  const period = rate / frequency - 0.5, size = Math.floor(period), part = period - size;
  const loop = new Float32Array(size + 1), found = new Float32Array(Math.floor(seconds * rate));
  let noise = 12345;
  for (let i = 0; i <= size; i += 1) {
    noise = (Math.imul(noise, 1664525) + 1013904223) >>> 0; // the same pluck each time
    loop[i] = noise / 2 ** 31 - 1;
  }
  // A finger is softer than noise: the burst is smoothed once.
  for (let i = size; i > 0; i -= 1) loop[i] = 0.5 * (loop[i] + loop[i - 1]);
  const history = new Float32Array(found.length + size + 2);
  history.set(loop);
  const loss = 0.996 ** (220 / frequency + 0.4);
  for (let i = size + 1; i < history.length; i += 1) {
    const a = tap(history, i - size, part), b = tap(history, i - size - 1, part);
    history[i] = loss * 0.5 * (a + b);
  }
  const fade = Math.floor(0.05 * rate);
  for (let i = 0; i < found.length; i += 1) found[i] = history[i] * Math.min(1, (found.length - i) / fade);
  return found;
}

/**
 * @param {Float32Array} history
 * @param {number} at
 * @param {number} part of a sample earlier
 */
function tap(history, at, part) {
  return (1 - part) * history[at] + part * (at > 0 ? history[at - 1] : 0);
}

/**
 * What sounds: [start in ticks, ticks, pitch or null, element].
 *
 * @typedef {[number, number, number | null, number]} Played
 *
 * The seconds at which something happens at a tempo.
 *
 * @param {number} ticks
 * @param {number} quarter ticks of a quarter note
 * @param {number} tempo quarter notes a minute
 */
export function secondsOf(ticks, quarter, tempo) {
  return (ticks / quarter) * (60 / tempo);
}

/** @typedef {ReturnType<typeof musician>} Musician */

/**
 * Plays notes; `lit` hears which element sounds, -1 for none.
 *
 * @param {object} parts
 * @param {HTMLElement} parts.root it plays as long as this is in the page
 * @param {(element: number) => void} parts.lit
 * @param {() => void} parts.ended
 */
export function musician({ root, lit, ended }) {
  /** @type {AudioContext | null} */
  let context = null;
  /** @type {GainNode | null} */
  let out = null;
  /** @type {Map<number, AudioBuffer>} */
  const strings = new Map();
  /** @type {ReturnType<typeof setInterval> | null} */
  let timer = null;
  let sounding = -1;
  const stop = () => {
    if (timer !== null) clearInterval(timer);
    timer = null;
    if (out && context) {
      out.gain.setTargetAtTime(0, context.currentTime, 0.02); // no click
      out = null;
    }
    lit(-1);
  };
  /**
   * @param {AudioContext} playing
   * @param {number} pitch
   */
  const stringOf = (playing, pitch) => {
    let found = strings.get(pitch);
    if (!found) {
      const samples = pluck(frequencyOf(pitch), RING, RATE);
      found = playing.createBuffer(1, samples.length, RATE);
      found.getChannelData(0).set(samples);
      strings.set(pitch, found);
    }
    return found;
  };
  return {
    get playing() { return timer !== null; },
    get now() { return Math.max(0, sounding); }, // which note sounds
    stop,
    /**
     * @param {Played[]} notes in order
     * @param {number} from which of them is the first
     * @param {number} quarter ticks of a quarter note
     * @param {number} tempo
     * @returns {boolean} whether this browser can
     */
    play(notes, from, quarter, tempo) {
      stop();
      if (typeof AudioContext === "undefined" || !notes.length) return false;
      const now = context ?? new AudioContext(), gain = now.createGain();
      context = now;
      void now.resume();
      out = gain;
      gain.gain.value = 0.5;
      gain.connect(now.destination);
      const begin = now.currentTime + LEAD - secondsOf(notes[from][0], quarter, tempo);
      const at = (/** @type {number} */ ticks) => begin + secondsOf(ticks, quarter, tempo);
      let next = from;
      sounding = from - 1;
      timer = setInterval(() => {
        if (!root.isConnected) return stop();
        for (; next < notes.length && at(notes[next][0]) < now.currentTime + AHEAD; next += 1) {
          const [start, ticks, pitch] = notes[next];
          if (pitch === null) continue;
          const source = now.createBufferSource(), own = now.createGain();
          source.buffer = stringOf(now, pitch);
          source.connect(own).connect(gain);
          const end = at(start + ticks) + 0.12;
          own.gain.setValueAtTime(1, end);
          own.gain.setTargetAtTime(0, end, 0.06); // a finger damps the string
          source.start(Math.max(now.currentTime, at(start)));
          source.stop(end + 0.5);
        }
        while (sounding + 1 < notes.length && at(notes[sounding + 1][0]) <= now.currentTime) {
          sounding += 1;
          lit(notes[sounding][3]);
        }
        const last = notes[notes.length - 1];
        if (now.currentTime > at(last[0] + last[1])) {
          stop();
          ended();
        }
      }, OFTEN);
      return true;
    },
  };
}
