import { Injectable } from '@nestjs/common';
import { Pages } from '../../platform/http/pages.js';

/** The pages of messages and of help. */
@Injectable()
export class DeliveryPages extends Pages {
  constructor() {
    super(import.meta.dirname);
  }
}
