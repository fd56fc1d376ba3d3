import { describe, expect, it } from '@jest/globals';
import { register } from 'prom-client';
import { watchCertificate } from '../../../src/esia/gateway/esia-metrics.js';

describe('the days that a certificate has left', () => {
  it('are counted anew each time that somebody asks', async () => {
    let days = 61;
    watchCertificate({ whose: 'own', hash: '0123ABCD' }, () => days);
    const line = (): Promise<string> => register.getSingleMetricAsString('esia_certificate_days_left');
    expect(await line()).toContain('{whose="own",hash="0123ABCD"} 61');
    days = -1;
    expect(await line()).toContain('{whose="own",hash="0123ABCD"} -1');
  });
});
