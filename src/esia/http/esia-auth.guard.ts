import { Injectable } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';

/**
 * Finishes a sign-in on the callback route: `request.user` is then an `EsiaSignInResult`. What ESIA or the person did wrong
 * is a result, never an exception.
 */
@Injectable()
export class EsiaAuthGuard extends AuthGuard('esia') {}
