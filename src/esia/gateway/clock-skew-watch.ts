import { Inject, Injectable, Logger } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock.js';
import { EsiaSettings } from '../esia.settings.js';
import { esiaMetrics } from './esia-metrics.js';

/**
 * Compares our clock with ESIA's (AUTH-12, EC-093): it refuses requests that are off by minutes (ESIA-007015). An alarm, a
 * line in the log when it begins and ends; never a refusal.
 */
@Injectable()
export class ClockSkewWatch {
  private readonly logger = new Logger('EsiaClock');
  private alarmed = false;

  constructor(
    @Inject(Clock) private readonly clock: Clock,
    @Inject(EsiaSettings) private readonly settings: EsiaSettings,
  ) {}

  /** Takes the `Date` header of any answer of ESIA; what is no date is passed over. */
  observe(dateHeader: string | string[] | undefined): void {
    if (typeof dateHeader !== 'string') return;
    const theirs = Date.parse(dateHeader);
    if (Number.isNaN(theirs)) return;
    // The header is cut to whole seconds: half a second is the least wrong guess.
    const skew = (theirs + 500 - this.clock.now().getTime()) / 1000;
    esiaMetrics.clockSkew.set(skew);
    const alarm = Math.abs(skew) > this.settings.clockSkewSeconds;
    if (alarm && !this.alarmed)
      this.logger.error(`Часы сервера разошлись с ЕСИА на ${Math.round(skew)} с: проверьте NTP`);
    if (!alarm && this.alarmed) this.logger.log('Часы сервера снова сходятся с ЕСИА');
    this.alarmed = alarm;
  }
}
