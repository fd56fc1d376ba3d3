import { Injectable } from '@nestjs/common';
import { Pages } from '../../platform/http/pages.js';

/** The pages of this folder. */
@Injectable()
export class SignInPages extends Pages {
  constructor() {
    super(import.meta.dirname);
  }
}
