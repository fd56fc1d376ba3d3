import { Inject, Injectable } from '@nestjs/common';
import type { DeliveryChannel } from '../domain/delivery-state.js';
import type { Carrier } from '../domain/outgoing.js';
import { GatewayCarrier } from './gateway-carrier.js';
import { MailCarrier } from './mail-carrier.js';

/** Everybody who carries messages. The e-journal's own mailbox has no carrier: docs/delivery.md says why. */
@Injectable()
export class Carriers {
  readonly all: readonly Carrier[];

  constructor(@Inject(MailCarrier) mail: MailCarrier, @Inject(GatewayCarrier) gateway: GatewayCarrier) {
    this.all = [mail, gateway];
  }

  /** True when somebody carries this channel by the settings. */
  carry(channel: DeliveryChannel): boolean {
    return this.all.some(({ channels, isOn }) => isOn && channels.includes(channel));
  }
}
