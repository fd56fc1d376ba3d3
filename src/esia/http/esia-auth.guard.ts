import { Injectable } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';

/**
 * Finishes a sign-in on the callback route: `request.user` is then an `EsiaSignInResult`. What ESIA or the person did wrong
 * is a result, never an exception. The strategy is found by its name, so Passport makes a copy of it for each request: given as
 * an object, one would be shared, and people who come back at once would get one another's answers. Names are global to
 * Passport: of several applications in one process (only tests have that) the last one started answers for all.
 */
@Injectable()
export class EsiaAuthGuard extends AuthGuard('esia') {}
