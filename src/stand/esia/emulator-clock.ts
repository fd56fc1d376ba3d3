/** The emulator's own time: the machine's, moved by a knob (rule 3), so that skew and expiry can be tried at once. */
export class EmulatorClock {
  shiftSeconds: number;

  constructor(shiftSeconds = 0) {
    this.shiftSeconds = shiftSeconds;
  }

  /** Milliseconds since 1970. */
  milliseconds(): number {
    return Date.now() + this.shiftSeconds * 1000;
  }

  /** Whole seconds since 1970, as tokens count them. */
  seconds(): number {
    return Math.floor(this.milliseconds() / 1000);
  }

  now(): Date {
    return new Date(this.milliseconds());
  }
}
